using System.Text;
using AlmCompliance.Domain.Inventory;
using AlmCompliance.Web.Assessment;
using AlmCompliance.Web.Assessment.RawExports;
using CsCheck;

namespace AlmCompliance.Web.Tests.Imports;

/// <summary>Each kind of file is told by its content and read in full or refused with its line; nothing in it throws.</summary>
public sealed class RawFileTests
{
    private const string Autsw = """
        Windows Registry Editor Version 5.00

        [HKEY_LOCAL_MACHINE\SOFTWARE\Wow6432Node\Siemens\AUTSW\LicenseManager]
        "Release"="05.01.01.02"
        "VersionString"=hex(1):56,00,35,00,2e,00,31,00,20,00,53,00,50,00,31,00,20,00,\
          55,00,70,00,64,00,32,00,00,00
        "Note"="a \"quoted\" word, a back\\slash
        and a second line"
        @="V"
        "Flags"=dword:0000040a


        """;

    [Fact]
    public void What_collect_cmd_wrote_in_german_is_read_in_full()
    {
        var host = Single(RawFiles.Read("x.txt", Collected.GermanHost()), RawFileKind.Collected);

        var report = host.Report;
        (report.Host!.Name, report.Host.Domain, report.Host.Os!.Name, report.Host.Os.Version, report.Host.Os.Is64Bit).ShouldBe(("ES-041", "werk2.example", "Windows 7 Professional", "6.1.7601", true));
        report.Host.Addresses.ShouldBe(["10.20.4.41/24"]);
        host.CollectedAt.ShouldBe(new DateTimeOffset(2026, 11, 20, 9, 15, 2, TimeSpan.Zero), "the host's clock, an hour ahead of UTC");
        report.Alm!.Versions!.Select(v => $"{v.Source} {v.Value}").ShouldBe(
        [
            "autsw.VersionString V5.1 SP1 Upd2", "autsw.Release 05.01.01.02", "uninstall.DisplayName Siemens Automation License Manager V5.1 + SP1 Upd2  ", "uninstall.DisplayVersion 05.01.0102",
        ]);
        (report.Alm.Installed, report.Alm.Service!.State, report.Alm.Service.StartMode, report.Alm.RestartPending).ShouldBe((true, "running", "automatic", false));
        report.Alm.Processes.ShouldBe(["almgui64x.exe", "almsrv64x.exe"]);
        report.Alm.Listeners!.Select(l => $"{l.Address}:{l.Port} {l.Process}").ShouldBe(["0.0.0.0:4410 almsrv64x.exe"]);
        report.Problems!.Select(p => p.Collector).ShouldBe(["firewall", "browser"]);
    }

    [Fact]
    public void What_collect_cmd_wrote_in_english_says_that_there_is_no_alm()
    {
        var host = Single(RawFiles.Read("x.txt", Collected.EnglishHostWithout()), RawFileKind.Collected);

        (host.Report.Host!.Name, host.Report.Alm!.Installed, host.Report.Alm.Service!.State, host.Report.Alm.RestartPending).ShouldBe(("PC-7", false, "absent", null));
        host.Report.Alm.Processes.ShouldBeEmpty();
        host.Report.Alm.Listeners.ShouldBeEmpty();
        host.Report.Host.Addresses.ShouldBe(["192.168.7.20/23"]);
        host.CollectedAt.ShouldBe(new DateTimeOffset(2026, 11, 19, 20, 15, 2, TimeSpan.Zero), "without its time zone as early as it can have been");
        host.Report.Problems!.Select(p => p.Collector).Distinct().ShouldBe(["restart", "firewall", "browser"]);
    }

    [Fact]
    public void A_refused_look_is_no_absence_nor_is_a_line_that_nobody_understands_and_pending_renames_of_the_alm_count()
    {
        var text = Encoding.Latin1.GetString(Collected.GermanHost(rename: @"..\Siemens\sws\almsrv.dll"));
        var denied = text.Replace("FEHLER: Der angegebene", "FEHLER: Zugriff verweigert", StringComparison.Ordinal).Replace("nicht gefunden", "", StringComparison.Ordinal)
            .Replace("    NoModify    REG_DWORD    0x1", "and more of it", StringComparison.Ordinal);

        var report = Single(RawFiles.Read("x.txt", Encoding.Latin1.GetBytes(denied)), RawFileKind.Collected).Report;

        report.Alm!.RestartPending.ShouldBe(true);
        report.Problems!.Select(p => p.Collector).Distinct().ShouldBe(["autsw", "uninstall", "restart", "firewall", "browser"]);
    }

