using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using AlmCompliance.Data.Access;
using AlmCompliance.Data.Decisions;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Inventory;
using AlmCompliance.Web.Features.Agents;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Web.Features.Decisions;
using AlmCompliance.Web.Tests.Access;
using AlmCompliance.Web.Tests.Advisories;
using AlmCompliance.Web.Tests.Decisions;
using AlmCompliance.Web.Tests.Files;
using AlmCompliance.Web.Tests.Ingest;
using AlmCompliance.Web.Tests.Serving;
using Microsoft.EntityFrameworkCore;
using Host = AlmCompliance.Data.Inventory.Host;

namespace AlmCompliance.Web.Tests.Imports;

/// <summary>Unsigned files over HTTP: what they may show, whose they are, and that they change nothing twice.</summary>
public sealed class InventoryImportTests
{
    private const string Path = "/api/v1/inventory-imports";
    private const string Patched = "name,zone,version,versionSource,otherVersion,otherVersionSource,restartPending,collected\n"
        + "ES-041,S3,V6.2 Upd3,autsw.VersionString,06.02.0003,uninstall.DisplayVersion,no,";

    private static CancellationToken Stop => AlmTestServer.Stop;

    [Theory, OnBoth]
    public async Task What_collect_cmd_wrote_shows_a_weakness_after_a_preview_that_wrote_nothing(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        await server.EnrollmentTokenAsync("S3");
        var token = await server.ApiTokenAsync(AccessRole.SecurityManager);
        await PostAsync(server, token, "/preview", []);
        await UseIsNotedAsync(server);
        var before = await TableContents.ReadAsync(server);

        var preview = await PostAsync(server, token, "/preview?zone=S3", Collected.GermanHost());

        (await TableContents.ReadAsync(server)).ShouldBe(before);
        var line = Only(preview);
        ((string)line["outcome"]!, (string)line["status"]!, line["isNew"]!.GetValue<bool>(), (string)line["zone"]!, (string)line["version"]!).ShouldBe(("Taken", "NonCompliant", true, "S3", "V5.1 SP1 Upd2"));
        var taken = await PostAsync(server, token, $"?zone=S3&plan={preview["plan"]}", Collected.GermanHost());
        (taken["taken"]!.GetValue<bool>(), taken["current"]!.GetValue<int>()).ShouldBe((true, 1));

        var host = await HostAsync(server, "ES-041");
        (host.EvidenceOrigin, host.EvidenceAt, host.EvidenceExpiresAt).ShouldBe((EvidenceOrigin.RawExport, new DateTimeOffset(2026, 11, 20, 9, 15, 2, TimeSpan.Zero), host.EvidenceAt!.Value.AddDays(35)));
        (host.LastContactAt, host.Domain, host.Addresses).ShouldBe((null, "werk2.example", "10.20.4.41/24"));
        (await StatusAsync(server, host.Id)).ShouldBe(ComplianceStatus.NonCompliant);
        await using var db = server.Db();
        (await db.Snapshots.SingleAsync(Stop)).Origin.ShouldBe(EvidenceOrigin.RawExport);
        var act = await db.AuditEntries.SingleAsync(e => e.Action == "inventory-import.taken", Stop);
        (act.ActorName, act.SubjectId).ShouldBe(("test", (string)preview["files"]![0]!["digest"]!));
        act.After.ShouldContain("\"taken\":1");
        act.After.ShouldContain("\"newHosts\":[\"ES-041\"]");
        (await db.AgentKeys.AnyAsync(Stop)).ShouldBeFalse();
    }

