namespace AlmCompliance.Domain.Segmentation;

/// <summary>A boundary of one range and port: the way from one other zone, or from <see cref="ZoneId.Outside"/>, with the latest that probes showed of it.</summary>
/// <param name="From">The zone beyond it.</param>
/// <param name="HasConduit">Whether hosts of that zone may reach licence servers behind it.</param>
/// <param name="BlockedAt">The latest controlled proof of a block; null where there is none.</param>
/// <param name="OpenAt">The latest open answer by any host of the range; stands until a later block. Null where there is none.</param>
public sealed record Boundary(ZoneId From, bool HasConduit = false, DateTimeOffset? BlockedAt = null, DateTimeOffset? OpenAt = null)
{
    /// <summary>
    /// When the declaration ends of a licence server that answered over the conduit: until then its answer counts as
    /// restricted, from then on as open. Null where no such answer stands.
    /// </summary>
    public DateTimeOffset? RestrictedUntil { get; init; }

    /// <summary>The zone's name for a sentence; empty where nobody gave one.</summary>
    public string FromName { get; init; } = "";

    /// <summary>When the zone beyond was drawn: an earlier word on every boundary says nothing of this one. Null where it was always there.</summary>
    public DateTimeOffset? DrawnAt { get; init; }

    /// <summary>Whether an open answer stands at that moment.</summary>
    public bool IsOpenAt(DateTimeOffset now) => IsOpen || RestrictedUntil <= now;

    /// <summary>Whether an open answer has not been followed by a controlled block. Both at one moment is open.</summary>
    public bool IsOpen => OpenAt is { } open && !(BlockedAt > open);
}

/// <summary>All boundaries of one range and port; one object for every host that stands in the range.</summary>
/// <param name="Stand">The zone and the range.</param>
/// <param name="Boundaries">One for every other zone and for <see cref="ZoneId.Outside"/>.</param>
public sealed record RangeShield(ZoneStand Stand, IReadOnlyList<Boundary> Boundaries)
{
    /// <summary>What the boundaries come to together; asked once for each host of the range.</summary>
    internal ShieldSummary Summary { get; } = ShieldSummary.Of(Boundaries);
}

/// <summary>The boundaries of a range together.</summary>
/// <param name="BlockedAt">The oldest of their latest blocks; null where one of them has none, or there are no boundaries.</param>
/// <param name="IsOpen">Whether an open answer stands at one of them.</param>
/// <param name="RestrictedUntil">The earliest end of a restriction.</param>
internal readonly record struct ShieldSummary(DateTimeOffset? BlockedAt, bool IsOpen, DateTimeOffset? RestrictedUntil)
{
    public static ShieldSummary Of(IReadOnlyList<Boundary> boundaries)
    {
        var isOpen = false;
        var isBlocked = true;
        DateTimeOffset? oldest = null;
        DateTimeOffset? restrictedUntil = null;
        foreach (var boundary in boundaries)
        {
            isOpen |= boundary.IsOpen;
            isBlocked &= boundary.BlockedAt is not null;
            oldest = oldest < boundary.BlockedAt ? oldest : boundary.BlockedAt;
            restrictedUntil = restrictedUntil < boundary.RestrictedUntil ? restrictedUntil : boundary.RestrictedUntil ?? restrictedUntil;
        }

        return new ShieldSummary(isBlocked ? oldest : null, isOpen, restrictedUntil);
    }
}

/// <summary>The latest open answer that a host itself gave to one zone.</summary>
/// <param name="From">The zone of the host that connected; the default where nobody knows.</param>
/// <param name="At">When.</param>
/// <param name="CrossesBoundary">Whether it came from beyond the host's own zone.</param>
/// <param name="HasConduit">Whether that zone may reach licence servers in the host's zone.</param>
/// <param name="BlockedAt">The latest controlled block of the same address from the same zone; null where there is none.</param>
public sealed record OpenAnswer(ZoneId From, DateTimeOffset At, bool CrossesBoundary, bool HasConduit = false, DateTimeOffset? BlockedAt = null)
{
    /// <summary>The zone's name for a sentence; empty where nobody gave one.</summary>
    public string FromName { get; init; } = "";

    /// <summary>Whether it still speaks against the host's boundary.</summary>
    public bool Stands => CrossesBoundary && !(BlockedAt > At);
}

/// <summary>
/// What the network shows about one host's ALM port (DESIGN section 4, M1). Hosts of one range that answered nobody share
/// one object.
/// </summary>
/// <param name="Placement">How the host came into its zones.</param>
/// <param name="Port">The TCP port that all of this is about.</param>
/// <param name="Shields">One for every zone and range that the host stands in; empty where no zones are drawn or it is unzoned.</param>
/// <param name="OpenAnswers">The host's own open answers, controls among them.</param>
public sealed record HostShielding(PlacementKind Placement, int Port, IReadOnlyList<RangeShield> Shields, IReadOnlyList<OpenAnswer> OpenAnswers)
{
    /// <summary>The port that the ALM uses unless a site changed it.</summary>
    public const int DefaultPort = 4410;

    /// <summary>Unzoned and never probed.</summary>
    public static HostShielding None { get; } = new(PlacementKind.Unzoned, DefaultPort, [], []);

    /// <summary>When another host last connected to it; null where none ever did.</summary>
    public DateTimeOffset? LastFoundOpenAt
    {
        get
        {
            DateTimeOffset? last = null;
            for (var i = 0; i < OpenAnswers.Count; i++)
            {
                last = last is { } known && known >= OpenAnswers[i].At ? known : OpenAnswers[i].At;
            }

            return last;
        }
    }

    /// <summary>In no zone, and another host last connected to it at that moment.</summary>
    public static HostShielding FoundOpen(DateTimeOffset at) => None with { OpenAnswers = [new OpenAnswer(default, at, CrossesBoundary: true)] };
}