    [Theory]
    [InlineData("2026-11-20 10:15:02", "1", 20)]
    [InlineData("11/12/2026 10:15:02.00", "0", 12)]
    [InlineData("11/12/2026 10:15:02.00", "1", 11)]
    [InlineData("11/12/2026 10:15:02.00", "", null)]
    [InlineData("Fri 11/20/2026 10:15:02.00", "", 20)]
    [InlineData("20.11.26 10:15:02,00", "", 20)]
    [InlineData("31/02/2026 10:15:02.00", "1", null)]
    public void A_date_that_could_be_read_either_way_is_none(string date, string order, int? day)
    {
        var text = Encoding.Latin1.GetString(Collected.GermanHost(date: date)).Replace("iDate    REG_SZ    1", order.Length == 0 ? "other    REG_SZ    1" : $"iDate    REG_SZ    {order}", StringComparison.Ordinal);

        Single(RawFiles.Read("x.txt", Encoding.Latin1.GetBytes(text)), RawFileKind.Collected).CollectedAt?.Day.ShouldBe(day ?? 0);
        (Single(RawFiles.Read("x.txt", Encoding.Latin1.GetBytes(text)), RawFileKind.Collected).CollectedAt is null).ShouldBe(day is null);
    }

    [Fact]
    public void A_registry_export_is_read_with_its_continued_lines_and_texts_over_several()
    {
        var host = Single(RawFiles.Read("ES-041.autsw.reg", Wide(Autsw)), RawFileKind.Registry);

        host.Report.Host!.Name.ShouldBe("ES-041");
        host.Report.Alm!.Versions!.Select(v => $"{v.Source} {v.Value}").ShouldBe(["autsw.VersionString V5.1 SP1 Upd2", "autsw.Release 05.01.01.02"]);
        host.Report.Alm.Installed.ShouldBe(true);
        host.Report.Problems!.Select(p => p.Collector).Distinct().ShouldBe(["autsw", "uninstall", "restart", "service", "processes", "listeners", "firewall", "browser"], ignoreOrder: true);
        Single(RawFiles.Read("ES-041.reg", Encoding.Latin1.GetBytes("REGEDIT4\r\n\r\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\Siemens\\AUTSW\\LicenseManager]\r\n\"Version\"=hex(2):56,35,2e,32,00\r\n\r\n")), RawFileKind.Registry)
            .Report.Alm!.Versions!.Single().Value.ShouldBe("V5.2");
    }

    [Fact]
    public void Exports_of_one_host_are_read_as_one()
    {
        const string list = "Windows Registry Editor Version 5.00\r\n\r\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\Wow6432Node\\Microsoft\\Windows\\CurrentVersion\\Uninstall]\r\n\r\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\Wow6432Node\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\ALM]\r\n\"DisplayName\"=\"Siemens Automation License Manager V5.1 + SP1\"\r\n\r\n";

        var read = RawFiles.Together([("ES-041.autsw.reg", Wide(Autsw)), ("ES-042.reg", Wide(Autsw)), ("es-041.uninstall.reg", Wide(list))]).ToList();

        read.Select(r => r.Files.Count).ShouldBe([2, 1]);
        read[0].Read.Hosts.Single().Report.Alm!.Versions!.Length.ShouldBe(3);
        Single(RawFiles.Read("ES-041.reg", [.. Wide(Autsw), .. Wide(list)]), RawFileKind.Registry).Report.Alm!.Versions!.Length.ShouldBe(3);
    }