    [Fact]
    public async Task The_same_file_again_changes_nothing_and_an_older_one_is_history()
    {
        await using var server = await StartAsync();
        var token = await server.ApiTokenAsync(AccessRole.SecurityManager);
        await PostAsync(server, token, "?zone=S3", Collected.GermanHost());
        var before = await TableContents.ReadAsync(server);

        Only(await PostAsync(server, token, "?zone=S3", Collected.GermanHost()))["outcome"]!.ToString().ShouldBe("Unchanged");
        (await TableContents.ReadAsync(server)).ShouldBe(before);

        var older = Collected.GermanHost("V6.2 Upd3", "06.02.00.03", "06.02.0003", date: "02.11.2026 10:15:02,33");
        Only(await PostAsync(server, token, "", older))["outcome"]!.ToString().ShouldBe("History");
        (await StatusAsync(server, (await HostAsync(server, "ES-041")).Id)).ShouldBe(ComplianceStatus.NonCompliant);
        Only(await PostAsync(server, token, "", older))["outcome"]!.ToString().ShouldBe("Unchanged");
    }

    [Fact]
    public async Task A_patched_host_is_unknown_until_two_people_attest_this_very_evidence()
    {
        await using var server = await StartAsync();
        var token = await server.ApiTokenAsync(AccessRole.SecurityManager);
        Only(await PostAsync(server, token, "", Text($"{Patched}2026-11-20\n")))["status"]!.ToString().ShouldBe("Unknown");
        var host = await HostAsync(server, "ES-041");
        host.EvidenceOrigin.ShouldBe(EvidenceOrigin.Typed);
        (await StatusAsync(server, host.Id)).ShouldBe(ComplianceStatus.Unknown);

        await AttestAsync(server, host.Id);
        (await StatusAsync(server, host.Id)).ShouldBe(ComplianceStatus.Compliant);

        // The same words at a later day are the same evidence; other words are not.
        Only(await PostAsync(server, token, "/preview", Text($"{Patched}2026-11-21\n")))["status"]!.ToString().ShouldBe("Compliant");
        var other = Text($"{Patched}2026-11-21\n".Replace("V6.2 Upd3", "V6.2 Update 3", StringComparison.Ordinal));
        Only(await PostAsync(server, token, "", other))["status"]!.ToString().ShouldBe("Unknown");
        (await StatusAsync(server, host.Id)).ShouldBe(ComplianceStatus.Unknown);
    }

    [Fact]
    public async Task No_unsigned_file_ever_says_more_than_non_compliant_or_unknown()
    {
        await using var server = await StartAsync();
        var token = await server.ApiTokenAsync(AccessRole.SecurityManager);
        (string Version, string Status)[] table =
        [
            ("V1.1", "Unknown"), ("V3.0", "Unknown"), ("V4.0", "NonCompliant"), ("V5.1 SP1 Upd2", "NonCompliant"), ("V5.1 SP1 Upd3", "Unknown"), ("V5.2", "Unknown"), ("V6.2 HF1", "Unknown"), ("", "Unknown"),
        ];
        var list = new StringBuilder("name,version,versionSource,otherVersion,otherVersionSource,installed,serviceState,processes,listeners,restartPending,collected\n");
        foreach (var (version, i) in table.Select((t, i) => (t.Version, i)))
        {
            list.Append(FormattableString.Invariant($"H{i},{version},{(version.Length > 0 ? "autsw.VersionString" : "")},{version},{(version.Length > 0 ? "uninstall.DisplayName" : "")},,running,almsrv64x.exe,127.0.0.1:4410,no,2026-11-20\n"));
        }

        list.Append("NONE,,,,,no,absent,none,none,no,2026-11-20\n");
        var taken = await PostAsync(server, token, "", Text(list.ToString()));
        var without = Only(await PostAsync(server, token, "?collected=2026-11-20", Collected.EnglishHostWithout()));

        taken["files"]![0]!["items"]!.AsArray().Select(l => ((string)l!["host"]!, (string)l["status"]!)).ShouldBe([.. table.Select((t, i) => (FormattableString.Invariant($"H{i}"), t.Status)), ("NONE", "Unknown")]);
        ((string)without["status"]!).ShouldBe("Unknown", "no ALM, but nobody vouches for it");
        await using var db = server.Db();
        (await db.Findings.CountAsync(f => f.Rule == RuleId.ALM0002 && f.ClosedAt == null, Stop)).ShouldBe(table.Length + 1, "what nobody vouches for does not show that remote access is off, and the list does not say where somebody looked for an ALM");
        (await db.Statuses.Where(s => s.Status != ComplianceStatus.Unknown && s.Status != ComplianceStatus.NonCompliant).CountAsync(Stop)).ShouldBe(0, "of any advisory");
        (await db.Statuses.ToListAsync(Stop)).SelectMany(s => s.Measures).ShouldAllBe(m => m.State == MeasureState.Unknown || m.State == MeasureState.NotInPlace);
    }

