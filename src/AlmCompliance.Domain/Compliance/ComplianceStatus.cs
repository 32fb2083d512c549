namespace AlmCompliance.Domain.Compliance;

/// <summary>Whether a host meets an advisory.</summary>
public enum ComplianceStatus
{
    /// <summary>Nothing may be said. Zero, so that nothing unset ever passes.</summary>
    Unknown = 0,

    /// <summary>The advisory does not speak of this host.</summary>
    NotApplicable,

    /// <summary>The fixed version is installed and in force.</summary>
    Compliant,

    /// <summary>Affected, the update is deferred, and every asked measure is verified.</summary>
    Mitigated,

    /// <summary>Affected, and the risk is accepted by decision.</summary>
    Waived,

    /// <summary>Affected, and nothing holds it.</summary>
    NonCompliant,
}

/// <summary>Why a host has its status: the code of a sentence. Numbers are stored: new ones come last.</summary>
public enum StatusReason
{
    /// <summary>No reason.</summary>
    Unknown = 0,

    /// <summary>Never reported.</summary>
    NeverReported,

    /// <summary>The evidence is too old.</summary>
    EvidenceTooOld,

    /// <summary>The host says that no ALM is installed.</summary>
    NotInstalled,

    /// <summary>It says so, but something of the ALM was found, or a collector failed. Arguments: what.</summary>
    NotInstalledDoubtful,

    /// <summary>Older than what the advisory names. Arguments: version.</summary>
    OutsideScope,

    /// <summary>No version text.</summary>
    VersionMissing,

    /// <summary>A version text cannot be read. Arguments: text.</summary>
    VersionNotInterpretable,

    /// <summary>Version texts contradict each other. Arguments: the two.</summary>
    VersionContradiction,

    /// <summary>A collector of version texts failed. Arguments: collector.</summary>
    VersionCollectorFailed,

    /// <summary>The fixed version is in force. Arguments: version.</summary>
    Fixed,

    /// <summary>Fixed on disk, a restart is pending. Arguments: version.</summary>
    RestartPending,

    /// <summary>Fixed on disk, nobody knows whether a restart is pending. Arguments: version.</summary>
    RestartNotKnown,

    /// <summary>Affected, held by deferral and measures. Arguments: version, deferral.</summary>
    MeasuresInPlace,

    /// <summary>Affected, waived. Arguments: version, waiver.</summary>
    RiskAccepted,

    /// <summary>Affected, nothing holds it. Arguments: version, first fixed version.</summary>
    Affected,

    /// <summary>Typed or raw evidence cannot show more. Arguments: version.</summary>
    EvidenceTooWeak,

    /// <summary>Affected, nothing holds it, and no update ends it in this product line. Arguments: version.</summary>
    AffectedWithoutUpdate,

    /// <summary>No branch of the advisory speaks of this product line. Arguments: version.</summary>
    LineNotNamed,

    /// <summary>The advisory's range for this product line cannot be read. Arguments: version, the range's text.</summary>
    RangeNotInterpretable,

    /// <summary>It was held by a decision, and that, a proof beside it or the evidence has run out since; a reader says so until the host is judged anew.</summary>
    GroundsExpired,

    /// <summary>Two machines report under its identity, and nobody knows of which one the facts are.</summary>
    TwoMachines,
}
