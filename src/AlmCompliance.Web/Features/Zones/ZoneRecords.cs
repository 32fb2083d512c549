using AlmCompliance.Data.Segmentation;
using AlmCompliance.Domain.Segmentation;

namespace AlmCompliance.Web.Features.Zones;

/// <summary>What is known of one boundary.</summary>
public enum BoundaryState
{
    /// <summary>Nobody tried it.</summary>
    NotProven = 0,

    /// <summary>A connection came through, and no block was proven since.</summary>
    Open,

    /// <summary>Tried, and nothing showed that the target was there.</summary>
    Inconclusive,

    /// <summary>A proof of a block that is too old.</summary>
    Expired,

    /// <summary>A fresh, controlled proof of a block.</summary>
    Blocked,
}

internal sealed record ZoneName(Guid Id, string Name);

/// <param name="Hosts">That stand in it.</param>
/// <param name="Touching">That stand elsewhere or nowhere, and have an address in it.</param>
internal sealed record ZoneListItem(
    Guid Id, string Name, string Site, ZoneCriticality Criticality, string Owner, bool ProbesAllowed, int Hosts, int Touching, int Ranges);

internal sealed record RangeItem(Guid Id, string Text, DateTimeOffset? ConfirmedAt, string? ConfirmedBy);

internal sealed record WindowItem(Guid Id, DateTimeOffset From, DateTimeOffset To, string Note);

/// <param name="From">Null: from outside the plant.</param>
internal sealed record ConduitItem(
    Guid Id, Guid? From, string? FromName, Guid To, string ToName, int Port, string Reason, string CreatedBy, DateTimeOffset CreatedAt);

/// <param name="From">Null: from outside the plant.</param>
internal sealed record BoundaryItem(
    Guid? From, string FromName, Guid To, Guid RangeId, string Range, int Port, BoundaryState State, bool HasConduit,
    DateTimeOffset? BlockedAt, DateTimeOffset? OpenAt, DateTimeOffset? InconclusiveAt);

internal sealed record ZoneDetail(
    Guid Id, string Name, string Site, ZoneCriticality Criticality, string Owner, int Hosts,
    bool ProbesAllowed, TimeOnly? ProbesFrom, TimeOnly? ProbesTo, string? OldTargetsApprovedBy, DateTimeOffset? OldTargetsApprovedAt,
    IReadOnlyList<RangeItem> Ranges, IReadOnlyList<WindowItem> Windows, IReadOnlyList<ConduitItem> Conduits, IReadOnlyList<BoundaryItem> Boundaries);

/// <summary>A host that a person must place.</summary>
internal sealed record HostQuestion(Guid Id, string Name, Guid? ZoneId, string? Zone, ZoneBasis Basis, string? Addresses, IReadOnlyList<string> Touched);

internal sealed record HostQuestions(IReadOnlyList<HostQuestion> Items, int Total);

internal sealed record ZoneOverview(IReadOnlyList<ZoneListItem> Zones, BoundaryMatrix Matrix, HostQuestions Questions);

/// <summary>From every zone, in rows, to each zone that the reader sees, in columns.</summary>
internal sealed record BoundaryMatrix(IReadOnlyList<ZoneName> To, IReadOnlyList<MatrixRow> Rows)
{
    public static BoundaryMatrix Of(IReadOnlyList<ZoneListItem> zones, IReadOnlyList<BoundaryItem> boundaries) => new(
        [.. zones.Select(z => new ZoneName(z.Id, z.Name))],
        [.. boundaries.GroupBy(b => (b.From, b.FromName)).OrderBy(g => g.Key.From is null).ThenBy(g => g.Key.FromName, StringComparer.Ordinal)
            .Select(g => new MatrixRow(g.Key.From, g.Key.FromName, [.. zones.Select(z => MatrixCell.Of(g.Where(b => b.To == z.Id).ToList()))]))]);
}

internal sealed record MatrixRow(Guid? From, string Name, IReadOnlyList<MatrixCell?> Cells);

/// <summary>A zone's ranges together: as good as the worst of them.</summary>
internal sealed record MatrixCell(BoundaryState State, bool HasConduit, int Ranges, int Blocked, DateTimeOffset? Oldest)
{
    public static MatrixCell? Of(IReadOnlyList<BoundaryItem> boundaries) => boundaries.Count == 0
        ? null
        : new MatrixCell(
            Worst(boundaries.Select(b => b.State)), boundaries.Any(b => b.HasConduit), boundaries.Count,
            boundaries.Count(b => b.State == BoundaryState.Blocked), boundaries.Min(b => b.OpenAt ?? b.BlockedAt));

    private static BoundaryState Worst(IEnumerable<BoundaryState> states) => states.MinBy(s => s switch
    {
        BoundaryState.Open => 0,
        BoundaryState.NotProven => 1,
        BoundaryState.Inconclusive => 2,
        BoundaryState.Expired => 3,
        _ => 4,
    });
}
