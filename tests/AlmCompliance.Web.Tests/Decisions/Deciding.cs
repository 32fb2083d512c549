using AlmCompliance.Data.Access;
using AlmCompliance.Data.Decisions;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Features.Decisions;
using AlmCompliance.Web.Tests.Serving;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Tests.Decisions;

/// <summary>People who decide, and what they ask for.</summary>
internal static class Deciding
{
    public const string Note = "57252401";

    public static Actor Asking { get; } = Person("M. Keller");

    public static Actor Approving { get; } = Person("R. Vogt");

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static Actor Person(string name, AccessRole role = AccessRole.SecurityManager, params IReadOnlyList<Guid>? zones) =>
        new(ActorKind.Person, $"id of {name}", name, role, zones is { Count: > 0 } ? zones : null);

    public static DecisionRequest Request(AlmTestServer server, DecisionKind kind, params IReadOnlyList<TestAgent> agents) => new()
    {
        Kind = kind,
        Hosts = [.. agents.Select(a => a.HostId.ToString())],
        Advisory = kind is DecisionKind.UpdateDeferral or DecisionKind.Waiver ? Note : null,
        Measure = kind is DecisionKind.Attestation ? ProtectiveMeasure.Port : ProtectiveMeasure.Unknown,
        Reason = "The line runs until the turnaround.",
        Owner = "J. Brandt",
        ValidUntil = server.Clock.Now.AddDays(30),
        File = kind is DecisionKind.Attestation ? new DecisionFile("firewall.txt", "text/plain", "deny any any 4410"u8.ToArray()) : null,
    };

    public static async Task<string> AskAsync(this AlmTestServer server, DecisionRequest request, Actor? actor = null)
    {
        var outcome = await server.Get<RequestDecision>().RunAsync(actor ?? Asking, request, Stop);
        outcome.Refusals.ShouldBeEmpty();
        return outcome.Reference!;
    }

    public static Task<DecisionOutcome> ApproveAsync(this AlmTestServer server, string reference, Actor? actor = null) =>
        server.Get<ApproveDecision>().RunAsync(actor ?? Approving, reference, null, Stop);

    public static async Task<string> DecideAsync(this AlmTestServer server, DecisionKind kind, params IReadOnlyList<TestAgent> agents)
    {
        var reference = await server.AskAsync(Request(server, kind, agents));
        (await server.ApproveAsync(reference)).Succeeded.ShouldBeTrue();
        return reference;
    }

    public static async Task<Decision> DecisionAsync(this AlmTestServer server, string reference)
    {
        await using var db = server.Db();
        var number = DecisionAuthority.NumberOf(reference);
        return await db.Decisions.AsNoTracking().SingleAsync(d => d.Number == number, Stop);
    }

    public static async Task<TestAgent> ReportingAsync(this AlmTestServer server, string name, string? zone = null, string version = "V5.1 SP1")
    {
        var agent = await server.AgentAsync(name, zone);
        await agent.AcceptAsync(agent.Report().WithVersion(version));
        return agent;
    }
}
