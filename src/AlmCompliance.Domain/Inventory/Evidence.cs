namespace AlmCompliance.Domain.Inventory;

/// <summary>How facts about a host reached the server.</summary>
public enum EvidenceOrigin
{
    /// <summary>Unknown origin; never enough for a verdict.</summary>
    Unknown = 0,

    /// <summary>Sent online by an enrolled agent.</summary>
    Agent,

    /// <summary>An inventory file signed by an enrolled agent.</summary>
    SignedFile,

    /// <summary>An unsigned export (registry, sc, netstat, osquery).</summary>
    RawExport,

    /// <summary>Typed in by a person.</summary>
    Typed,
}

/// <summary>When and how the facts were obtained.</summary>
/// <param name="Origin">How they came.</param>
/// <param name="At">When they were true, by the server's clock.</param>
public readonly record struct EvidenceStamp(EvidenceOrigin Origin, DateTimeOffset At)
{
    /// <summary>Whether an enrolled agent vouches for the facts; others can show what is wrong, never that all is well.</summary>
    public bool IsStrong => Origin is EvidenceOrigin.Agent or EvidenceOrigin.SignedFile;
}

/// <summary>How old evidence may grow before it proves nothing (DESIGN: rule ALM0006).</summary>
/// <param name="OnlineReport">A report that an agent sent.</param>
/// <param name="File">A signed file.</param>
/// <param name="TypedOrRaw">What a person typed, or an unsigned export.</param>
/// <param name="Probe">A connection attempt.</param>
/// <param name="Attestation">A person's word.</param>
public sealed record FreshnessLimits(TimeSpan OnlineReport, TimeSpan File, TimeSpan TypedOrRaw, TimeSpan Probe, TimeSpan Attestation)
{
    /// <summary>7 days, 35, 35, 7 and 180.</summary>
    public static FreshnessLimits Default { get; } = new(
        TimeSpan.FromDays(7), TimeSpan.FromDays(35), TimeSpan.FromDays(35), TimeSpan.FromDays(7), TimeSpan.FromDays(180));

    /// <summary>The age at which evidence of this origin expires; zero for an unknown origin.</summary>
    public TimeSpan For(EvidenceOrigin origin) => origin switch
    {
        EvidenceOrigin.Agent => OnlineReport,
        EvidenceOrigin.SignedFile => File,
        EvidenceOrigin.RawExport or EvidenceOrigin.Typed => TypedOrRaw,
        _ => TimeSpan.Zero,
    };

    /// <summary>The moment from which the evidence proves nothing any more.</summary>
    public DateTimeOffset ExpiryOf(EvidenceStamp evidence) => Add(evidence.At, For(evidence.Origin));

    /// <summary>
    /// Agents report each hour, and each report would move what every verdict holds by: that moves on in steps of this size, 6 hours
    /// of 7 days. A host that falls silent gets the rest of its time before it runs out.
    /// </summary>
    public TimeSpan Step => OnlineReport / 28;

    /// <summary>Until when verdicts hold that rest on this evidence: its expiry, or an earlier one that is near enough to stay.</summary>
    /// <param name="evidence">The newest.</param>
    /// <param name="held">Until when they held before it came; null where there were none.</param>
    /// <param name="now">The moment of judgement; what has run out by then stays no longer.</param>
    public DateTimeOffset HeldUntil(EvidenceStamp evidence, DateTimeOffset? held, DateTimeOffset now)
    {
        var expiry = ExpiryOf(evidence);
        return evidence.Origin == EvidenceOrigin.Agent && held is { } until && until > now && until <= expiry && expiry - until < Step ? until : expiry;
    }

    /// <summary>The evidence as the verdicts rest on it: of the time that <see cref="HeldUntil"/> left them.</summary>
    /// <param name="evidence">The newest.</param>
    /// <param name="held">Until when the verdicts hold; null where there are none.</param>
    public EvidenceStamp AsHeld(EvidenceStamp evidence, DateTimeOffset? held)
    {
        var behind = evidence.Origin == EvidenceOrigin.Agent && held is { } until ? ExpiryOf(evidence) - until : TimeSpan.Zero;
        return behind > TimeSpan.Zero && behind < Step ? evidence with { At = evidence.At - behind } : evidence;
    }

    /// <summary>The moment from which a connection attempt proves nothing any more.</summary>
    public DateTimeOffset ExpiryOfProbe(DateTimeOffset at) => Add(at, Probe);

    /// <summary>The moment from which a person's word proves nothing any more, however long it was given for.</summary>
    public DateTimeOffset ExpiryOfAttestation(DateTimeOffset approvedAt) => Add(approvedAt, Attestation);

    private static DateTimeOffset Add(DateTimeOffset at, TimeSpan limit) =>
        limit > DateTimeOffset.MaxValue - at ? DateTimeOffset.MaxValue : at + limit;
}