    [Fact]
    public async Task Once_an_agent_has_reported_what_is_brought_by_hand_counts_no_more()
    {
        await using var server = await StartAsync();
        var token = await server.ApiTokenAsync(AccessRole.SecurityManager);
        var agent = await server.AgentAsync("ES-041", "S3");

        // It enrolled and is silent: a person may say what is there.
        await PostAsync(server, token, "", Text("name,zone,version,versionSource,collected\nes-041,S3,V5.0,autsw.Version,2026-11-20\n"));
        (await StatusAsync(server, agent.HostId)).ShouldBe(ComplianceStatus.NonCompliant);

        // Its first word is older than what was typed, and outranks it.
        await agent.AcceptAsync(TestReport.Of(agent.MachineId, agent.HostName, server.Clock.Now.AddDays(-5), server.Clock.Now).WithVersion("V6.2 Upd3"));
        var host = await HostAsync(server, "ES-041");
        host.EvidenceOrigin.ShouldBe(EvidenceOrigin.Agent);
        (await StatusAsync(server, host.Id)).ShouldBe(ComplianceStatus.Compliant);

        var before = await TableContents.ReadAsync(server);
        var line = Only(await PostAsync(server, token, "", Text("name,zone,version,versionSource,collected\nES-041,S3,V5.0,autsw.Version,2026-11-22\n")));
        ((string)line["outcome"]!, (string)line["reason"]!).ShouldBe(("Refused", "AgentReports"));
        (await TableContents.ReadAsync(server)).ShouldBe(before);
    }

    [Theory]
    [InlineData("?zone=S3")]
    [InlineData("")]
    public async Task An_agent_takes_over_a_host_that_was_brought_by_hand_where_a_person_says_so(string zone)
    {
        await using var server = await StartAsync();
        await PostAsync(server, await server.ApiTokenAsync(AccessRole.SecurityManager), zone, Collected.GermanHost());
        var host = await HostAsync(server, "ES-041");
        using var agent = FileAgent.Create(server);

        var asked = await agent.AskAsync(AlmTestServer.Administrator, "S3");
        asked.Value!.KnownMachine.ShouldBeTrue();
        await server.DecideAsync(EnrollmentDecision.SameMachine);
        (await agent.UploadAsync(agent.File(agent.Report(TimeSpan.FromDays(4), FileAgent.Patched), 1))).Outcome.ShouldBe(FileOutcome.Taken);

        var after = await HostAsync(server, "ES-041");
        (after.Id, after.MachineId, after.EvidenceOrigin).ShouldBe((host.Id, agent.MachineId, EvidenceOrigin.SignedFile));
        (await StatusAsync(server, host.Id)).ShouldBe(ComplianceStatus.Compliant);
    }

