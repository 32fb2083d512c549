using System;
using System.Runtime.InteropServices;
using System.Threading;
using AlmCompliance.Agent.Commands;

namespace AlmCompliance.Agent.Running;

/// <summary>Lets Windows start and stop the program as a service.</summary>
internal sealed class WindowsService : IDisposable
{
    public const string Name = "AlmCompliance.Agent";

    private const int OwnProcess = 0x10;
    private const int AcceptStopAndShutdown = 0x5;
    private const int Running = 4;
    private const int StopPending = 3;
    private const int Stopped = 1;
    private const int ControlStop = 1;
    private const int ControlShutdown = 5;
    private const int CallNotImplemented = 120;
    private const int Failed = 1066;

    private readonly Func<WaitHandle, int> _work;
    private readonly ManualResetEvent _stop = new ManualResetEvent(false);

    // Windows keeps these; the collector of this program must not take them away.
    private readonly ServiceMain _main;
    private readonly Handler _handler;
    private IntPtr _status;

    private WindowsService(Func<WaitHandle, int> work)
    {
        _work = work;
        _main = Main;
        _handler = Control;
    }

    /// <summary>Works until Windows stops the service.</summary>
    /// <exception cref="CommandException">Windows did not start this program as a service.</exception>
    public static void Run(Func<WaitHandle, int> work)
    {
        using (var service = new WindowsService(work))
        {
            var table = new[]
            {
                new Entry { Name = Name, Main = Marshal.GetFunctionPointerForDelegate((Delegate)service._main) },
                default(Entry),
            };
            if (!StartServiceCtrlDispatcher(table))
            {
                throw new CommandException("Only Windows starts this program as a service: use run.");
            }

            GC.KeepAlive(service);
        }
    }

    public void Dispose()
    {
        ((IDisposable)_stop).Dispose();
    }

    private void Main(int count, IntPtr arguments)
    {
        _status = RegisterServiceCtrlHandlerEx(Name, _handler, IntPtr.Zero);
        Tell(Running, AcceptStopAndShutdown, 0);
        var code = 1;
        try
        {
            code = _work(_stop);
        }
        finally
        {
            Tell(Stopped, 0, code);
        }
    }

    private int Control(int control, int type, IntPtr data, IntPtr context)
    {
        if (control == ControlStop || control == ControlShutdown)
        {
            Tell(StopPending, 0, 0);
            _stop.Set();
            return 0;
        }

        return control == 4 ? 0 : CallNotImplemented;
    }

    private void Tell(int state, int accepts, int code)
    {
        var status = new Status
        {
            ServiceType = OwnProcess,
            CurrentState = state,
            ControlsAccepted = accepts,
            Win32ExitCode = code == 0 ? 0 : Failed,
            ServiceSpecificExitCode = code,
            WaitHint = state == StopPending ? 20_000 : 0,
        };
        SetServiceStatus(_status, ref status);
    }

    private delegate void ServiceMain(int count, IntPtr arguments);

    private delegate int Handler(int control, int type, IntPtr data, IntPtr context);

    [DllImport("advapi32.dll", EntryPoint = "StartServiceCtrlDispatcherW", CharSet = CharSet.Unicode, SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool StartServiceCtrlDispatcher(Entry[] table);

    [DllImport("advapi32.dll", EntryPoint = "RegisterServiceCtrlHandlerExW", CharSet = CharSet.Unicode, SetLastError = true)]
    private static extern IntPtr RegisterServiceCtrlHandlerEx(string name, Handler handler, IntPtr context);

    [DllImport("advapi32.dll")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool SetServiceStatus(IntPtr handle, ref Status status);

    [StructLayout(LayoutKind.Sequential, CharSet = CharSet.Unicode)]
    private struct Entry
    {
        [MarshalAs(UnmanagedType.LPWStr)]
        public string? Name;
        public IntPtr Main;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Status
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
