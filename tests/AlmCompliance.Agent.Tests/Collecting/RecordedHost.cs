using System.Net;
using AlmCompliance.Agent.Collecting;
using AlmCompliance.Contracts;

namespace AlmCompliance.Agent.Tests.Collecting;

/// <summary>A host as recorded: a Windows 7 of 64 bits without the ALM, unless a test adds to it.</summary>
internal sealed class RecordedHost : IProcessList, IListenerTable, INetworkAddresses, IFileSystem, IWindows
{
    public const string ServiceFolder = @"C:\Program Files (x86)\Common Files\Siemens\sws\almsrv";
    public static readonly DateTime Now = new(2026, 11, 22, 10, 15, 0, DateTimeKind.Utc);

    private const string Windows = """
        [HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Cryptography]
        "MachineGuid"="b5e6b0a2-6d2e-4f0c-9d2c-0f6f0e1d2c3b"

        [HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Windows NT\CurrentVersion]
        "ProductName"="Windows 7 Professional"
        "CurrentVersion"="6.1"
        "CurrentBuildNumber"="7601"

        [HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall\Notepad++]
        "DisplayName"="Notepad++ (64-bit x64)"
        "DisplayVersion"="8.6.2"

        [HKEY_LOCAL_MACHINE\SOFTWARE\Wow6432Node\Microsoft\Windows\CurrentVersion\Uninstall]

        [HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters]
        "Hostname"="ES-041"
        "Domain"="plant2.example"

        [HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Control\Session Manager]
        "BootExecute"=hex(7):61,00,00,00,00,00
        """;

    public const string V51 = """
        [HKEY_LOCAL_MACHINE\SOFTWARE\Wow6432Node\Siemens\AUTSW\LicenseManager]
        "Release"="05.01.01.02"
        "TechnVersion"="V5.1.1.2"
        "Version"="05.01.0102"
        "VersionString"="V5.1 SP1 Upd2"

        [HKEY_LOCAL_MACHINE\SOFTWARE\Wow6432Node\Microsoft\Windows\CurrentVersion\Uninstall\{6C0A9C7C-6AE4-4B6C-A4B4-2B4A2E5C7B11}]
        "DisplayName"="Siemens Automation License Manager V5.1 + SP1 + Upd2  "
        "DisplayVersion"="05.01.0102"

        [HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Services\almservice]
        "ImagePath"="\"C:\\Program Files (x86)\\Common Files\\Siemens\\sws\\almsrv\\almsrv64x.exe\" -s"
        "Start"=dword:00000002

        [HKEY_LOCAL_MACHINE\SOFTWARE\Classes\ALMListView.ALMListCtrl\CLSID]
        @="{11111111-2222-3333-4444-555555555555}"
        """;

    public RecordedRegistry Registry { get; init; } = RecordedRegistry.Of(Windows);

    public List<RunningProcess> Running { get; } = [new(4, "System.exe"), new(600, "svchost.exe")];

    public List<OpenSocket> Sockets { get; } = [new(IPAddress.Any, 135, 600)];

    public HashSet<string> Files { get; } = new(StringComparer.OrdinalIgnoreCase);

    public HashSet<string> Services { get; } = ["MpsSvc"];

    public Exception? ListenersFail { get; init; }

    public Exception? ProcessesFail { get; init; }

    public HostSources Sources => new(Registry, this, this, this, this, this);

    /// <summary>The same with V5.1 SP1 Upd2, which runs and listens everywhere.</summary>
    public static RecordedHost WithAlm()
    {
        var host = new RecordedHost();
        host.Registry.Add(V51);
        host.Running.Add(new RunningProcess(1200, "almsrv64x.exe"));
        host.Sockets.Add(new OpenSocket(IPAddress.Any, 4410, 1200));
        host.Sockets.Add(new OpenSocket(IPAddress.IPv6Any, 4410, 1200));
        return host;
    }

    public InventoryReport Collect(RemoteAccessSetting? setting = null) => new CollectInventory(Sources, setting, () => Now).Run();

    RunningProcess[] IProcessList.Read() => ProcessesFail is null ? [.. Running] : throw ProcessesFail;

    OpenSocket[] IListenerTable.Read() => ListenersFail is null ? [.. Sockets] : throw ListenersFail;

    string[] INetworkAddresses.Read() => ["10.20.4.41/24"];

    bool IFileSystem.FileExists(string path) => Files.Contains(path);

    bool IFileSystem.Holds(string folder, string fileName) =>
        Files.Any(f => f.StartsWith(folder + @"\", StringComparison.OrdinalIgnoreCase) && f.EndsWith(@"\" + fileName, StringComparison.OrdinalIgnoreCase));

    string IFileSystem.Expand(string path) => path
        .Replace("%CommonProgramFiles%", @"C:\Program Files\Common Files", StringComparison.OrdinalIgnoreCase)
        .Replace("%CommonProgramFiles(x86)%", @"C:\Program Files (x86)\Common Files", StringComparison.OrdinalIgnoreCase)
        .Replace("%SystemRoot%", @"C:\Windows", StringComparison.OrdinalIgnoreCase);

    bool? IWindows.IsServiceRunning(string service) => service is "MpsSvc" ? Services.Contains(service) : null;

    uint? IWindows.SystemVolumeSerial() => 0xA1B2C3D4;

    long? IWindows.MillisecondsSinceBoot() => 3_600_000;

    string IWindows.ComputerName() => "ES-041-OLD";
}
