using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using AlmCompliance.Data.Access;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Inventory;
using AlmCompliance.Web.Features.Agents;
using AlmCompliance.Web.Tests.Access;
using AlmCompliance.Web.Tests.Advisories;
using AlmCompliance.Web.Tests.Serving;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Tests.Files;

public sealed class InventoryFileTests
{
    private const string Path = "/api/v1/inventory-files";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, OnBoth]
    public async Task A_signed_file_is_evidence_for_35_days_from_its_collection_and_says_when_it_was_uploaded(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        using var agent = await FileAgent.OfflineAsync(server);
        var token = await server.ApiTokenAsync(AccessRole.SecurityManager);
        var (collected, uploaded) = (server.Clock.Now.AddDays(-5), server.Clock.Now);

        using var answer = await server.SendAsync(token, Path, Json(agent.File(agent.Report(TimeSpan.FromDays(5), FileAgent.Patched), 1)));

        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync(Stop));
        var line = (await answer.JsonAsync())["items"]!.AsArray().ShouldHaveSingleItem()!.AsObject();
        ((string)line["outcome"]!, (string?)line["reason"], line["hostId"]!.GetValue<Guid>()).ShouldBe(("Taken", null, agent.HostId));
        (line["collectedAt"]!.GetValue<DateTimeOffset>(), line["uploadedAt"]!.GetValue<DateTimeOffset>()).ShouldBe((collected, uploaded));
        var host = await agent.HostAsync();
        (host.EvidenceOrigin, host.EvidenceAt, host.EvidenceReceivedAt, host.EvidenceExpiresAt).ShouldBe((EvidenceOrigin.SignedFile, collected, uploaded, collected.AddDays(35)));
        host.LastContactAt.ShouldBeNull("nobody has heard of the agent itself");
        var status = await agent.StatusAsync();
        (status.Status, status.HoldsUntil).ShouldBe((ComplianceStatus.Compliant, collected.AddDays(35)));
        var said = await HostAsync(server, token, agent.HostId);
        ((string)said["evidenceOrigin"]!, said["evidenceAt"]!.GetValue<DateTimeOffset>(), said["evidenceReceivedAt"]!.GetValue<DateTimeOffset>()).ShouldBe(("SignedFile", collected, uploaded));
        await using var db = server.Db();
        (await db.Snapshots.SingleAsync(Stop)).Origin.ShouldBe(EvidenceOrigin.SignedFile);
        var act = await db.AuditEntries.SingleAsync(e => e.Action == "inventory-file.taken", Stop);
        (act.ActorKind, act.ActorName, act.SubjectId).ShouldBe(("ApiToken", "test", agent.HostId.ToString()));

        server.Clock.Advance(TimeSpan.FromDays(30));
        ((string)(await HostAsync(server, token, agent.HostId))["statuses"]![0]!["status"]!).ShouldBe("Unknown", "35 days after it was collected");
    }

    [Theory, OnBoth]
    public async Task What_is_older_than_the_current_evidence_goes_to_history_only(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        using var agent = await FileAgent.OnlineAsync(server);
        await agent.Online!.AcceptAsync(agent.Report(TimeSpan.FromHours(1)));
        var before = await agent.HostAsync();

        var late = await agent.UploadAsync(agent.File(agent.Report(TimeSpan.FromDays(3), FileAgent.Patched), 1));

        (late.Outcome, late.HostId).ShouldBe((FileOutcome.History, agent.HostId));
        (await agent.StatusAsync()).Status.ShouldBe(ComplianceStatus.NonCompliant);
        var after = await agent.HostAsync();
        (after.EvidenceAt, after.EvidenceOrigin, after.EvidenceReceivedAt, after.CurrentSnapshotId).ShouldBe((before.EvidenceAt, EvidenceOrigin.Agent, before.EvidenceReceivedAt, before.CurrentSnapshotId));
        await using var db = server.Db();
        (await db.Snapshots.SingleAsync(s => s.Id != before.CurrentSnapshotId, Stop)).Origin.ShouldBe(EvidenceOrigin.SignedFile);
    }

    [Theory, OnBoth]
    public async Task The_same_content_prolongs_what_came_in_the_same_way_only(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        using var agent = await FileAgent.OnlineAsync(server);
        (await agent.UploadAsync(agent.File(agent.Report(TimeSpan.FromDays(30)), 1))).Outcome.ShouldBe(FileOutcome.Taken);
        (await agent.UploadAsync(agent.File(agent.Report(TimeSpan.FromDays(2)), 2))).Outcome.ShouldBe(FileOutcome.Taken);

        await agent.Online!.AcceptAsync(agent.Report());

        await using var db = server.Db();
        var now = server.Clock.Now;
        (await db.Snapshots.OrderBy(s => s.ConfirmedFrom).ToListAsync(Stop)).Select(s => (s.Origin, s.ConfirmedFrom, s.ConfirmedTo)).ShouldBe(
        [
            (EvidenceOrigin.SignedFile, now.AddDays(-30), now.AddDays(-2)),
            (EvidenceOrigin.Agent, now, now),
        ]);
        var host = await agent.HostAsync();
        (host.EvidenceOrigin, host.EvidenceExpiresAt).ShouldBe((EvidenceOrigin.Agent, now.AddDays(7)));
    }

    [Theory, OnBoth]
    public async Task Of_many_files_each_has_its_line_and_a_bad_one_harms_no_other(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        using var first = await FileAgent.OfflineAsync(server, "ES-041");
        using var second = await FileAgent.OnlineAsync(server, "ES-042");
        using var person = await Person.SignedInAsync(server, AccessRole.SecurityManager);
        var file = first.File(first.Report(), 1).Bytes();
        using var form = Form(
            ("a.json", file), ("b.json", second.File(second.Report(), 1).Bytes()), ("c <b>.json", "{"u8.ToArray()), ("a again.json", file),
            ("large.json", new byte[SignedInventory.LargestFile + 1]), ("d.json", first.File(first.Report(), 2).Bytes()));

        using var answer = await person.Http.PostAsync(Path, form, Stop);

        var lines = (await answer.JsonAsync())["items"]!.AsArray();
        lines.Select(l => ((string)l!["file"]!, (string)l["outcome"]!, (string?)l["reason"])).ShouldBe(
        [
            ("a.json", "Taken", null), ("b.json", "Taken", null), ("c <b>.json", "Refused", "NoInventoryFile"), ("a again.json", "Refused", "Replayed"),
            ("large.json", "Refused", "TooLarge"), ("d.json", "Taken", null),
        ]);
    }

    [Theory, OnBoth]
    public async Task An_upload_that_breaks_off_tells_what_was_taken_before(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        using var agent = await FileAgent.OfflineAsync(server);
        var token = await server.ApiTokenAsync(AccessRole.Administrator);
        using var form = Form(("a.json", agent.File(agent.Report(), 1).Bytes()), ("b.json", agent.File(agent.Report(), 2).Bytes()));
        var whole = await form.ReadAsByteArrayAsync(Stop);
        using var cut = new ByteArrayContent(whole[..^600]);
        cut.Headers.ContentType = form.Headers.ContentType;

        using var answer = await server.SendAsync(token, Path, cut);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.JsonAsync())["items"]!.AsArray().Select(l => ((string)l!["outcome"]!, (string?)l["reason"])).ShouldBe([("Taken", null), ("Refused", "BrokenUpload")]);
        using var none = new ByteArrayContent(whole[..20]);
        none.Headers.ContentType = form.Headers.ContentType;
        using var broken = await server.SendAsync(token, Path, none);
        await broken.ShouldBeProblemAsync(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Number_and_size_of_an_upload_are_bounded()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        var token = await server.ApiTokenAsync(AccessRole.SecurityManager);
        using var many = Form([.. Enumerable.Range(0, UploadedFiles.Most + 20).Select(i => ($"{i}.json", "{}"u8.ToArray()))]);

        using var counted = await server.SendAsync(token, Path, many);
        using var large = await server.SendAsync(token, Path, Form(("a.json", new byte[UploadedFiles.LargestBody])));
        using var packed = new ByteArrayContent([1]);
        packed.Headers.ContentEncoding.Add("gzip");
        using var encoded = await server.SendAsync(token, Path, packed);

        var lines = (await counted.JsonAsync())["items"]!.AsArray();
        (lines.Count, (string)lines[^1]!["reason"]!).ShouldBe((UploadedFiles.Most + 1, "TooMany"));
        await large.ShouldBeProblemAsync(HttpStatusCode.RequestEntityTooLarge);
        await encoded.ShouldBeProblemAsync(HttpStatusCode.UnsupportedMediaType);
    }

    [Theory, OnBoth]
    public async Task Security_managers_bring_files_of_the_hosts_in_their_zones_and_nobody_else_does(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        using var agent = await FileAgent.OfflineAsync(server, zone: "Paint shop");
        await server.EnrollmentTokenAsync("Body shop");
        var file = agent.File(agent.Report(), 1);
        var before = await TableContents.ReadAsync(server);
        foreach (var role in (AccessRole[])[AccessRole.Viewer, AccessRole.Auditor])
        {
            using var person = await Person.SignedInAsync(server, role);
            using var refused = await person.Http.PostAsync(Path, Json(file), Stop);
            await refused.ShouldBeProblemAsync(HttpStatusCode.Forbidden);
        }

        using var byAgent = await server.SendAsync((await server.AgentAsync("ES-099")).Key, Path, Json(file));
        await byAgent.ShouldBeProblemAsync(HttpStatusCode.Forbidden);
        using var elsewhere = await server.SendAsync(await server.ApiTokenAsync(AccessRole.SecurityManager, "Body shop"), Path, Json(file));
        ((string)(await elsewhere.JsonAsync())["items"]![0]!["reason"]!).ShouldBe("UnknownHost");
        (await agent.StatusAsync()).Status.ShouldBe(ComplianceStatus.Unknown);
        (await TableContents.ReadAsync(server)).Where(l => l.StartsWith("Snapshots", StringComparison.Ordinal)).ShouldBe(before.Where(l => l.StartsWith("Snapshots", StringComparison.Ordinal)));

        using var own = await server.SendAsync(await server.ApiTokenAsync(AccessRole.SecurityManager, "Paint shop"), Path, Json(file));
        ((string)(await own.JsonAsync())["items"]![0]!["outcome"]!).ShouldBe("Taken");
    }

    [Theory, OnBoth]
    public async Task A_host_whose_files_are_carried_is_silent_once_the_last_of_them_is_too_old(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        using var agent = await FileAgent.OfflineAsync(server);
        server.Clock.Advance(TimeSpan.FromDays(8));
        async Task<AgentItem> ListedAsync() => (await server.Get<AgentQueries>().ListAsync(AlmTestServer.Administrator, new AgentListRequest(), Stop)).Items.ShouldHaveSingleItem();
        (await ListedAsync()).IsSilent.ShouldBeTrue("no file ever came");

        await agent.UploadAsync(agent.File(agent.Report(), 1));
        server.Clock.Advance(TimeSpan.FromDays(34));
        var listed = await ListedAsync();
        (listed.IsSilent, listed.HasKey, listed.MaySend, listed.LastContactAt).ShouldBe((false, true, false, null));
        listed.FileAt.ShouldBe(server.Clock.Now.AddDays(-34));

        server.Clock.Advance(TimeSpan.FromDays(1));
        (await ListedAsync()).IsSilent.ShouldBeTrue();
    }

    [Theory, OnBoth]
    public async Task What_a_file_says_of_probes_proves_nothing(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        using var agent = await FileAgent.OfflineAsync(server);

        (await agent.UploadAsync(agent.File(agent.Report(), 1))).Outcome.ShouldBe(FileOutcome.Taken);

        await using var db = server.Db();
        (await db.ProbeObservations.CountAsync(Stop)).ShouldBe(0);
        server.Get<Web.Assessment.ProbeEcho>().Ignored.ShouldBe(0);
    }

    private static StringContent Json(JsonObject file) => new(file.ToJsonString(), Encoding.UTF8, "application/json");

    private static MultipartFormDataContent Form(params (string Name, byte[] Bytes)[] files)
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, bytes) in files)
        {
            var part = new ByteArrayContent(bytes);
            part.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data") { Name = "files", FileName = $"\"{name}\"" };
            form.Add(part);
        }

        return form;
    }

    private static async Task<JsonObject> HostAsync(AlmTestServer server, string token, Guid host)
    {
        using var answer = await server.Client.GetAsync($"/api/v1/hosts/{host}", token);
        return await answer.JsonAsync();
    }
}