    [Fact]
    public void Exports_of_two_machines_are_never_read_as_one()
    {
        var other = Autsw.Replace("05.01.01.02", "05.01.01.03", StringComparison.Ordinal);

        var read = RawFiles.Together([("line-1/autsw.reg", Wide(Autsw)), ("line-2/autsw.reg", Wide(other))]).Single().Read;

        read.Hosts.ShouldBeEmpty();
        read.Errors.Single().Key.ShouldBe("RegistryAnother");
        RegistryHost.NameOf("10.20.4.41.reg").ShouldBeEmpty("a part of an address names nobody");
        const string twice = "[{ \"programs\": [ { \"name\": \"A\" } ] }, { \"programs\": [ { \"name\": \"B\" } ] }]";
        RawFiles.Read("x.json", Encoding.UTF8.GetBytes(twice)).Errors.Select(e => e.Key).ShouldContain("OsqueryTwice");
    }

    [Theory]
    [InlineData("\"Version\"=\"V5.2", "RegistryLine")]
    [InlineData("\"Version\"=dword:123456789\r\n\r\n", "RegistryLine")]
    [InlineData("\"Version\"=hex:5\r\n\r\n", "RegistryLine")]
    [InlineData("\"Version\"=-\r\n\r\n", "RegistryLine")]
    [InlineData("Version=V5\r\n\r\n", "RegistryLine")]
    [InlineData("\"Version\"=hex(1):56,00,\\", "RegistryLine")]
    [InlineData("\"Version\"=\"V5.2\"", "Truncated")]
    [InlineData("\"Version\"=\"V5.2\" tail\r\n\r\n", "RegistryLine")]
    public void A_registry_export_that_breaks_its_form_is_refused_with_its_line(string tail, string key)
    {
        var read = RawFiles.Read("a.reg", Wide("Windows Registry Editor Version 5.00\r\n\r\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\Siemens\\AUTSW\\LicenseManager]\r\n" + tail));

        read.Hosts.ShouldBeEmpty();
        (read.Errors.Single().Key, read.Errors.Single().Line).ShouldBe((key, tail == "\"Version\"=\"V5.2\"" ? 5 : 4));
    }

    [Fact]
    public void Tables_of_osquery_are_read_from_one_object_and_from_a_log()
    {
        const string tables = """
            { "system_info": [ { "hostname": "es-041.werk2.example", "computer_name": "ES-041", "uuid": "4C4C4544-0051" } ],
              "programs": [ { "name": "7-Zip", "version": "9.20" }, { "name": "Siemens Automation License Manager V5.1 + SP1 + Upd2", "version": "05.01.0102", "publisher": "Siemens AG" } ],
              "services": [ { "name": "almservice", "status": "RUNNING", "start_type": "AUTO_START", "path": "C:\\sws\\almsrv64x.exe", "pid": "1832" } ],
              "processes": [ { "pid": 1832, "name": "almsrv64x.exe" }, { "pid": "716", "name": "svchost.exe" } ],
              "listening_ports": [ { "pid": "1832", "port": "4410", "protocol": "6", "family": "2", "address": "127.0.0.1" }, { "pid": "716", "port": "123", "protocol": "17", "address": "0.0.0.0" } ],
              "interface_addresses": [ { "address": "10.20.4.41", "mask": "255.255.255.0" }, { "address": "127.0.0.1", "mask": "255.0.0.0" } ] }
            """;
        const string log = """
            {"name":"pack_alm_programs","hostIdentifier":"ES-042","unixTime":1795169702,"snapshot":[{"name":"Siemens Automation License Manager V6.2 + Upd3","version":"06.02.0003"}],"action":"snapshot"}
            {"name":"pack_alm_services","hostIdentifier":"ES-042","unixTime":"1795169700","snapshot":[],"action":"snapshot"}
            {"name":"uptime","hostIdentifier":"ES-042","unixTime":1795169700,"snapshot":[{"days":"3"}]}
            {"name":"programs","hostIdentifier":"ES-043","unixTime":1795169700,"columns":{"name":"x"},"action":"added"}
            """;

        var one = Single(RawFiles.Read("x.json", Encoding.UTF8.GetBytes(tables)), RawFileKind.Osquery);
        var many = RawFiles.Read("x.log", Encoding.UTF8.GetBytes(log));

        (one.Report.Host!.Name, one.CollectedAt, one.Report.Alm!.Service!.State).ShouldBe(("ES-041", null, "running"));
        one.Report.Host.Addresses.ShouldBe(["10.20.4.41/24"]);
        one.Report.Alm.Listeners!.Single().Address.ShouldBe("127.0.0.1");
        one.Report.Problems!.Select(p => p.Collector).ShouldBe(["autsw", "restart", "firewall", "browser"]);
        many.Errors.Select(e => (e.Line, e.Key)).ShouldBe([(4, "OsqueryDifference")]);
        var host = many.Hosts.ShouldHaveSingleItem();
        (host.Report.Host!.Name, host.CollectedAt, host.Report.Alm!.Service!.State).ShouldBe(("ES-042", DateTimeOffset.FromUnixTimeSeconds(1795169700), "absent"));
        host.Report.Alm.Listeners.ShouldBeNull("nobody looked");
        host.Report.Alm.RestartPending.ShouldBeNull();
    }

