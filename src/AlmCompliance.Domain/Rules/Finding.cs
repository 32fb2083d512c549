using AlmCompliance.Domain.Advisories;

namespace AlmCompliance.Domain.Rules;

/// <summary>A rule's number. One rule, one number, for ever.</summary>
public enum RuleId
{
    /// <summary>No rule.</summary>
    Unknown = 0,

    /// <summary>A security update is missing.</summary>
    ALM0001 = 1,

    /// <summary>Remote access is on, assumed on, or not known, on a host that is no declared licence server.</summary>
    ALM0002 = 2,

    /// <summary>The port measure is asked for and not in place.</summary>
    ALM0003 = 3,

    /// <summary>The browser measure is asked for and not in place.</summary>
    ALM0004 = 4,

    /// <summary>The version cannot be interpreted, or its sources contradict each other.</summary>
    ALM0005 = 5,

    /// <summary>No current evidence.</summary>
    ALM0006 = 6,

    /// <summary>The update is installed but a restart is pending, or nobody knows whether one is.</summary>
    ALM0007 = 7,

    /// <summary>A licence-server declaration has expired or lacks an owner.</summary>
    ALM0008 = 8,

    /// <summary>Nobody has reviewed the advisory catalogue for too long (fleet-wide).</summary>
    ALM0009 = 9,

    /// <summary>Two machines report under one identity.</summary>
    ALM0010 = 10,
}

/// <summary>
/// Why a finding is open: the code of a sentence that the screen and the API say in the reader's language. Numbers are
/// stored: new ones come last.
/// </summary>
public enum FindingReason
{
    /// <summary>No reason.</summary>
    Unknown = 0,

    /// <summary>ALM0001. Arguments: installed version, first fixed version.</summary>
    UpdateMissing,

    /// <summary>ALM0002. Arguments: the address and port that another host reached or the time it did.</summary>
    RemoteAccessProbedOpen,

    /// <summary>ALM0002. Arguments: the sockets that are reachable.</summary>
    RemoteAccessListening,

    /// <summary>ALM0002, switched on by the setting that the site proved.</summary>
    RemoteAccessSetOn,

    /// <summary>ALM0002, nothing known and on by default before V6.0 SP2. Arguments: installed version, or empty.</summary>
    RemoteAccessAssumedOn,

    /// <summary>ALM0002, nothing known.</summary>
    RemoteAccessNotKnown,

    /// <summary>ALM0002, what was found contradicts itself. Arguments: the one, the other.</summary>
    RemoteAccessContradiction,

    /// <summary>ALM0005, no version text at all.</summary>
    VersionMissing,

    /// <summary>ALM0005. Arguments: the text, its source.</summary>
    VersionNotInterpretable,

    /// <summary>ALM0005. Arguments: the one text, the other.</summary>
    VersionContradiction,

    /// <summary>ALM0005, a collector of version texts failed. Arguments: collector, its message.</summary>
    VersionCollectorFailed,

    /// <summary>ALM0006, enrolled or expected, and never reported.</summary>
    NeverReported,

    /// <summary>ALM0006. Arguments: days allowed.</summary>
    EvidenceTooOld,

    /// <summary>ALM0007. Arguments: installed version.</summary>
    RestartPending,

    /// <summary>ALM0007. Arguments: installed version.</summary>
    RestartNotKnown,

    /// <summary>ALM0001, no update ends it in this product line. Arguments: installed version.</summary>
    NoUpdateForLine,

    /// <summary>ALM0003, a connection came through a boundary. Arguments: the zone beyond it, or empty.</summary>
    PortOpen,

    /// <summary>ALM0003, a boundary has neither a fresh proof nor an attestation.</summary>
    PortNotProven,

    /// <summary>ALM0003, the host stands in no zone, or no zones are drawn.</summary>
    PortUnzoned,

    /// <summary>ALM0003, a person has to say in which zone the host stands.</summary>
    PortZoneNotClear,

    /// <summary>ALM0003, the host uses another port than the one that is probed. Arguments: the probed port.</summary>
    PortIsAnother,

    /// <summary>ALM0004, the control is there and nothing keeps a web site from loading it. Arguments: CVE where the host is outside the advisory, or none.</summary>
    BrowserLoadsControl,

    /// <summary>ALM0004, nothing shows whether the control can be loaded. Arguments: CVE where the host is outside the advisory, or none.</summary>
    BrowserNotKnown,

    /// <summary>ALM0008. Arguments: the declaration.</summary>
    LicenceServerExpired,

    /// <summary>ALM0008. Arguments: the declaration.</summary>
    LicenceServerWithoutOwner,

    /// <summary>ALM0008, version or host list are not what was declared. Arguments: the declaration.</summary>
    LicenceServerLapsed,

    /// <summary>ALM0009. Arguments: days allowed.</summary>
    CatalogueNotReviewed,

    /// <summary>ALM0010. Arguments: the start that is told again, the one that was told in between, names and addresses to each.</summary>
    TwoMachinesByBoot,

    /// <summary>ALM0010. Arguments: name and addresses that came back, those in between.</summary>
    TwoMachinesByAddress,

    /// <summary>ALM0010. Arguments: the number that two signed files bear.</summary>
    TwoMachinesByFile,

    /// <summary>ALM0010, a person has settled it and no report has come since. Arguments: those of the reason before.</summary>
    TwoMachinesSettled,
}

/// <summary>One rule's open point on one host.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Advisory">The advisory it is about; null where it is about none.</param>
/// <param name="Reason">Why, as a code.</param>
/// <param name="Arguments">The words that the reason's sentence needs, culprit first; raw host text, so encode before use.</param>
/// <param name="OpensAt">
/// From when on it is open: now, except what is known beforehand: ALM0006 when the evidence expires, ALM0008 when the
/// declaration does.
/// </param>
public readonly record struct Finding(RuleId Rule, AdvisoryId? Advisory, FindingReason Reason, IReadOnlyList<string> Arguments, DateTimeOffset OpensAt);