    [Theory, OnBoth]
    public async Task A_line_finds_its_host_by_name_in_its_zone_and_in_doubt_is_refused(Provider provider)
    {
        await using var server = await StartAsync(provider);
        await server.EnrollmentTokenAsync("S4");
        var token = await server.ApiTokenAsync(AccessRole.SecurityManager);
        var one = await server.AgentAsync("ES-1", "S3");
        await server.AgentAsync("ES-2", "S3");
        await server.AgentAsync("ES-2", "S4");
        await server.AgentAsync("ES-3");
        var list = $"name,zone,machineId,collected\nes-1,S3,,2026-11-20\nES-1,S4,,2026-11-20\nES-2,,,2026-11-20\nES-2,S4,,2026-11-20\nES-3,S3,,2026-11-20\nES-3,,,2026-11-20\nES-9,S9,,2026-11-20\nES-4,S3,,2026-11-20\nES-1,,{one.HostId},2026-11-20\nES-5,,{one.HostId},2026-11-20\nES-6,,nothing,2026-11-20\nES-7,S3,,2026-11-23\nES-8,S3,,\nES 8/,S3,,2026-11-20\n{new string('x', 900)},S3,,2026-11-20\n";

        var preview = await PostAsync(server, token, "/preview", Text(list));

        Lines(preview).Where(l => (string)l["outcome"]! != "Refused").Select(l => ((int)l["line"]!, l["isNew"]!.GetValue<bool>())).ShouldBe([(2, false), (5, false), (7, false), (9, true)]);
        Lines(preview).Where(l => (string)l["outcome"]! == "Refused").Select(l => ((int)l["line"]!, (string)l["reason"]!)).ShouldBe(
        [
            (3, "OtherZone"), (4, "Several"), (6, "NoOtherZone"), (8, "NoZone"), (10, "TwiceHost"), (11, "OtherName"), (12, "NoMachine"), (13, "Future"), (14, "DateNeeded"), (15, "Field"), (16, "Field"),
        ]);
        preview.ToJsonString().ShouldNotContain(new string('x', 200));
    }

    [Fact]
    public async Task What_has_changed_since_the_preview_is_not_taken()
    {
        await using var server = await StartAsync();
        var token = await server.ApiTokenAsync(AccessRole.SecurityManager);
        var preview = await PostAsync(server, token, "/preview?zone=S3", Collected.GermanHost());
        await server.AgentAsync("ES-041", "S3");
        var before = await TableContents.ReadAsync(server);

        using var answer = await server.SendAsync(token, $"{Path}?zone=S3&plan={preview["plan"]}", new ByteArrayContent(Collected.GermanHost()));

        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var stale = await answer.JsonAsync();
        (stale["stale"]!.GetValue<bool>(), stale["taken"]!.GetValue<bool>(), Only(stale)["isNew"]!.GetValue<bool>()).ShouldBe((true, false, false));
        (await TableContents.ReadAsync(server)).ShouldBe(before);
    }

    [Fact]
    public async Task Security_managers_bring_hosts_of_their_zones_and_nobody_else_does()
    {
        await using var server = await StartAsync();
        await server.EnrollmentTokenAsync("S4");
        var before = await TableContents.ReadAsync(server);
        foreach (var role in (AccessRole[])[AccessRole.Viewer, AccessRole.Auditor])
        {
            using var person = await Person.SignedInAsync(server, role);
            foreach (var way in (string[])["", "/preview"])
            {
                using var refused = await person.Http.PostAsync(Path + way, new ByteArrayContent(Collected.GermanHost()), Stop);
                await refused.ShouldBeProblemAsync(HttpStatusCode.Forbidden);
            }
        }

        using var byAgent = await server.SendAsync((await server.AgentAsync("ES-099")).Key, Path, new ByteArrayContent(Collected.GermanHost()));
        await byAgent.ShouldBeProblemAsync(HttpStatusCode.Forbidden);
        var own = await server.ApiTokenAsync(AccessRole.SecurityManager, "S4");
        ((string)Only(await PostAsync(server, own, "?zone=S3", Collected.GermanHost()))["reason"]!).ShouldBe("NoZone");
        (await TableContents.ReadAsync(server)).Where(l => l.StartsWith("Snapshots", StringComparison.Ordinal)).ShouldBe(before.Where(l => l.StartsWith("Snapshots", StringComparison.Ordinal)));

        ((string)Only(await PostAsync(server, own, "", Collected.GermanHost()))["zone"]!).ShouldBe("S4", "the only one there is for them");
        (await HostAsync(server, "ES-041")).ZoneId.ShouldNotBeNull();
    }