    [Fact]
    public void A_list_is_read_by_its_columns_and_each_wrong_line_is_named_with_its_column()
    {
        const string good = "# a note, with a comma\r\nHost name;Zone;Version;version source;other version;Other_Version_Source;listeners;restartPending;Datum\r\nES-041;S3;V5.1 SP1 Upd2;autsw.VersionString;05.01.0102;uninstall.DisplayVersion;0.0.0.0:4410 [::]:4410;nein;2026-11-20\r\n;;;;;;;;\r\nES-042;;;;;;none;;\r\n";
        const string bad = "name,version,versionSource,serviceState,listeners,collected,port\nES-041,V5.1,,,,,\nES-042,V5.1,registry,,,,\nES-043,,,started,,,\nES-044,,,,4410,,\nES-045,,,,,20.11.2026,\nES-046,,,,,,0\nES-047,\"a\tb\",autsw.Release,,,,\nES-048,,,,,,\nes-048,,,,,,\n,,,running,,,\n#ES,V5,,,,,\nES-050,,,,,,,x\n";

        var read = RawFiles.Read("x.csv", Encoding.UTF8.GetBytes(good));
        read.Errors.ShouldBeEmpty();
        var hosts = read.Hosts;
        var wrong = RawFiles.Read("x.csv", Encoding.UTF8.GetBytes(bad));

        hosts.Select(h => (h.Line, h.Report.Host!.Name, h.Zone, h.CollectedAt)).ShouldBe([(3, "ES-041", "S3", new DateTimeOffset(2026, 11, 20, 0, 0, 0, TimeSpan.Zero)), (5, "ES-042", null, null)]);
        (hosts[0].Report.Alm!.Versions!.Length, hosts[0].Report.Alm!.Listeners!.Length, hosts[0].Report.Alm!.RestartPending).ShouldBe((2, 2, false));
        hosts[1].Report.Alm!.Listeners.ShouldBeEmpty();
        hosts[1].Report.Alm!.RestartPending.ShouldBeNull();
        wrong.Errors.Select(e => (e.Line, e.Column, e.Key)).ShouldBe(
        [
            (2, "versionSource", "Required"), (3, "versionSource", "Value"), (4, "serviceState", "Value"), (5, "listeners", "Value"), (6, "collected", "Value"),
            (7, "port", "Value"), (8, "version", "Control"), (10, "name", "Twice"), (11, "name", "Required"), (12, "versionSource", "Required"), (13, null, "Cells"),
        ]);
        wrong.Hosts.Select(h => h.Report.Host!.Name).ShouldBe(["ES-048"]);
        RawFiles.Read("x.csv", Encoding.UTF8.GetBytes("name,colour\nES-041,red\n")).Errors.Select(e => (e.Line, e.Column, e.Key)).ShouldBe([(1, "colour", "Column")]);
    }

    [Fact]
    public void The_template_is_a_list_that_holds_no_host()
    {
        RawFiles.Read("x.csv", InventoryTemplate.File()).Errors.Single().Key.ShouldBe("Empty");
        RawFiles.Read("x.csv", [.. InventoryTemplate.File(), .. "ES-041\r\n"u8]).Hosts.Single().Report.Host!.Name.ShouldBe("ES-041");
    }

