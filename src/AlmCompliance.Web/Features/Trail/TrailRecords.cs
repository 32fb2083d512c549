using AlmCompliance.Data.Trail;
using AlmCompliance.Web.Hosting;

namespace AlmCompliance.Web.Features.Trail;

/// <summary>One act as a reader sees it.</summary>
internal sealed record TrailItem
{
    public required long Sequence { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string ActorKind { get; init; }
    public required string ActorId { get; init; }
    public required string ActorName { get; init; }
    public required string Action { get; init; }
    public required string SubjectKind { get; init; }
    public required string SubjectId { get; init; }
    public required string Before { get; init; }
    public required string After { get; init; }
    public required byte[] Hash { get; init; }

    /// <summary>What it is called today; null where nothing bears that id any more, or the id is all that there is.</summary>
    public string? SubjectName { get; init; }

    /// <summary>Before and after tell of hosts in zones that the reader does not see, and are left out.</summary>
    public bool IsWithheld { get; init; }
}

/// <param name="Signed">The newest head that was signed; null before the first.</param>
internal sealed record TrailHeads(TrailHead Now, TrailCheckpoint? Signed, TrailState Chain);

/// <param name="Total">Entries of the filter.</param>
/// <param name="Recorded">Entries in the reader's sight, whatever the filter: the whole trail for who sees every zone; else null.</param>
/// <param name="Zones">The zones that a filter offers.</param>
internal sealed record TrailListing(
    IReadOnlyList<TrailItem> Items, int Total, long? Recorded, IReadOnlyList<string> Zones, TrailState Chain, IReadOnlyList<string> UnknownZones)
{
    /// <summary>What ids in before and after are called today, as far as the reader sees them.</summary>
    public IReadOnlyDictionary<Guid, string> Names { get; init; } = new Dictionary<Guid, string>();
}
