using System.Text;

namespace AlmCompliance.Web.Tests.Imports;

/// <summary>What collect.cmd writes: on a German Windows 7 of 64 bits, and on an English Windows XP.</summary>
internal static class Collected
{
    private static readonly Encoding s_console = CodePagesEncodingProvider.Instance.GetEncoding(850)!;

    private const string German = """
        almcompliance.raw-export/1
        #host ES-041
        #date 20.11.2026 10:15:02,33
        #architecture AMD64 
        #section ver

        Microsoft Windows [Version 6.1.7601]
        #section reg query "HKLM\SOFTWARE\Microsoft\Cryptography" /v MachineGuid

        HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Cryptography
            MachineGuid    REG_SZ    5f0f9c1e-5a52-4a1f-9d6b-0d6c6f8e5a11

        #exit 0
        #section reg query "HKLM\SYSTEM\CurrentControlSet\Control\TimeZoneInformation"

        HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Control\TimeZoneInformation
            Bias    REG_DWORD    0xffffffc4
            ActiveTimeBias    REG_DWORD    0xffffffc4
            TimeZoneKeyName    REG_SZ    W. Europe Standard Time

        #exit 0
        #section reg query "HKCU\Control Panel\International" /v iDate

        HKEY_CURRENT_USER\Control Panel\International
            iDate    REG_SZ    1

        #exit 0
        #section reg query "HKLM\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters"

        HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters
            DataBasePath    REG_EXPAND_SZ    %SystemRoot%\System32\drivers\etc
            Domain    REG_SZ    werk2.example
            Hostname    REG_SZ    ES-041

        HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters\Adapters
        #exit 0
        #section reg query "HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion"

        HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Windows NT\CurrentVersion
            CurrentVersion    REG_SZ    6.1
            CurrentBuildNumber    REG_SZ    7601
            ProductName    REG_SZ    Windows 7 Professional
            InstallDate    REG_DWORD    0x54a1b2c3
            DigitalProductId    REG_BINARY    A4000000030000003030

        #exit 0
        #section reg query "HKLM\SOFTWARE\Siemens\AUTSW\LicenseManager"


        FEHLER: Der angegebene Registrierungsschlüssel bzw. Wert wurde nicht gefunden.
        #exit 1
        #section reg query "HKLM\SOFTWARE\Wow6432Node\Siemens\AUTSW\LicenseManager"

        HKEY_LOCAL_MACHINE\SOFTWARE\Wow6432Node\Siemens\AUTSW\LicenseManager
            Release    REG_SZ    RELEASE
            TechnVersion    REG_SZ    
            VersionString    REG_SZ    VERSION

        #exit 0
        #section reg query "HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall" /s

        HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall\7-Zip
            DisplayName    REG_SZ    7-Zip 9.20 (x64 edition)
            DisplayVersion    REG_SZ    9.20.00.0
            NoModify    REG_DWORD    0x1

        #exit 0
        #section reg query "HKLM\SOFTWARE\Wow6432Node\Microsoft\Windows\CurrentVersion\Uninstall" /s

        HKEY_LOCAL_MACHINE\SOFTWARE\Wow6432Node\Microsoft\Windows\CurrentVersion\Uninstall\{2E5D2A2C-0A1B-4C7C-9C7B-2F4D0C0B7A11}
            DisplayName    REG_SZ    Siemens Automation License Manager PRODUCT  
            DisplayVersion    REG_SZ    PACKED
            Publisher    REG_SZ    Siemens AG
            (Standard)    REG_SZ    

        HKEY_LOCAL_MACHINE\SOFTWARE\Wow6432Node\Microsoft\Windows\CurrentVersion\Uninstall\Prüfwerkzeug
            DisplayName    REG_SZ    Prüfwerkzeug für Anlagen
        #exit 0
        #section reg query "HKLM\SYSTEM\CurrentControlSet\Control\Session Manager" /v PendingFileRenameOperations

        HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Control\Session Manager
            PendingFileRenameOperations    REG_MULTI_SZ    \??\C:\Windows\Temp\RENAME\0\0

        #exit 0
        #section reg query "HKLM\SYSTEM\CurrentControlSet\Control\Session Manager" /v PendingFileRenameOperations2


        FEHLER: Der angegebene Registrierungsschlüssel bzw. Wert wurde nicht gefunden.
        #exit 1
        #section reg query "HKLM\SYSTEM\CurrentControlSet\Services\almservice"

        HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Services\almservice
            Type    REG_DWORD    0x10
            Start    REG_DWORD    0x2
            ImagePath    REG_EXPAND_SZ    "C:\Program Files (x86)\Common Files\Siemens\sws\almsrv\almsrv64x.exe"
            DisplayName    REG_SZ    Automation License Manager Service

        #exit 0
        #section sc queryex almservice

        SERVICE_NAME: almservice 
                TYPE               : 10  WIN32_OWN_PROCESS  
                STATE              : 4  RUNNING 
                                        (STOPPABLE, NOT_PAUSABLE, ACCEPTS_SHUTDOWN)
                WIN32_EXIT_CODE    : 0  (0x0)
                PID                : 1832
        #section sc qc almservice
        [SC] QueryServiceConfig ERFOLG

        SERVICE_NAME: almservice
                TYPE               : 10  WIN32_OWN_PROCESS 
                START_TYPE         : 2   AUTO_START
                BINARY_PATH_NAME   : "C:\Program Files (x86)\Common Files\Siemens\sws\almsrv\almsrv64x.exe"
        #section tasklist
        "System Idle Process","0","Services","0","24 K"
        "System","4","Services","0","300 K"
        "svchost.exe","716","Services","0","9.848 K"
        "almsrv64x.exe","1832","Services","0","12.345 K"
        "almgui64x.exe","2960","Console","1","8.120 K"
        #section netstat -ano

        Aktive Verbindungen

          Proto  Lokale Adresse         Remoteadresse          Status           PID
          TCP    0.0.0.0:135            0.0.0.0:0              ABHÖREN         716
          TCP    LISTEN:4410           0.0.0.0:0              ABHÖREN         1832
          TCP    10.20.4.41:49158       10.20.4.2:445          HERGESTELLT     4
          TCP    [::]:135               [::]:0                 ABHÖREN         716
          UDP    0.0.0.0:123            *:*                                    716
        #section ipconfig /all

        Windows-IP-Konfiguration

           Hostname  . . . . . . . . . . . . : ES-041

        Ethernet-Adapter LAN-Verbindung:

           Physikalische Adresse . . . . . . : 00-1B-1B-22-33-44
           IPv4-Adresse  . . . . . . . . . . : 10.20.4.41(Bevorzugt) 
           Subnetzmaske  . . . . . . . . . . : 255.255.255.0
           Standardgateway . . . . . . . . . : 10.20.4.1
        #end

        """;

