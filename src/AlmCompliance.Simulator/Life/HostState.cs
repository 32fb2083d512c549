namespace AlmCompliance.Simulator.Life;

/// <summary>What is true of a host at one time; everything its report says follows from this and from what never changes.</summary>
internal sealed record HostState
{
    /// <summary>The ALM on it; null where there is none.</summary>
    public AlmRelease? Release { get; init; }

    public VersionQuirk Quirk { get; init; }

    public RestartState Restart { get; init; }

    public RemoteAccessSetup RemoteAccess { get; init; }

    /// <summary>Whether its agent talks to the server.</summary>
    public bool IsReporting { get; init; } = true;

    /// <summary>The last start that an event of its life brought about.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Whether a service laptop hangs on its second network port: a change that moves no verdict.</summary>
    public bool IsSecondPortUp { get; init; }

    public bool IsAffected => Release is { IsAffected: true } && Quirk == VersionQuirk.None;

    public bool IsInForce => Release is { IsFixed: true } && Quirk == VersionQuirk.None && Restart == RestartState.NotNeeded;

    public bool IsRemoteAccessOpen => Release is { } release && RemoteAccess switch
    {
        RemoteAccessSetup.AllAddresses or RemoteAccessSetup.OwnAddress or RemoteAccessSetup.RestrictedByFirewall => true,
        RemoteAccessSetup.NotRead => !release.IsFrom(AlmRelease.RemoteAccessOffByDefault),
        _ => false,
    };
}

/// <summary>What is wrong with a host's version texts.</summary>
internal enum VersionQuirk
{
    None = 0,

    /// <summary>The uninstall entry of the release before was left behind.</summary>
    Contradiction,

    /// <summary>A hotfix, whose rank nobody knows.</summary>
    Hotfix,

    /// <summary>A file version stands where the release should.</summary>
    FileVersion,

    /// <summary>The agent may not read the keys.</summary>
    NotReadable,
}

internal enum RestartState
{
    NotNeeded = 0,
    Pending,
    NotRead,
}

/// <summary>How a host's ALM can be reached, or what hides whether it can.</summary>
internal enum RemoteAccessSetup
{
    LoopbackOnly = 0,

    /// <summary>The service runs and listens nowhere.</summary>
    NoListener,
    BlockedByFirewall,
    ServiceDisabled,
    AllAddresses,
    OwnAddress,
    RestrictedByFirewall,

    /// <summary>The service is disabled, yet one of its processes listens.</summary>
    DisabledButListening,

    /// <summary>The listeners could not be read.</summary>
    NotRead,
}
