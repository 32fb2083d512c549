namespace AlmCompliance.Agent.Collecting;

/// <summary>Everything of the host that collectors read.</summary>
internal sealed class HostSources(
    IRegistry registry, IProcessList processes, IListenerTable listeners, INetworkAddresses addresses, IFileSystem files, IWindows windows)
{
    public IRegistry Registry { get; } = registry;

    public IProcessList Processes { get; } = processes;

    public IListenerTable Listeners { get; } = listeners;

    public INetworkAddresses Addresses { get; } = addresses;

    public IFileSystem Files { get; } = files;

    public IWindows Windows { get; } = windows;
}