    [Fact]
    public async Task Where_only_expected_hosts_are_welcome_an_unsigned_file_makes_no_other()
    {
        await using var server = await StartAsync(settings: ("Enrollment:OnlyExpected", "true"));
        var token = await server.ApiTokenAsync(AccessRole.SecurityManager);
        ((string)Only(await PostAsync(server, token, "?zone=S3", Collected.GermanHost()))["reason"]!).ShouldBe("NotExpected");

        await server.Get<Web.Features.ExpectedHosts.ImportExpectedHosts>().RunAsync(AlmTestServer.Administrator, [new("ES-041", "J. Brandt", null)], Stop);
        await PostAsync(server, token, "?zone=S3", Collected.GermanHost());

        await using var db = server.Db();
        (await db.ExpectedHosts.SingleAsync(Stop)).HostId.ShouldBe((await HostAsync(server, "ES-041")).Id);
    }

    [Fact]
    public async Task Many_files_of_every_kind_are_told_apart_and_one_bad_one_harms_no_other()
    {
        await using var server = await StartAsync();
        var token = await server.ApiTokenAsync(AccessRole.SecurityManager);
        using var form = new MultipartFormDataContent();
        foreach (var (name, bytes) in (ReadOnlySpan<(string, byte[])>)
        [
            ("a.txt", Collected.GermanHost()), ("b.csv", Text("name,version,versionSource\nES-050,V5.0,autsw.Version\n<script>,V5,autsw.Version\n")), ("=cmd.exe.bin", [0x4D, 0x5A, 0, 0]),
            ("ES-051.reg", Text("REGEDIT4\r\n\r\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\Siemens\\AUTSW\\LicenseManager]\r\n\"Version\"=\"V5.0\"\r\n\r\n")),
            ("d.json", Text("{\"system_info\":[{\"computer_name\":\"ES-052\"}],\"programs\":[{\"name\":\"Siemens Automation License Manager V6.2\",\"version\":\"06.02.0003\"}]}")),
            ("e.json", Text("{\"schema\":\"almcompliance.inventory-file/1\"}")),
        ])
        {
            var part = new ByteArrayContent(bytes);
            part.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data") { Name = "files", FileName = $"\"{name}\"" };
            form.Add(part);
        }

        using var answer = await server.SendAsync(token, $"{Path}?zone=S3&collected=2026-11-21", form);

