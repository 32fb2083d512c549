using System;
using System.ComponentModel;
using System.Runtime.InteropServices;

namespace AlmCompliance.Agent.Collecting.Windows;

/// <summary>Few plain calls of Windows, all of them open to every user.</summary>
internal sealed class WindowsSystem : IWindows
{
    private const int Connect = 1;
    private const int QueryStatus = 4;
    private const int NoSuchService = 1060;
    private const int Running = 4;

    public bool? IsServiceRunning(string service)
    {
        RequireWindows();
        var services = OpenSCManager(null, null, Connect);
        if (services == IntPtr.Zero)
        {
            throw new Win32Exception();
        }

        var opened = OpenService(services, service, QueryStatus);
        var error = Marshal.GetLastWin32Error();
        try
        {
            if (opened == IntPtr.Zero)
            {
                return error == NoSuchService ? null : throw new Win32Exception(error);
            }

            ServiceStatus status;
            return QueryServiceStatus(opened, out status) ? status.CurrentState == Running : throw new Win32Exception();
        }
        finally
        {
            if (opened != IntPtr.Zero)
            {
                CloseServiceHandle(opened);
            }

            CloseServiceHandle(services);
        }
    }

    public uint? SystemVolumeSerial()
    {
        if (!IsWindows)
        {
            return null;
        }

        uint serial;
        var root = Environment.SystemDirectory.Substring(0, 3);
        return GetVolumeInformation(root, IntPtr.Zero, 0, out serial, IntPtr.Zero, IntPtr.Zero, IntPtr.Zero, 0) ? serial : throw new Win32Exception();
    }

    public long? MillisecondsSinceBoot()
    {
#if NETFRAMEWORK
        try
        {
            return (long)GetTickCount64();
        }
        catch (Exception exception) when (exception is EntryPointNotFoundException || exception is DllNotFoundException)
        {
            // Windows XP counts in 32 bits, which begin anew after seven weeks.
            return null;
        }
#else
        return Environment.TickCount64;
#endif
    }

    public string ComputerName()
    {
        return Environment.MachineName;
    }

    private static bool IsWindows
    {
        get { return Environment.OSVersion.Platform == PlatformID.Win32NT; }
    }

    private static void RequireWindows()
    {
        if (!IsWindows)
        {
            throw new PlatformNotSupportedException("only Windows has these services");
        }
    }

    [DllImport("advapi32.dll", EntryPoint = "OpenSCManagerW", CharSet = CharSet.Unicode, SetLastError = true)]
    private static extern IntPtr OpenSCManager(string? machine, string? database, int access);

    [DllImport("advapi32.dll", EntryPoint = "OpenServiceW", CharSet = CharSet.Unicode, SetLastError = true)]
    private static extern IntPtr OpenService(IntPtr services, string name, int access);

    [DllImport("advapi32.dll", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool QueryServiceStatus(IntPtr service, out ServiceStatus status);

    [DllImport("advapi32.dll")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool CloseServiceHandle(IntPtr handle);

    [DllImport("kernel32.dll", EntryPoint = "GetVolumeInformationW", CharSet = CharSet.Unicode, SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool GetVolumeInformation(
        string root, IntPtr name, int nameSize, out uint serial, IntPtr longestName, IntPtr flags, IntPtr fileSystem, int fileSystemSize);

#if NETFRAMEWORK
    [DllImport("kernel32.dll")]
    private static extern ulong GetTickCount64();
#endif

    [StructLayout(LayoutKind.Sequential)]
    private struct ServiceStatus
    {
        public int ServiceType;
        public int CurrentState;
        public int ControlsAccepted;
        public int Win32ExitCode;
        public int ServiceSpecificExitCode;
        public int CheckPoint;
        public int WaitHint;
    }
}
