using System.Text.Json;

namespace AlmCompliance.Agent.Tests.Real;

/// <summary>Hosts by what their registry holds, and what the product note says of them.</summary>
public static class TruthTable
{
    private const string Note = "57252401";
    private const string Autsw = @"HKEY_LOCAL_MACHINE\SOFTWARE\Wow6432Node\Siemens\AUTSW\LicenseManager";
    private const string Product = @"HKEY_LOCAL_MACHINE\SOFTWARE\Wow6432Node\Microsoft\Windows\CurrentVersion\Uninstall\ALM-Setup";
    private const string Control = @"HKEY_LOCAL_MACHINE\SOFTWARE\Wow6432Node\Classes\ALMListView.ALMListCtrl";
    private const string Service = @"HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Services\almservice";
    private const string SessionManager = @"HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Control\Session Manager";

    /// <summary>Taken away before the next host is made of the same registry.</summary>
    public static IReadOnlyList<string> Keys { get; } = [Autsw, Product, Service, Control];

    /// <summary>The host, its status for the note, and the rule whose finding says why, where one does.</summary>
    public static TheoryData<string, string, string> Hosts { get; } = new()
    {
        { "none", "NotApplicable", "" },
        { "V1.1", "NotApplicable", "" },
        { "V3.0", "NotApplicable", "" },
        { "V4.0", "NonCompliant", "ALM0001" },
        { "V5.1", "NonCompliant", "ALM0001" },
        { "V5.1 SP1 Upd1", "NonCompliant", "ALM0001" },
        { "V5.1 SP1 Upd2", "NonCompliant", "ALM0001" },
        { "packed 05.01.0102", "NonCompliant", "ALM0001" },
        { "V5.1 SP1 Upd3", "Compliant", "" },
        { "packed 05.01.0103", "Compliant", "" },
        { "V5.2", "Compliant", "" },
        { "V6.2 SP1", "Compliant", "" },
        { "V5.1 SP1 Upd3, restart pending", "NonCompliant", "ALM0007" },
        { "V5.1 SP1 Upd3 HF1", "Unknown", "ALM0005" },
        { "key without a version", "Unknown", "ALM0005" },
    };

    /// <summary>The control, with its kill bit in the view of 32-bit programs alone, to follow a registry.</summary>
    public const string KillBit = """


        [HKEY_LOCAL_MACHINE\SOFTWARE\Wow6432Node\Classes\ALMListView.ALMListCtrl\CLSID]
        @="{6F1D3C0A-0000-4000-8000-000000004410}"

        [HKEY_LOCAL_MACHINE\SOFTWARE\Wow6432Node\Microsoft\Internet Explorer\ActiveX Compatibility\{6F1D3C0A-0000-4000-8000-000000004410}]
        "Compatibility Flags"=dword:00000400
        """;

    /// <summary>The server took this host's report, judges it so for the note, and says why.</summary>
    public static void ShouldBeJudged(this JsonElement answer, string host, string status, string rule)
    {
        answer.GetProperty("evidenceAt").ValueKind.ShouldBe(JsonValueKind.String);
        answer.GetProperty("statuses").EnumerateArray().Single(s => s.GetProperty("advisoryId").GetString() == Note).GetProperty("status").GetString().ShouldBe(status);
        var findings = answer.GetProperty("findings").EnumerateArray().ToArray();
        string[] causes = ["ALM0001", "ALM0005", "ALM0006", "ALM0007"];
        findings.Where(f => f.GetProperty("advisoryId").GetString() is null or Note).Select(f => f.GetProperty("rule").GetString()!).Intersect(causes)
            .ShouldBe(rule.Length == 0 ? [] : [rule], $"{host}: {answer}");
    }

    /// <summary>The host's registry as <c>reg export</c> would write it.</summary>
    public static string Registry(string host, string hostName) => $"""
        Windows Registry Editor Version 5.00

        [HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Cryptography]
        "MachineGuid"="{Guid.NewGuid()}"

        [HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall]

        [HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters]
        "Hostname"="{hostName}"

        [{SessionManager}]
        "PendingFileRenameOperations"={Renames(host.EndsWith("restart pending", StringComparison.Ordinal)
            ? @"\??\C:\Program Files (x86)\Common Files\Siemens\sws\almsrv\almsrv64x.exe"
            : @"\??\C:\Windows\Temp\setup.tmp")}

        {Alm(host.Split(',')[0])}
        """;

    private static string Alm(string version) => version switch
    {
        "none" => "",
        "key without a version" => $"[{Autsw}]\n\"Language\"=\"en\"\n\n{Almservice}",
        _ when version.StartsWith("packed ", StringComparison.Ordinal) =>
            $"[{Product}]\n\"DisplayName\"=\"Siemens Automation License Manager V5.1\"\n\"DisplayVersion\"=\"{version[7..]}\"\n\n{Almservice}",
        _ => $"[{Autsw}]\n\"VersionString\"=\"{version}\"\n\n{Almservice}",
    };

    private static string Almservice => $"""
        [{Service}]
        "ImagePath"="\"C:\\Program Files (x86)\\Common Files\\Siemens\\sws\\almsrv\\almsrv64x.exe\""
        "Start"=dword:00000002
        "Type"=dword:00000010
        """;

    private static string Renames(string file)
    {
        var bytes = System.Text.Encoding.Unicode.GetBytes(file + "\0!" + file + ".new\0\0");
        return "hex(7):" + string.Join(',', bytes.Select(b => b.ToString("x2", System.Globalization.CultureInfo.InvariantCulture)));
    }
}
