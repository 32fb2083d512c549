using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using AlmCompliance.Contracts;
using AlmCompliance.Data.Access;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Web.Features.Agents;
using AlmCompliance.Web.Tests.Ingest;
using AlmCompliance.Web.Tests.Serving;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Tests.Files;

/// <summary>Whoever has a file that is not what it claims gets nothing green by it, and leaves nothing behind.</summary>
public sealed class ForgedFileTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, OnBoth]
    public async Task A_copied_file_and_every_older_one_is_a_replay(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        using var agent = await FileAgent.OfflineAsync(server);
        var stolen = agent.File(agent.Report(TimeSpan.FromDays(2), FileAgent.Patched), 3);
        var patched = agent.File(agent.Report(TimeSpan.FromDays(1), FileAgent.Patched), 4);
        (await agent.UploadAsync(patched)).Outcome.ShouldBe(FileOutcome.Taken);
        (await agent.UploadAsync(agent.File(agent.Report(TimeSpan.FromHours(1)), 5))).Outcome.ShouldBe(FileOutcome.Taken);
        (await agent.StatusAsync()).Status.ShouldBe(ComplianceStatus.NonCompliant);

        await server.ShouldRefuseAsync(patched.Bytes(), FileRefusal.Replayed);
        await server.ShouldRefuseAsync(stolen.Bytes(), FileRefusal.Replayed, "it was never uploaded, and a later one was");
        (await agent.StatusAsync()).Status.ShouldBe(ComplianceStatus.NonCompliant);

        var forked = await agent.UploadAsync(agent.File(agent.Report(version: FileAgent.Patched), 5));
        (forked.Outcome, forked.Reason).ShouldBe((FileOutcome.Refused, FileRefusal.Forked), "a number is used once, whatever stands beside it");
        var contested = await agent.StatusAsync();
        (contested.Status, contested.Reason, contested.LastKnown).ShouldBe((ComplianceStatus.Unknown, StatusReason.TwoMachines, ComplianceStatus.NonCompliant));
        await server.ShouldRefuseAsync(agent.File(agent.Report(version: FileAgent.Patched), 5).Bytes(), FileRefusal.Replayed, "it is known already");
        (await agent.UploadAsync(agent.File(agent.Report(version: FileAgent.Patched), 6))).Outcome.ShouldBe(FileOutcome.Contested);
        (await agent.StatusAsync()).Status.ShouldBe(ComplianceStatus.Unknown);
    }

    [Theory, OnBoth]
    public async Task What_another_host_signed_says_nothing_of_this_one(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        using var victim = await FileAgent.OfflineAsync(server, "ES-041");
        using var online = await FileAgent.OnlineAsync(server, "ES-042");
        using var other = await FileAgent.OfflineAsync(server, "ES-043");
        using var stranger = FileAgent.Create(server, "ES-041", victim.MachineId);

        await server.ShouldRefuseAsync(other.File(victim.Report(version: FileAgent.Patched), 1, victim.Name).Bytes(), FileRefusal.WrongSignature);
        await server.ShouldRefuseAsync(other.File(online.Report(version: FileAgent.Patched), 1, online.Name).Bytes(), FileRefusal.WrongSignature);
        await server.ShouldRefuseAsync(stranger.File(victim.Report(version: FileAgent.Patched), 1).Bytes(), FileRefusal.WrongSignature, "a key that nobody registered");
        await server.ShouldRefuseAsync(other.File(victim.Report(version: FileAgent.Patched), 1).Bytes(), FileRefusal.OtherMachine, "its own file with the other's report");

        var taken = other.File(other.Report(version: FileAgent.Patched), 1);
        taken["hostId"] = victim.Name;
        await server.ShouldRefuseAsync(taken.Bytes(), FileRefusal.WrongSignature);
        foreach (var agent in (FileAgent[])[victim, online])
        {
            (await agent.StatusAsync()).Status.ShouldBe(ComplianceStatus.Unknown);
        }
    }

    [Theory, OnBoth]
    public async Task A_file_that_was_changed_after_it_was_signed_is_refused(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        using var agent = await FileAgent.OnlineAsync(server);
        var report = agent.Report();
        var signed = agent.File(report, 2);
        var message = Encoding.UTF8.GetBytes($"{InventoryFile.SchemaV1}\n{agent.Name}\n2\n{report.ToJsonString()}");
        (string Why, string Member, JsonNode? Value, FileRefusal Reason)[] doctored =
        [
            ("a higher number", "sequence", 3, FileRefusal.WrongSignature),
            ("a patched version", "report", Base64(agent.Report(version: FileAgent.Patched)), FileRefusal.WrongSignature),
            ("a later date", "report", Base64(agent.Report(-TimeSpan.FromMinutes(1))), FileRefusal.WrongSignature),
            ("another form of the name", "hostId", agent.Name.ToUpperInvariant(), FileRefusal.WrongSignature),
            ("by machine", "hostId", InventoryFile.MachinePrefix + agent.MachineId, FileRefusal.WrongSignature),
            ("no signature", "signature", "", FileRefusal.WrongSignature),
            ("another padding", "signature", agent.Sign(message, padding: RSASignaturePadding.Pss), FileRefusal.WrongSignature),
            ("another digest", "signature", agent.Sign(message, HashAlgorithmName.SHA512), FileRefusal.WrongSignature),
            ("no base64", "signature", "not base64!", FileRefusal.NoInventoryFile),
            ("no signature at all", "signature", null, FileRefusal.NoInventoryFile),
            ("no report", "report", null, FileRefusal.NoInventoryFile),
            ("the number 0", "sequence", 0, FileRefusal.NoInventoryFile),
            ("a number as text", "sequence", "2", FileRefusal.NoInventoryFile),
            ("a number beyond all", "sequence", 4294967298, FileRefusal.NoInventoryFile),
            ("another version", "schema", "almcompliance.inventory-file/2", FileRefusal.NoInventoryFile),
            ("a line feed in the name", "hostId", agent.Name + "\n2", FileRefusal.NoInventoryFile),
            ("no such host", "hostId", Guid.NewGuid().ToString(), FileRefusal.UnknownHost),
            ("no such machine", "hostId", InventoryFile.MachinePrefix + "x", FileRefusal.UnknownHost),
            ("no name", "hostId", "ES-041", FileRefusal.NoInventoryFile),
        ];
        foreach (var (why, member, value, reason) in doctored)
        {
            var file = signed.DeepClone().AsObject();
            file[member] = value?.DeepClone();
            await server.ShouldRefuseAsync(file.Bytes(), reason, why);
        }

        await server.ShouldRefuseAsync(Encoding.UTF8.GetBytes(signed.ToJsonString().Replace("\"sequence\":2", "\"sequence\":2,\"sequence\":2", StringComparison.Ordinal)), FileRefusal.NoInventoryFile, "twice");
        (await agent.UploadAsync(signed)).Outcome.ShouldBe(FileOutcome.Taken, "what was signed is taken still");
    }

    [Theory, OnBoth]
    public async Task A_clock_that_was_set_ahead_makes_no_evidence_and_no_date_is_later_than_the_upload(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        using var agent = await FileAgent.OfflineAsync(server);

        await server.ShouldRefuseAsync(agent.File(agent.Report(-TimeSpan.FromDays(30), FileAgent.Patched), 1).Bytes(), FileRefusal.FromTheFuture);
        await server.ShouldRefuseAsync(agent.File(agent.Report(-TimeSpan.FromSeconds(601), FileAgent.Patched), 1).Bytes(), FileRefusal.FromTheFuture);
        (await agent.StatusAsync()).Status.ShouldBe(ComplianceStatus.Unknown);

        (await agent.UploadAsync(agent.File(agent.Report(-TimeSpan.FromMinutes(5), FileAgent.Patched), 1))).Outcome.ShouldBe(FileOutcome.Taken, "a clock may be some minutes wrong");
        var host = await agent.HostAsync();
        (host.EvidenceAt, host.EvidenceExpiresAt).ShouldBe((server.Clock.Now, server.Clock.Now.AddDays(35)));
    }

    [Theory, OnBoth]
    public async Task A_key_that_ended_signs_nothing_any_more_and_goes_on_counting_if_it_is_registered_again(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        using var agent = await FileAgent.OnlineAsync(server);
        (await agent.UploadAsync(agent.File(agent.Report(TimeSpan.FromDays(1), FileAgent.Patched), 7))).Outcome.ShouldBe(FileOutcome.Taken);
        var again = Enrollment.Request(await server.EnrollmentTokenAsync(), agent.MachineId);
        again.PublicKey = agent.PublicKey;
        using var waiting = await server.EnrollAsync(again);
        await server.DecideAsync(EnrollmentDecision.SameMachine);

        await server.ShouldRefuseAsync(agent.File(agent.Report(version: FileAgent.Patched), 8).Bytes(), FileRefusal.NoValidKey);

        using var renewed = await server.EnrollAsync(again);
        renewed.StatusCode.ShouldBe(System.Net.HttpStatusCode.Created);
        await server.ShouldRefuseAsync(agent.File(agent.Report(version: FileAgent.Patched), 7).Bytes(), FileRefusal.Replayed, "the same key counts on");
        (await agent.UploadAsync(agent.File(agent.Report(), 8))).Outcome.ShouldBe(FileOutcome.Taken);

        await server.Lane.RunAsync((db, ct) => db.Hosts.Where(h => h.Id == agent.HostId).ExecuteUpdateAsync(s => s.SetProperty(h => h.DecommissionedAt, server.Clock.Now), ct), Stop);
        await server.ShouldRefuseAsync(agent.File(agent.Report(version: FileAgent.Patched), 9).Bytes(), FileRefusal.UnknownHost, "it has left the plant");
    }

    [Theory, OnBoth]
    public async Task A_clone_that_brings_the_key_of_the_first_machine_signs_for_neither(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        using var agent = await FileAgent.OnlineAsync(server);
        var clone = Enrollment.Request(await server.EnrollmentTokenAsync(), agent.MachineId, "ES-042");
        clone.PublicKey = agent.PublicKey;
        using var waiting = await server.EnrollAsync(clone);
        await server.DecideAsync(EnrollmentDecision.Another);
        using var admitted = await server.EnrollAsync(clone);
        var cloneId = (string)(await admitted.JsonAsync())["hostId"]!;

        await server.ShouldRefuseAsync(agent.File(agent.Report(version: FileAgent.Patched), 1, cloneId).Bytes(), FileRefusal.NoValidKey);
        (await agent.UploadAsync(agent.File(agent.Report(), 1))).HostId.ShouldBe(agent.HostId);
    }

    [Theory, OnBoth]
    public async Task A_host_that_gave_no_public_key_has_no_files(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var online = await server.AgentAsync();
        using var stranger = FileAgent.Create(server, online.HostName, online.MachineId);

        await server.ShouldRefuseAsync(stranger.File(stranger.Report(version: FileAgent.Patched), 1).Bytes(), FileRefusal.NoValidKey);
        await server.ShouldRefuseAsync(stranger.File(stranger.Report(version: FileAgent.Patched), 1, online.HostId.ToString()).Bytes(), FileRefusal.NoValidKey);
    }

    [Theory, OnBoth]
    public async Task A_report_that_is_not_valid_is_refused_with_its_field_and_uses_no_number(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        using var agent = await FileAgent.OfflineAsync(server);
        var report = agent.Report();
        report["alm"]!.AsObject().Remove("installed");
        var file = agent.File(report, 1);

        await server.ShouldRefuseAsync(file.Bytes(), FileRefusal.InvalidReport);
        (await agent.UploadAsync(file)).Detail.ShouldNotBeNull().ShouldContain("alm.installed");
        await server.ShouldRefuseAsync(agent.File("{"u8.ToArray(), 1).Bytes(), FileRefusal.InvalidReport);
        await server.ShouldRefuseAsync(agent.File("null"u8.ToArray(), 1).Bytes(), FileRefusal.InvalidReport);
        await server.ShouldRefuseAsync(agent.File([0xFF, 0xFE], 1).Bytes(), FileRefusal.InvalidReport);
        await server.ShouldRefuseAsync(new byte[SignedInventory.LargestFile + 1], FileRefusal.TooLarge);

        (await agent.UploadAsync(agent.File(agent.Report(), 1))).Outcome.ShouldBe(FileOutcome.Taken);
    }

    [Theory, OnBoth]
    public async Task A_report_that_was_sent_already_is_no_news_as_a_file_and_uses_no_number(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        using var agent = await FileAgent.OnlineAsync(server);
        var report = agent.Report();
        await agent.Online!.AcceptAsync(report);

        await server.ShouldRefuseAsync(agent.File(report, 1).Bytes(), FileRefusal.Replayed);

        (await agent.UploadAsync(agent.File(agent.Report(), 1))).Outcome.ShouldBe(FileOutcome.Taken);
    }

    [Theory, OnBoth]
    public async Task Of_the_same_file_uploaded_many_times_at_once_one_is_taken(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        using var agent = await FileAgent.OfflineAsync(server);
        var file = agent.File(agent.Report(), 1);

        var results = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => agent.UploadAsync(file)));

        results.Count(r => r.Outcome == FileOutcome.Taken).ShouldBe(1);
        results.Where(r => r.Outcome != FileOutcome.Taken).ShouldAllBe(r => r.Reason == FileRefusal.Replayed);
        await using var db = server.Db();
        (await db.AuditEntries.CountAsync(e => e.Action == "inventory-file.taken", Stop)).ShouldBe(1);
    }

    [Theory, OnBoth]
    public async Task No_mutation_of_a_file_is_taken(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        using var agent = await FileAgent.OfflineAsync(server);
        var file = agent.File(agent.Report(version: FileAgent.Patched), 1);
        var before = await TableContents.ReadAsync(server);
        var original = file.ToJsonString();
        var tried = 0;
        for (var seed = 0; seed < 600; seed++)
        {
            var bytes = new Mutation(seed).Of(file);
            if (IsTheSame(bytes, original))
            {
                continue;
            }

            (await server.UploadAsync(bytes)).Outcome.ShouldBe(FileOutcome.Refused, $"seed {seed}");
            tried++;
        }

        tried.ShouldBeGreaterThan(400);
        (await TableContents.ReadAsync(server)).ShouldBe(before);
    }

    /// <summary>A change of spaces or of members that nobody reads is none.</summary>
    private static bool IsTheSame(byte[] bytes, string original)
    {
        try
        {
            var read = JsonNode.Parse(bytes)?.AsObject();
            var first = JsonNode.Parse(original)!.AsObject();
            return read is not null && first.All(m => JsonNode.DeepEquals(read[m.Key], m.Value));
        }
        catch (Exception exception) when (exception is System.Text.Json.JsonException or InvalidOperationException or ArgumentException)
        {
            return false;
        }
    }

    private static string Base64(JsonObject report) => Convert.ToBase64String(Encoding.UTF8.GetBytes(report.ToJsonString()));
}
