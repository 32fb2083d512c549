using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AlmCompliance.Contracts;
using AlmCompliance.Data.Access;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Web.Features.Agents;
using AlmCompliance.Web.Tests.Access;
using AlmCompliance.Web.Tests.Advisories;
using AlmCompliance.Web.Tests.Ingest;
using AlmCompliance.Web.Tests.Serving;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Tests.Files;

public sealed class OfflineEnrollmentTests
{
    private const string Path = "/api/v1/agents/requests";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, OnBoth]
    public async Task A_request_waits_with_its_fingerprint_and_makes_a_host_that_can_only_sign_files(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        using var person = await Person.SignedInAsync(server, AccessRole.SecurityManager);
        using var agent = FileAgent.Create(server);

        using var answer = await person.Http.PostAsync(Path, Json(agent.Request()), Stop);

        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync(Stop));
        var fingerprint = (string)(await answer.JsonAsync())["fingerprint"]!;
        fingerprint.Replace(" ", "", StringComparison.Ordinal).ShouldBe(Convert.ToHexStringLower(agent.Fingerprint));
        fingerprint.Split(' ').ShouldAllBe(group => group.Length == 4);
        var waiting = (await server.Get<AgentQueries>().PendingAsync(AlmTestServer.Administrator, Stop)).ShouldHaveSingleItem();
        (waiting.IsOffline, waiting.Fingerprint, waiting.HostName, waiting.MachineId, waiting.CanAnswer).ShouldBe((true, fingerprint, agent.HostName, agent.MachineId, true));
        waiting.AskedBy.ShouldNotBeNull().ShouldStartWith("SecurityManager-");
        await server.ShouldRefuseAsync(agent.File(agent.Report(), 1).Bytes(), FileRefusal.UnknownHost, "nobody has approved it");

        await server.DecideAsync(EnrollmentDecision.Another);

        await using var db = server.Db();
        var host = await db.Hosts.SingleAsync(Stop);
        (host.Name, host.MachineId, host.EnrolledAt, host.LastContactAt).ShouldBe((agent.HostName, agent.MachineId, server.Clock.Now, null));
        (await db.Statuses.ToListAsync(Stop)).ShouldAllBe(s => s.Status == ComplianceStatus.Unknown);
        var key = await db.AgentKeys.SingleAsync(Stop);
        (key.KeyHash, key.PublicKey).ShouldBe((null, agent.PublicKey));
        (await agent.UploadAsync(agent.File(agent.Report(), 1))).HostId.ShouldBe(host.Id);
        (await db.AuditEntries.OrderBy(e => e.Sequence).Select(e => e.Action).ToListAsync(Stop)).TakeLast(4).ShouldBe(["enrollment.asked", "enrollment.decided", "agent.enrolled", "inventory-file.taken"]);
    }

    [Theory, OnBoth]
    public async Task The_same_machine_ends_the_old_keys_and_keeps_its_history(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        using var online = await FileAgent.OnlineAsync(server);
        await online.Online!.AcceptAsync(online.Report());
        using var agent = FileAgent.Create(server, "ES-041", online.MachineId);
        (await agent.AskAsync(AlmTestServer.Administrator)).Value!.KnownMachine.ShouldBeTrue();

        await server.DecideAsync(EnrollmentDecision.SameMachine);

        using var byOldKey = await online.Online.PostAsync(online.Report());
        await byOldKey.ShouldBeProblemAsync(HttpStatusCode.Unauthorized);
        await server.ShouldRefuseAsync(online.File(online.Report(version: FileAgent.Patched), 1).Bytes(), FileRefusal.WrongSignature);
        (await agent.UploadAsync(agent.File(agent.Report(), 1))).HostId.ShouldBe(online.HostId);
        await using var db = server.Db();
        (await db.Hosts.CountAsync(Stop)).ShouldBe(1);
    }

    [Theory, OnBoth]
    public async Task Another_machine_of_the_same_id_is_a_second_host_and_each_is_found_by_its_own_key(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        using var first = await FileAgent.OfflineAsync(server);
        using var second = FileAgent.Create(server, "ES-042", first.MachineId);
        await second.AskAsync(AlmTestServer.Administrator);

        await server.DecideAsync(EnrollmentDecision.Another);

        var ofFirst = await first.UploadAsync(first.File(first.Report(), 1));
        var ofSecond = await second.UploadAsync(second.File(second.Report(), 1));
        (ofFirst.Outcome, ofSecond.Outcome).ShouldBe((FileOutcome.Taken, FileOutcome.Taken));
        ofFirst.HostId.ShouldBe(first.HostId);
        ofSecond.HostId.ShouldNotBe(first.HostId);
    }

    [Theory, OnBoth]
    public async Task A_refused_request_leaves_no_host_and_may_be_brought_again_once(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        using var agent = FileAgent.Create(server);
        var first = (await agent.AskAsync(AlmTestServer.Administrator)).Value!;
        await server.DecideAsync(EnrollmentDecision.Refused);
        await server.ShouldRefuseAsync(agent.File(agent.Report(), 1).Bytes(), FileRefusal.UnknownHost);

        var second = (await agent.AskAsync(AlmTestServer.Administrator)).Value!;
        var before = await TableContents.ReadAsync(server);
        var again = (await agent.AskAsync(AlmTestServer.Administrator)).Value!;

        second.RequestId.ShouldNotBe(first.RequestId);
        again.ShouldBe(second);
        (await TableContents.ReadAsync(server)).ShouldBe(before, "it waits already");
    }

    [Theory, OnBoth]
    public async Task A_key_that_was_registered_once_is_not_registered_again(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        using var agent = await FileAgent.OfflineAsync(server);
        using var person = await Person.SignedInAsync(server, AccessRole.SecurityManager);
        using var whileValid = await person.Http.PostAsync(Path, Json(agent.Request()), Stop);
        await whileValid.ShouldBeProblemAsync(HttpStatusCode.Conflict);
        using var renewed = FileAgent.Create(server, agent.HostName, agent.MachineId);
        await renewed.AskAsync(AlmTestServer.Administrator);
        await server.DecideAsync(EnrollmentDecision.SameMachine);

        using var ended = await person.Http.PostAsync(Path, Json(agent.Request()), Stop);

        await ended.ShouldBeProblemAsync(HttpStatusCode.Conflict);
    }

    [Theory, OnBoth]
    public async Task What_is_wrong_with_a_request_is_told_by_its_field_and_nothing_waits(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        using var person = await Person.SignedInAsync(server, AccessRole.Administrator);
        using var agent = FileAgent.Create(server);
        using var other = FileAgent.Create(server);
        (EnrollmentRequestFile Request, string Path)[] cases =
        [
            (agent.Request(after: r => r.Schema = "almcompliance.enrollment-request/2"), "schema"),
            (agent.Request(r => r.MachineId = null), "machineId"),
            (agent.Request(r => r.MachineId = "a\nb"), "machineId"),
            (agent.Request(r => r.HostName = "<script>"), "hostName"),
            (agent.Request(r => r.PublicKey = "no key"), "publicKey"),
            (agent.Request(r => r.CreatedAt = "yesterday"), "createdAt"),
            (agent.Request(after: r => r.Signature = null), "signature"),
            (agent.Request(after: r => r.Signature = "no base64!"), "signature"),
            (agent.Request(after: r => r.PublicKey = other.PublicKey), "signature"),
            (agent.Request(r => r.PublicKey = other.PublicKey), "signature"),
            (agent.Request(after: r => r.MachineId = other.MachineId), "signature"),
            (agent.Request(after: r => r.HostName = "ES-042"), "signature"),
            (agent.Request(after: r => r.CreatedAt = "2026-11-22T10:15:01Z"), "signature"),
        ];
        foreach (var (request, path) in cases)
        {
            using var answer = await person.Http.PostAsync(Path, Json(request), Stop);
            await answer.ShouldBeProblemAsync(HttpStatusCode.BadRequest, path);
        }

        await using var db = server.Db();
        (await db.PendingEnrollments.CountAsync(Stop)).ShouldBe(0);
    }

    [Theory, OnBoth]
    public async Task A_security_manager_in_person_brings_it_and_for_their_own_zones_only(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        await server.EnrollmentTokenAsync("Paint shop");
        await server.EnrollmentTokenAsync("Body shop");
        using var agent = FileAgent.Create(server);
        using var byToken = await server.SendAsync(await server.ApiTokenAsync(AccessRole.Administrator), Path, Json(agent.Request()));
        await byToken.ShouldBeProblemAsync(HttpStatusCode.Forbidden);
        using var auditor = await Person.SignedInAsync(server, AccessRole.Auditor);
        using var byAuditor = await auditor.Http.PostAsync(Path, Json(agent.Request()), Stop);
        await byAuditor.ShouldBeProblemAsync(HttpStatusCode.Forbidden);
        using var painter = await Person.SignedInAsync(server, AccessRole.SecurityManager, "Paint shop");
        using var elsewhere = await painter.Http.PostAsync($"{Path}?zone=Body%20shop", Json(agent.Request()), Stop);
        await elsewhere.ShouldBeProblemAsync(HttpStatusCode.Conflict);

        using var own = await painter.Http.PostAsync(Path, Json(agent.Request()), Stop);

        own.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await server.DecideAsync(EnrollmentDecision.Another);
        await using var db = server.Db();
        (await db.Hosts.Include(h => h.Zone).SingleAsync(Stop)).Zone!.Name.ShouldBe("Paint shop");
    }

    [Theory, OnBoth]
    public async Task A_machine_that_became_known_meanwhile_is_shown_as_known_before_anybody_decides(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        using var agent = FileAgent.Create(server);
        var pending = (await agent.AskAsync(AlmTestServer.Administrator)).Value!.RequestId;
        using var enrolled = await server.EnrollAsync(Enrollment.Request(await server.EnrollmentTokenAsync(), agent.MachineId));
        enrolled.StatusCode.ShouldBe(HttpStatusCode.Created);
        var decide = server.Get<DecideEnrollment>();

        (await decide.RunAsync(AlmTestServer.Administrator, pending, EnrollmentDecision.Another, Stop)).ShouldBeFalse();

        var shown = (await server.Get<AgentQueries>().PendingAsync(AlmTestServer.Administrator, Stop)).ShouldHaveSingleItem();
        shown.ExistingHostName.ShouldBe("ES-041");
        (await decide.RunAsync(AlmTestServer.Administrator, pending, EnrollmentDecision.SameMachine, Stop)).ShouldBeTrue();
    }

    [Theory, OnBoth]
    public async Task Of_many_who_approve_a_request_at_once_one_does(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        using var agent = FileAgent.Create(server);
        var pending = (await agent.AskAsync(AlmTestServer.Administrator)).Value!.RequestId;
        var decide = server.Get<DecideEnrollment>();

        var decided = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => decide.RunAsync(AlmTestServer.Administrator, pending, EnrollmentDecision.Another, Stop)));

        decided.Count(d => d).ShouldBe(1);
        await using var db = server.Db();
        ((await db.Hosts.CountAsync(Stop)), await db.AgentKeys.CountAsync(Stop)).ShouldBe((1, 1));
    }

    private static JsonContent Json(EnrollmentRequestFile request) => JsonContent.Create(request, options: JsonSerializerOptions.Web);
}
