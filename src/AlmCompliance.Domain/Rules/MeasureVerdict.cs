using AlmCompliance.Domain.Advisories;

namespace AlmCompliance.Domain.Rules;

/// <summary>Whether a protective measure holds on a host.</summary>
public enum MeasureState
{
    /// <summary>Nothing may be said.</summary>
    Unknown = 0,

    /// <summary>Evidence says that it does not hold.</summary>
    NotInPlace,

    /// <summary>Evidence says that it holds.</summary>
    InPlace,

    /// <summary>The host does not need it.</summary>
    NotRequired,
}

/// <summary>What a measure's state rests on. Numbers are stored: new ones come last.</summary>
public enum MeasureBasis
{
    /// <summary>Nothing speaks of it.</summary>
    NotJudged = 0,

    /// <summary>The fixed version is installed and in force.</summary>
    Fixed,

    /// <summary>The host is a validly declared licence server.</summary>
    LicenceServer,

    /// <summary>A person's valid attestation.</summary>
    Attestation,

    /// <summary>M2: another host connected to it.</summary>
    Probe,

    /// <summary>M2: setting, service and listeners contradict each other.</summary>
    Contradiction,

    /// <summary>M2: the service cannot run.</summary>
    ServiceNotRunning,

    /// <summary>M2: it listens on loopback alone, or nowhere.</summary>
    LoopbackOnly,

    /// <summary>M2: the host's own firewall blocks every remote.</summary>
    Firewall,

    /// <summary>M2: it listens where others can reach it.</summary>
    Listening,

    /// <summary>M2: the setting that the site proved.</summary>
    Setting,

    /// <summary>M2: the default of its version.</summary>
    Default,

    /// <summary>No ALM is installed.</summary>
    NotInstalled,

    /// <summary>M1: every boundary is proven blocked, or attested, or restricted to a permitted conduit.</summary>
    BoundariesClosed,

    /// <summary>M1: a boundary let a connection through.</summary>
    BoundaryOpen,

    /// <summary>M1: at least one boundary has neither a fresh proof nor an attestation.</summary>
    BoundaryNotProven,

    /// <summary>M1: the host stands in no zone, or no zones are drawn.</summary>
    Unzoned,

    /// <summary>M1: a person has to say in which zone the host stands.</summary>
    ZoneNotClear,

    /// <summary>M1: the host uses another port than the one that is proven.</summary>
    OtherPort,

    /// <summary>M3: the kill bit is set in every registry view.</summary>
    KillBit,

    /// <summary>M3: the control is on no registry view and its file is absent.</summary>
    ControlAbsent,

    /// <summary>M3: machine policy switches ActiveX off in the Internet zone.</summary>
    ActiveXPolicy,

    /// <summary>M3: the control is there, and neither kill bit nor policy keeps it from loading.</summary>
    ControlLoads,
}

/// <summary>A measure's state on a host for one advisory, with what it rests on.</summary>
/// <param name="Advisory">The advisory that asks for it.</param>
/// <param name="Measure">The measure.</param>
/// <param name="State">Its state.</param>
/// <param name="Basis">What the state rests on.</param>
/// <param name="HoldsUntil">When that basis expires; null where nothing does.</param>
public readonly record struct MeasureVerdict(
    AdvisoryId Advisory, ProtectiveMeasure Measure, MeasureState State, MeasureBasis Basis, DateTimeOffset? HoldsUntil);
