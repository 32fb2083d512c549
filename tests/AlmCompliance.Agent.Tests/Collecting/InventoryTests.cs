using System.Net;
using AlmCompliance.Agent.Collecting;

namespace AlmCompliance.Agent.Tests.Collecting;

/// <summary>Versions, service, processes, sockets, pending renames: what is found, what is absent, what failed.</summary>
public sealed class InventoryTests
{
    private const string SessionManager = @"SYSTEM\CurrentControlSet\Control\Session Manager";

    [Fact]
    public void A_host_with_the_alm_tells_all_of_it()
    {
        var report = RecordedHost.WithAlm().Collect();

        report.Problems?.Where(p => p.Collector != "firewall").ShouldBeEmpty();
        report.Alm!.Installed.ShouldBe(true);
        report.Alm.Versions!.Select(v => $"{v.Source}={v.Value}").ShouldBe(
        [
            "autsw.VersionString=V5.1 SP1 Upd2", "autsw.Release=05.01.01.02", "autsw.TechnVersion=V5.1.1.2", "autsw.Version=05.01.0102",
            "uninstall.DisplayName=Siemens Automation License Manager V5.1 + SP1 + Upd2  ", "uninstall.DisplayVersion=05.01.0102",
        ]);
        (report.Alm.Service!.State, report.Alm.Service.StartMode).ShouldBe(("running", "automatic"));
        report.Alm.Processes.ShouldBe(["almsrv64x.exe"]);
        report.Alm.RestartPending.ShouldBe(false);
        report.Alm.Listeners!.Select(l => $"{l.Address} {l.Port} {l.Process}").ShouldBe(["0.0.0.0 4410 almsrv64x.exe", ":: 4410 almsrv64x.exe"]);
        (report.Host!.Name, report.Host.Domain, report.Host.LastBootAt).ShouldBe(("ES-041", "plant2.example", "2026-11-22T09:15:00.000Z"));
        (report.Host.Os!.Name, report.Host.Os.Version, report.Host.Os.Is64Bit).ShouldBe(("Windows 7 Professional", "6.1.7601", true));
        report.Host.Addresses.ShouldBe(["10.20.4.41/24"]);
    }

    [Fact]
    public void Not_installed_is_said_where_every_place_was_looked_at()
    {
        var alm = new RecordedHost().Collect().Alm!;

        alm.Installed.ShouldBe(false);
        alm.Service!.State.ShouldBe("absent");
        alm.Processes.ShouldBeEmpty();
        alm.Listeners.ShouldBeEmpty();
        alm.Versions.ShouldBeEmpty();
    }

    [Fact]
    public void The_agent_itself_is_none_of_the_alms_programs()
    {
        var host = new RecordedHost();
        host.Running.Add(new RunningProcess(900, "AlmCompliance.Agent.exe"));
        host.Sockets.Add(new OpenSocket(IPAddress.Any, 5080, 900));

        var alm = host.Collect().Alm!;

        alm.Installed.ShouldBe(false);
        alm.Processes.ShouldBeEmpty();
        alm.Listeners.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(@"SOFTWARE\Siemens\AUTSW\LicenseManager", "autsw")]
    [InlineData(@"SOFTWARE\Wow6432Node\Siemens\AUTSW\LicenseManager", "autsw")]
    [InlineData(@"SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall", "uninstall")]
    [InlineData(@"SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall\Notepad++", "uninstall")]
    [InlineData(@"SOFTWARE\Wow6432Node\Microsoft\Windows\CurrentVersion\Uninstall", "uninstall")]
    [InlineData(@"SYSTEM\CurrentControlSet\Services\almservice", "service")]
    public void Not_installed_is_not_said_where_a_place_may_not_be_read(string denied, string collector)
    {
        var host = new RecordedHost();
        host.Registry.Deny(denied);

        var report = host.Collect();

        report.Alm!.Installed.ShouldBe(true);
        report.Problems!.Select(p => p.Collector).ShouldContain(collector);
    }

    [Fact]
    public void Without_the_process_list_nothing_is_said_of_processes_sockets_or_the_services_state()
    {
        var whole = RecordedHost.WithAlm();
        var report = new RecordedHost { Registry = whole.Registry, ProcessesFail = new InvalidOperationException("no process list") }.Collect();

        report.Alm!.Processes.ShouldBeNull();
        report.Alm.Listeners.ShouldBeNull();
        (report.Alm.Service!.State, report.Alm.Service.StartMode).ShouldBe((null, "automatic"));
        report.Problems!.Select(p => p.Collector).Distinct().ShouldBe(["processes", "service", "firewall"], ignoreOrder: true);
    }

    [Fact]
    public void Without_the_socket_table_sockets_are_absent_not_empty()
    {
        var report = new RecordedHost { ListenersFail = new PlatformNotSupportedException("no table") }.Collect();

        report.Alm!.Listeners.ShouldBeNull();
        report.Problems!.Select(p => p.Collector).ShouldContain("listeners");
    }

    [Theory]
    [InlineData(9999)]
    [InlineData(0)]
    public void A_socket_whose_owner_is_unknown_leaves_the_list_in_doubt(int owner)
    {
        var host = RecordedHost.WithAlm();
        host.Running.Add(new RunningProcess(0, "Idle.exe"));
        host.Sockets.Add(new OpenSocket(IPAddress.Any, 49200, owner));

        host.Collect().Problems!.Select(p => p.Collector).ShouldContain("listeners");
    }

