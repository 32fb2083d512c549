namespace AlmCompliance.Domain.Rules;

/// <summary>Whether other hosts can reach a host's ALM service.</summary>
public enum RemoteAccessState
{
    /// <summary>Nothing may be said.</summary>
    Unknown = 0,

    /// <summary>They cannot.</summary>
    Off,

    /// <summary>They can.</summary>
    On,

    /// <summary>Nothing is known and this ALM line has it on by default.</summary>
    AssumedOn,
}

/// <summary>What a <see cref="RemoteAccessState"/> rests on, in the order in which it is asked (DESIGN section 4).</summary>
public enum RemoteAccessBasis
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>1. Another host connected to it.</summary>
    Probe,

    /// <summary>2. Setting, service and listeners contradict each other.</summary>
    Contradiction,

    /// <summary>3. The service is absent or disabled and none of the ALM's processes runs.</summary>
    ServiceNotRunning,

    /// <summary>4. The complete listener list is loopback only, or empty.</summary>
    LoopbackOnly,

    /// <summary>5. It listens, and the firewall blocks every remote.</summary>
    Firewall,

    /// <summary>6. It listens where others can reach it.</summary>
    Listening,

    /// <summary>7. The setting that the site proved for this ALM line.</summary>
    Setting,

    /// <summary>7. A person's attestation.</summary>
    Attestation,

    /// <summary>8. The default of ALM versions before V6.0 SP2.</summary>
    Default,

    /// <summary>No ALM is installed.</summary>
    NotInstalled,
}

/// <summary>A host's remote access with its basis.</summary>
/// <param name="State">The state.</param>
/// <param name="Basis">What it rests on.</param>
/// <param name="Details">Raw words behind the basis, for example <c>0.0.0.0:4410 almsrv64x.exe</c>; encode before use.</param>
public sealed record RemoteAccess(RemoteAccessState State, RemoteAccessBasis Basis, IReadOnlyList<string> Details);
