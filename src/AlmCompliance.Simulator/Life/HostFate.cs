namespace AlmCompliance.Simulator.Life;

/// <summary>What becomes of a host, dealt before its life is written.</summary>
internal sealed record HostFate(UpdateFate Update, RemoteFate Remote, VoiceFate Voice, Era Era);

/// <summary>The story of a host's ALM.</summary>
internal enum UpdateFate
{
    /// <summary>The fix was in force before the history begins.</summary>
    InForce = 0,
    WithoutAlm,

    /// <summary>V2 or V3, which the product note leaves out.</summary>
    BeforeScope,
    StaysVulnerable,

    /// <summary>Updated, and later set back by an old disk image.</summary>
    SetBack,
    Updated,
    RestartPending,
    RestartNotRead,

    /// <summary>Updated, but its version texts do not add up since.</summary>
    Unclear,
}

internal enum RemoteFate
{
    Off = 0,
    StaysOpen,
    Closed,

    /// <summary>Switched on again by a restored disk image.</summary>
    Reopened,
    NotKnown,
}

internal enum VoiceFate
{
    Talks = 0,
    SilentForGood,
    SilentForDays,
    AppearsLate,
}