    [Fact]
    public void The_default_port_in_other_hands_leaves_the_list_in_doubt()
    {
        var host = RecordedHost.WithAlm();
        host.Sockets.RemoveAll(s => s.Port == 4410);
        host.Sockets.Add(new OpenSocket(IPAddress.Any, 4410, 600));

        var report = host.Collect();

        report.Alm!.Listeners.ShouldBeEmpty();
        report.Problems!.Select(p => p.Collector).ShouldContain("listeners");
    }

    [Fact]
    public void Every_port_of_the_alms_programs_counts_and_nothing_of_others()
    {
        var host = RecordedHost.WithAlm();
        host.Running.Add(new RunningProcess(1300, "ALMGUI64X.EXE"));
        host.Sockets.Add(new OpenSocket(IPAddress.Loopback, 50001, 1300));

        host.Collect().Alm!.Listeners!.Select(l => (l.Address, l.Port)).ShouldBe([("0.0.0.0", 4410), ("::", 4410), ("127.0.0.1", 50001)]);
    }

    [Fact]
    public void A_service_without_its_program_in_the_list_is_stopped()
    {
        var host = RecordedHost.WithAlm();
        host.Running.RemoveAll(p => p.Id == 1200);
        host.Registry.Add("""
            [HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Services\almservice]
            "Start"=dword:00000004
            """);

        var service = host.Collect().Alm!.Service!;

        (service.State, service.StartMode).ShouldBe(("stopped", "disabled"));
    }

    [Theory]
    [InlineData(@"\??\C:\Program Files (x86)\Common Files\Siemens\sws\almsrv\almsrv64x.exe", true)]
    [InlineData(@"\??\C:\PROGRA~2\COMMON~1\Siemens\SWS\almsrv\x.dll", true)]
    [InlineData(@"\??\C:\Windows\SysWOW64\almaxcx.dll", true)]
    [InlineData(@"!\??\C:\Program Files\Siemens\Automation License Manager\x.dll", true)]
    [InlineData(@"\??\C:\Program Files\Siemens\Step7\s7bin\x.dll", false)]
    [InlineData(@"\??\C:\Windows\Temp\calm.tmp", false)]
    public void A_restart_is_pending_only_for_the_alms_own_files(string path, bool expected)
    {
        var host = RecordedHost.WithAlm();
        host.Registry.Add($"[HKEY_LOCAL_MACHINE\\{SessionManager}]\n\"PendingFileRenameOperations\"=hex(7):{Hex(@"\??\C:\Windows\Temp\a.tmp" + "\0\0" + path + "\0!x")}");

        host.Collect().Alm!.RestartPending.ShouldBe(expected);
    }

    [Fact]
    public void Renames_that_cannot_be_read_are_a_problem_and_no_answer()
    {
        var host = RecordedHost.WithAlm();
        host.Registry.Deny(SessionManager);

        var report = host.Collect();

        report.Alm!.RestartPending.ShouldBeNull();
        report.Problems!.Select(p => p.Collector).ShouldContain("restart");
    }

    [Fact]
    public void A_version_that_is_no_text_or_too_long_is_a_problem_and_never_cut_short()
    {
        var host = RecordedHost.WithAlm();
        host.Registry.Add($"""
            [HKEY_LOCAL_MACHINE\SOFTWARE\Siemens\AUTSW\LicenseManager]
            "Release"=dword:00000005
            "VersionString"="V5.2{new string(' ', 2000)}"
            """);

        var report = host.Collect();

        report.Alm!.Versions!.ShouldNotContain(v => v.Value!.StartsWith("V5.2", StringComparison.Ordinal));
        report.Problems!.Count(p => p.Collector == "autsw").ShouldBe(2);
    }

    [Fact]
    public void A_32_bit_windows_has_one_view()
    {
        var registry = RecordedRegistry.Of("""
            [HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Cryptography]
            "MachineGuid"="1"
            [HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall]
            [HKEY_LOCAL_MACHINE\SOFTWARE\Siemens\AUTSW\LicenseManager]
            "Version"="04.00.0000"
            """, is64Bit: false).Deny(@"SOFTWARE\Wow6432Node\Siemens\AUTSW\LicenseManager");

        var report = new RecordedHost { Registry = registry }.Collect();

        report.Alm!.Versions!.ShouldHaveSingleItem().Value.ShouldBe("04.00.0000");
        report.Problems!.Select(p => p.Collector).ShouldNotContain("autsw");
        report.Host!.Os!.Is64Bit.ShouldBe(false);
    }

    [Theory]
    [InlineData("1", "enabled")]
    [InlineData("0", "disabled")]
    [InlineData("2", null)]
    public void The_remote_access_setting_is_what_the_sites_value_says(string value, string? expected)
    {
        var host = RecordedHost.WithAlm();
        host.Registry.Add($"[HKEY_LOCAL_MACHINE\\SOFTWARE\\Site]\n\"Remote\"=dword:{value}");

        host.Collect(new RemoteAccessSetting(@"HKLM\SOFTWARE\Site\Remote", "1", "0")).Alm!.RemoteAccessSetting.ShouldBe(expected);
    }

    [Fact]
    public void Messages_of_problems_are_bounded_and_of_one_line()
    {
        var report = new RecordedHost { ListenersFail = new InvalidOperationException(new string('x', 5000) + "\n") }.Collect();

        report.Problems!.ShouldAllBe(p => p.Message!.Length <= 500 && !p.Message.Any(char.IsControl));
    }

    private static string Hex(string list) => string.Join(',', System.Text.Encoding.Unicode.GetBytes(list + "\0\0").Select(b => b.ToString("x2", System.Globalization.CultureInfo.InvariantCulture)));
}
