using System.Net;

namespace AlmCompliance.Agent.Collecting;

/// <summary>The process list.</summary>
internal interface IProcessList
{
    RunningProcess[] Read();
}

/// <summary>Sockets that wait for TCP connections, IPv4 and IPv6, with the processes that own them.</summary>
internal interface IListenerTable
{
    OpenSocket[] Read();
}

/// <summary>The host's own addresses.</summary>
internal interface INetworkAddresses
{
    /// <summary>With prefix length, as in <c>10.20.4.41/24</c>.</summary>
    string[] Read();
}

/// <summary>Files, by name only.</summary>
internal interface IFileSystem
{
    bool FileExists(string path);

    /// <summary>Whether a file of that name lies in the folder or below it; false where there is no such folder.</summary>
    bool Holds(string folder, string fileName);

    /// <summary>Fills in <c>%ProgramFiles%</c> and the like.</summary>
    string Expand(string path);
}

/// <summary>What Windows knows beside registry, processes and files.</summary>
internal interface IWindows
{
    /// <summary>Whether a service runs; null where there is none of that name.</summary>
    bool? IsServiceRunning(string service);

    /// <summary>Serial number of the system volume; null where the system has none.</summary>
    uint? SystemVolumeSerial();

    /// <summary>Milliseconds since the start of Windows; null where the count may have begun anew.</summary>
    long? MillisecondsSinceBoot();

    /// <summary>The computer name.</summary>
    string ComputerName();
}

/// <summary>A process by its file name.</summary>
internal sealed class RunningProcess(int id, string fileName)
{
    public int Id { get; } = id;

    public string FileName { get; } = fileName;
}

/// <summary>A socket that waits for connections.</summary>
internal sealed class OpenSocket(IPAddress address, int port, int processId)
{
    public IPAddress Address { get; } = address;

    public int Port { get; } = port;

    public int ProcessId { get; } = processId;
}