    [Fact]
    public void A_spreadsheet_of_old_writes_umlauts_in_its_own_way()
    {
        var read = RawFiles.Read("x.csv", FileText.Ansi.GetBytes("name;zone\r\nES-041;Prüfstände\r\n"));

        read.Hosts.Single().Zone.ShouldBe("Prüfstände");
    }

    [Theory]
    [InlineData("")]
    [InlineData("\0\0\0\0")]
    [InlineData("MZ\u0090\0")]
    [InlineData("hello")]
    [InlineData("{")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[[[[[")]
    [InlineData("{\"programs\":[{\"\\ud800\":\"x\",\"name\":\"\\udfff\"}]}")]
    [InlineData("{\"programs\":{\"a\":1}}")]
    [InlineData("{\"schema\":\"almcompliance.inventory-file/1\"}")]
    [InlineData("almcompliance.raw-export/1\n#host A\n")]
    [InlineData("name,\"\n")]
    [InlineData("name\n=cmd|' /C calc'!A0\n<script>alert(1)</script>\n")]
    [InlineData("Windows Registry Editor Version 5.00\n[-HKEY_LOCAL_MACHINE\\SOFTWARE]\n\n")]
    public void Whatever_a_file_holds_is_answered(string text) => ShouldBeAnswered(Encoding.Latin1.GetBytes(text));

    [Fact]
    public void Files_that_were_cut_or_changed_anywhere_are_answered()
    {
        byte[][] files = [Collected.GermanHost(), Wide(Autsw), Encoding.UTF8.GetBytes("name;zone;version;versionSource\nES-041;S3;\"V5.1\";autsw.Release\n"), Encoding.UTF8.GetBytes("{\"programs\":[{\"name\":\"x\"}],\"services\":[]}")];
        Gen.Select(Gen.Int[0, files.Length - 1], Gen.Int[0, 20_000], Gen.Byte, Gen.Bool).Sample(
            (file, at, value, isCut) =>
            {
                byte[] bytes = [.. files[file]];
                bytes[at % bytes.Length] = value;
                ShouldBeAnswered(isCut ? bytes[..(at % bytes.Length)] : bytes);
            },
            iter: 2_000, threads: 1);
    }

    [Fact]
    public void Lines_that_are_built_to_take_long_do_not()
    {
        var spaces = new string(' ', 1_000_000);
        var started = System.Diagnostics.Stopwatch.StartNew();
        ShouldBeAnswered(Encoding.ASCII.GetBytes($"almcompliance.raw-export/1\n#host A\n#section reg query \"HKLM\\SOFTWARE\" /s\nHKEY_LOCAL_MACHINE\\SOFTWARE\n{spaces}x\n#exit 0\n#section sc queryex almservice\n:{spaces}\n#section ipconfig /all\n{spaces}\n#section netstat -ano\n{spaces}TCP\n#end\n"));
        ShouldBeAnswered(Encoding.ASCII.GetBytes($"name,zone\n{spaces}\n"));
        ShouldBeAnswered(Encoding.ASCII.GetBytes($"REGEDIT4\n[HKEY_LOCAL_MACHINE\\SOFTWARE]\n\"a\"=\"{spaces}"));
        started.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }

    private static void ShouldBeAnswered(byte[] bytes)
    {
        var read = RawFiles.Read("<b>x</b>.json", bytes);
        (read.Hosts.Count + read.Errors.Count).ShouldBeGreaterThan(0);
        foreach (var host in read.Hosts)
        {
            var report = host.Report;
            (report.ReportId, report.CollectedAt, report.SentAt, report.Host!.MachineId) = (Guid.NewGuid().ToString(), "2026-11-20T10:00:00Z", "2026-11-20T10:00:00Z", "m");
            if (InventoryReportReader.Read(report, new FieldErrors()) is { } facts)
            {
                Installation.Of(facts.Facts).State.ShouldBeOneOf(Enum.GetValues<InstallationState>());
            }
        }
    }

    private static ReadHost Single(ReadFile read, RawFileKind kind)
    {
        read.Errors.ShouldBeEmpty();
        read.Kind.ShouldBe(kind);
        return read.Hosts.ShouldHaveSingleItem();
    }

    private static byte[] Wide(string text) => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text.ReplaceLineEndings("\r\n"))];
}
