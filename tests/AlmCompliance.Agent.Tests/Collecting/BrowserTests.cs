namespace AlmCompliance.Agent.Tests.Collecting;

public sealed class BrowserTests
{
    private const string Class = "{11111111-2222-3333-4444-555555555555}";
    private const string Native = @"HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Internet Explorer\ActiveX Compatibility\";
    private const string Wow64 = @"HKEY_LOCAL_MACHINE\SOFTWARE\Wow6432Node\Microsoft\Internet Explorer\ActiveX Compatibility\";
    private const string Zones = @"HKEY_LOCAL_MACHINE\SOFTWARE\Policies\Microsoft\Windows\CurrentVersion\Internet Settings";

    [Theory]
    [InlineData("00000400", "00000400", true, true)]
    [InlineData("00000400", "00000000", true, false)]
    [InlineData("00000401", "00000000", true, false)]
    [InlineData("00800000", "00000400", false, true)]
    public void The_kill_bit_is_told_for_each_view(string native, string wow64, bool inNative, bool inWow64)
    {
        var browser = Collect($"""
            [{Native}{Class}]
            "Compatibility Flags"=dword:{native}
            [{Wow64}{Class}]
            "Compatibility Flags"=dword:{wow64}
            """);

        (browser.KillBit!.Native, browser.KillBit.Wow64).ShouldBe((inNative, inWow64));
    }

    [Fact]
    public void The_class_comes_from_the_controls_name()
    {
        var host = RecordedHost.WithAlm();
        host.Registry.Add($"""
            [HKEY_LOCAL_MACHINE\SOFTWARE\Wow6432Node\Classes\ALMListView.ALMListCtrl\CLSID]
            @="{Guid.NewGuid():B}"
            [{Native}{Class}]
            "Compatibility Flags"=dword:00000400
            """);

        host.Collect().Browser!.KillBit!.Native.ShouldBe(false, "another class behind the same name has none");
    }

    [Fact]
    public void A_control_without_a_class_is_a_problem_and_no_kill_bit()
    {
        var host = RecordedHost.WithAlm();
        host.Registry.Add("[HKEY_LOCAL_MACHINE\\SOFTWARE\\Classes\\ALMListView.ALMListCtrl\\CLSID]\n@=\"nonsense\"");

        var report = host.Collect();

        report.Browser!.KillBit.ShouldBeNull();
        report.Problems!.Select(p => p.Collector).ShouldContain("browser");
    }

    [Theory]
    [InlineData(@"C:\Windows\SysWOW64\almaxcx.dll", "registered")]
    [InlineData(@"C:\Program Files\Common Files\Siemens\sws\bin\almaxcx.dll", "registered")]
    [InlineData(@"C:\Windows\System32\other.dll", "absent")]
    public void The_file_alone_is_the_control_too(string file, string expected)
    {
        var host = new RecordedHost();
        host.Files.Add(file);

        host.Collect().Browser!.AlmControl.ShouldBe(expected);
    }

    [Theory]
    [InlineData("00000001", "00000003", "disabled")]
    [InlineData("00000001", "00010000", "none")]
    [InlineData("00000000", "00000003", "none")]
    public void Policy_counts_only_where_users_cannot_change_it(string machineOnly, string run, string expected)
    {
        Collect($"""
            [{Zones}]
            "Security_HKLM_only"=dword:{machineOnly}
            [{Zones}\Zones\3]
            "1200"=dword:{run}
            """).ActiveXPolicy.ShouldBe(expected);
    }

    [Fact]
    public void Before_Windows_7_policy_must_stand_in_both_views()
    {
        Collect($"""
            [HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Windows NT\CurrentVersion]
            "CurrentVersion"="5.2"
            [{Zones}]
            "Security_HKLM_only"=dword:00000001
            [{Zones}\Zones\3]
            "1200"=dword:00000003
            """).ActiveXPolicy.ShouldBe("none");
    }

    [Fact]
    public void Internet_Explorer_is_its_program()
    {
        var host = new RecordedHost();
        host.Registry.Add("[HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\App Paths\\IEXPLORE.EXE]\n@=\"C:\\\\Program Files\\\\Internet Explorer\\\\iexplore.exe\"");
        host.Collect().Browser!.InternetExplorer.ShouldBe("absent");

        host.Files.Add(@"C:\Program Files\Internet Explorer\iexplore.exe");
        host.Collect().Browser!.InternetExplorer.ShouldBe("present");
    }

    private static AlmCompliance.Contracts.BrowserFacts Collect(string recorded)
    {
        var host = RecordedHost.WithAlm();
        host.Registry.Add(recorded);
        return host.Collect().Browser!;
    }
}