        var files = (await answer.JsonAsync())["files"]!.AsArray();
        files.Select(f => (string)f!["kind"]!).ShouldBe(["Collected", "Csv", "Unknown", "Registry", "Osquery", "Osquery"]);
        files.SelectMany(f => f!["items"]!.AsArray()).Select(l => ((string)l!["host"]!, (string?)l["reason"] ?? (string)l["status"]!)).ShouldBe(
            [("ES-041", "NonCompliant"), ("<script>", "Field"), ("ES-050", "NonCompliant"), ("", "Kind"), ("ES-051", "NonCompliant"), ("ES-052", "Unknown"), ("", "OsqueryOther")]);
        await using var db = server.Db();
        (await db.Hosts.CountAsync(Stop)).ShouldBe(4);
        (await db.AuditEntries.CountAsync(e => e.Action == "inventory-import.taken", Stop)).ShouldBe(4);
    }

    [Fact]
    public async Task Sizes_and_fields_are_bounded_and_the_template_is_there_for_readers()
    {
        await using var server = await StartAsync();
        var token = await server.ApiTokenAsync(AccessRole.SecurityManager);
        byte[] large = [.. "almcompliance.raw-export/1\n"u8, .. new byte[Web.Assessment.RawExports.RawFiles.LargestFile]];
        Array.Fill(large, (byte)' ', 27, large.Length - 27);

        ((string)Only(await PostAsync(server, token, "", large))["reason"]!).ShouldBe("TooLarge");
        foreach (var query in (string[])["?collected=2027-01-01", "?collected=20.11.2026", $"?zone={new string('z', 300)}", $"?fileName={new string('z', 300)}"])
        {
            using var refused = await server.SendAsync(token, Path + query, new ByteArrayContent([]));
            await refused.ShouldBeProblemAsync(HttpStatusCode.BadRequest);
        }

        ((string)Only(await PostAsync(server, token, "?fileName=a.csv", []))["reason"]!).ShouldBe("Empty");
        using var template = await server.Client.GetAsync($"{Path}/template.csv", await server.ApiTokenAsync());
        (template.StatusCode, template.Content.Headers.ContentType!.MediaType).ShouldBe((HttpStatusCode.OK, "text/csv"));
        (await template.Content.ReadAsStringAsync(Stop)).ShouldContain("name,zone,domain,");
    }

    [Fact]
    public async Task A_long_list_is_taken_in_slices_each_with_its_entry_in_the_trail()
    {
        await using var server = await StartAsync();
        var token = await server.ApiTokenAsync(AccessRole.SecurityManager);
        var list = Text("name,version,versionSource\n" + string.Join('\n', Enumerable.Range(0, 120).Select(i => FormattableString.Invariant($"PC-{i},V5.0,autsw.Version"))));

        var taken = await PostAsync(server, token, "?zone=S3&collected=2026-11-21", list);
        var again = await PostAsync(server, token, "?zone=S3&collected=2026-11-21", list);

        (taken["current"]!.GetValue<int>(), again["unchanged"]!.GetValue<int>()).ShouldBe((120, 120));
        await using var db = server.Db();
        (await db.Hosts.CountAsync(Stop)).ShouldBe(120);
        (await db.AuditEntries.CountAsync(e => e.Action == "inventory-import.taken", Stop)).ShouldBe(3);
    }

    private static async Task<AlmTestServer> StartAsync(Provider provider = Provider.Sqlite, params (string Key, string Value)[] settings)
    {
        var server = await AlmTestServer.StartAsync(provider, settings: settings);
        await server.EnrollmentTokenAsync("S3");
        return server;
    }

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    private static async Task<JsonObject> PostAsync(AlmTestServer server, string token, string way, byte[] file)
    {
        using var answer = await server.SendAsync(token, Path + way, new ByteArrayContent(file));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync(Stop));
        return await answer.JsonAsync();
    }

    private static JsonArray LinesOf(JsonObject answer) => answer["files"]![0]!["items"]!.AsArray();

    private static IEnumerable<JsonObject> Lines(JsonObject answer) => LinesOf(answer).Select(l => l!.AsObject());

    private static JsonObject Only(JsonObject answer) => LinesOf(answer).ShouldHaveSingleItem()!.AsObject();

    private static async Task<Host> HostAsync(AlmTestServer server, string name)
    {
        await using var db = server.Db();
        return await db.Hosts.AsNoTracking().SingleAsync(h => h.Name == name, Stop);
    }

    private static async Task<ComplianceStatus> StatusAsync(AlmTestServer server, Guid host)
    {
        await using var db = server.Db();
        var note = ProductNote57252401.Id.Value;
        return (await db.Statuses.AsNoTracking().SingleAsync(s => s.HostId == host && s.AdvisoryId == note, Stop)).Status;
    }

    /// <summary>A token's first use is written beside the request, once a minute; this waits until it is.</summary>
    private static async Task UseIsNotedAsync(AlmTestServer server)
    {
        await using var db = server.Db();
        while (await db.ApiTokens.AnyAsync(t => t.LastUsedAt == null, Stop))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, Stop);
        }
    }

    private static async Task AttestAsync(AlmTestServer server, Guid host)
    {
        var request = new DecisionRequest { Kind = DecisionKind.Attestation, Hosts = [host.ToString()], Reason = "Seen on site", Owner = "J. Brandt", ValidUntil = server.Clock.Now.AddDays(30), File = new("about.png", "image/png", [1, 2, 3]) };
        (await server.ApproveAsync(await server.AskAsync(request))).Succeeded.ShouldBeTrue();
    }
}