    private const string EnglishXp = """
        almcompliance.raw-export/1
        #host PC-7
        #date Fri 11/20/2026 10:15:02.33
        #architecture x86 
        #section ver

        Microsoft Windows XP [Version 5.1.2600]
        #section reg query "HKCU\Control Panel\International" /v iDate

        ! REG.EXE VERSION 3.0

        HKEY_CURRENT_USER\Control Panel\International
        	iDate	REG_SZ	0

        #exit 0
        #section reg query "HKLM\SOFTWARE\Siemens\AUTSW\LicenseManager"

        Error:  The system was unable to find the specified registry key or value

        #exit 1
        #section reg query "HKLM\SOFTWARE\Wow6432Node\Siemens\AUTSW\LicenseManager"

        Error:  The system was unable to find the specified registry key or value

        #exit 1
        #section reg query "HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall" /s

        ! REG.EXE VERSION 3.0

        HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall

        HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall\KB2229593
        	DisplayName	REG_SZ	Security Update for Windows XP (KB2229593)

        #exit 0
        #section reg query "HKLM\SYSTEM\CurrentControlSet\Services\almservice"

        Error:  The system was unable to find the specified registry key or value

        #exit 1
        #section sc queryex almservice
        [SC] EnumQueryServicesStatus:OpenService FAILED 1060:

        The specified service does not exist as an installed service.

        #section tasklist
        "System Idle Process","0","Console","0","16 K"
        "System","4","Console","0","212 K"
        "explorer.exe","1424","Console","0","14,020 K"
        #section netstat -ano

        Active Connections

          Proto  Local Address          Foreign Address        State           PID
          TCP    0.0.0.0:445            0.0.0.0:0              LISTENING       4
        #section ipconfig /all

        Windows IP Configuration

                Host Name . . . . . . . . . . . . : PC-7

        Ethernet adapter Local Area Connection:

                IP Address. . . . . . . . . . . . : 192.168.7.20
                Subnet Mask . . . . . . . . . . . : 255.255.254.0
                Default Gateway . . . . . . . . . : 192.168.7.1
        #end

        """;

    /// <summary>A German host whose ALM says the same in each place.</summary>
    public static byte[] GermanHost(string version = "V5.1 SP1 Upd2", string release = "05.01.01.02", string packed = "05.01.0102", string name = "ES-041", string listens = "0.0.0.0", string rename = "setup.tmp", string date = "20.11.2026 10:15:02,33") =>
        s_console.GetBytes(German.ReplaceLineEndings("\r\n").Replace("RELEASE", release, StringComparison.Ordinal)
            .Replace("REG_SZ    VERSION", $"REG_SZ    {version}", StringComparison.Ordinal).Replace("PRODUCT", version.Replace(" SP", " + SP", StringComparison.Ordinal), StringComparison.Ordinal)
            .Replace("PACKED", packed, StringComparison.Ordinal).Replace("#host ES-041", $"#host {name}", StringComparison.Ordinal).Replace("LISTEN:", $"{listens}:", StringComparison.Ordinal)
            .Replace("RENAME", rename, StringComparison.Ordinal).Replace("20.11.2026 10:15:02,33", date, StringComparison.Ordinal));

    /// <summary>An English host without the ALM.</summary>
    public static byte[] EnglishHostWithout() => s_console.GetBytes(EnglishXp.ReplaceLineEndings("\r\n"));
}
