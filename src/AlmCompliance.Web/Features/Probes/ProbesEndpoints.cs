using AlmCompliance.Web.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AlmCompliance.Web.Features.Probes;

internal sealed record ProbingBody(bool Allowed, TimeOnly? From, TimeOnly? To, bool OldTargets);

internal sealed record ApprovalBody(bool Approved);

internal sealed record PortBody(string? Site, int Port, bool Listed = true);

/// <summary>How many tasks became void.</summary>
internal sealed record StoppedProbes(int Voided);

/// <summary><c>/probes</c>, <c>/zones/{id}/probing</c>, <c>/hosts/{id}/probe-approval</c>.</summary>
internal static class ProbesEndpoints
{
    public static void MapProbes(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("").ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden);
        api.MapGet("/probes", GetAsync).WithName("GetProbes").WithSummary("Whether probes run, who is probed from where and when, and what was found.");
        api.MapPost("/probes/start", StartAsync).WithName("StartProbes").WithSummary("Switches probes on; an administrator who is signed in.");
        api.MapPost("/probes/stop", StopAsync).WithName("StopProbes").WithSummary("Ends all probes at once.");
        api.MapPut("/probes/ports", PortAsync).WithName("ListProbePort").WithSummary("Enters a port of a site, or strikes it off.");
        api.MapGet("/probes/schedule.csv", ScheduleAsync).WithName("ExportProbeSchedule").WithSummary("What is planned, as CSV.").Produces<string>(StatusCodes.Status200OK, "text/csv");
        api.MapPut("/zones/{zoneId:guid}/probing", ZoneAsync).WithName("AllowZoneProbes").WithSummary("Says whether and when a zone's hosts probe and are probed.");
        api.MapPut("/hosts/{hostId:guid}/probe-approval", ApproveAsync).WithName("ApproveProbeTarget").WithSummary("Approves a host as a target; a person who is signed in.");
    }

    private static async Task<Ok<ProbeOverview>> GetAsync(Actor actor, ProbeQueries probes, CancellationToken cancellationToken) =>
        TypedResults.Ok(await probes.GetAsync(actor, cancellationToken));

    private static async Task<NoContent> StartAsync(Actor actor, StartProbes start, CancellationToken cancellationToken)
    {
        await start.RunAsync(actor, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<StoppedProbes>> StopAsync(Actor actor, StopProbes stop, CancellationToken cancellationToken) =>
        TypedResults.Ok(new StoppedProbes(await stop.RunAsync(actor, cancellationToken)));

    private static async Task<Results<NoContent, ValidationProblem>> PortAsync(PortBody body, Actor actor, ListProbePort list, CancellationToken cancellationToken) =>
        Answer("port", await list.RunAsync(actor, body.Site ?? "", body.Port, body.Listed, cancellationToken));

    private static async Task<Results<NoContent, ValidationProblem>> ZoneAsync(Guid zoneId, ProbingBody body, Actor actor, AllowZoneProbes allow, CancellationToken cancellationToken) =>
        Answer("zone", await allow.RunAsync(actor, zoneId, new ZoneProbing(body.Allowed, body.From, body.To, body.OldTargets), cancellationToken));

    private static async Task<Results<NoContent, ValidationProblem>> ApproveAsync(Guid hostId, ApprovalBody body, Actor actor, ApproveTarget approve, CancellationToken cancellationToken) =>
        Answer("host", await approve.RunAsync(actor, hostId, body.Approved, cancellationToken));

    private static async Task<PushStreamHttpResult> ScheduleAsync(Actor actor, ProbeQueries probes, CancellationToken cancellationToken)
    {
        var schedule = await probes.ScheduleAsync(actor, cancellationToken);
        return TypedResults.Stream(body => ProbeSchedule.WriteAsync(schedule, body, cancellationToken), "text/csv; charset=utf-8", "probe-schedule.csv");
    }

    private static Results<NoContent, ValidationProblem> Answer<T>(string field, Outcome<T> outcome) => outcome.Succeeded
        ? TypedResults.NoContent()
        : TypedResults.ValidationProblem(new Dictionary<string, string[]>(StringComparer.Ordinal) { [field] = [.. outcome.Errors] });
}
