using System.Globalization;

namespace AlmCompliance.Domain.Inventory;

/// <summary>How a machine looks to others.</summary>
/// <param name="Name">The computer name.</param>
/// <param name="Addresses">Its addresses with prefix lengths, one space between them; null where it told none.</param>
public sealed record MachineFace(string Name, string? Addresses)
{
    /// <summary>Whether this can hardly be the same machine a little later: another name, or no address in common.</summary>
    public bool IsUnlike(MachineFace other) =>
        !string.Equals(Name, other.Name, StringComparison.OrdinalIgnoreCase)
        || (Addresses is not null && other.Addresses is not null && !Addresses.Split(' ').Intersect(other.Addresses.Split(' '), StringComparer.Ordinal).Any());

    /// <summary>As an administrator writes it: <c>ES-041 10.20.4.41/24</c>.</summary>
    public override string ToString() => Addresses is null ? Name : $"{Name} {Addresses}";
}

/// <summary>What one report tells of the machine that it came from.</summary>
/// <param name="At">When its facts were true, by the server's clock.</param>
/// <param name="Face">Name and addresses.</param>
/// <param name="BootAt">When the machine last started, by the server's clock; null where it does not say, or cannot say it well.</param>
/// <param name="IsFresh">Whether it was sent at once: of what waited on a host whose clock was set meanwhile nobody knows the time.</param>
public sealed record SeenMachine(DateTimeOffset At, MachineFace Face, DateTimeOffset? BootAt, bool IsFresh);

/// <summary>
/// What a host's reports have shown of its machine. A machine's last start only ever moves on: where reports say an earlier one
/// again, two machines send them. One step back alone, while it looks the same, may be the server's own clock that was set.
/// </summary>
public sealed record MachineTraces
{
    /// <summary>Two readings of one start differ by the way of the report, and by what the host's tick runs off in a year without contact.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan SameStart = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan FacesCount = TimeSpan.FromDays(1);
    private static readonly TimeSpan StepsCount = TimeSpan.FromDays(7);

    /// <summary>The last start that the latest fresh report told; null where it told none.</summary>
    public DateTimeOffset? BootAt { get; init; }

    /// <summary>When it last went back while the machine looked the same.</summary>
    public DateTimeOffset? WentBackAt { get; init; }

    /// <summary>The present face; null before the first report.</summary>
    public MachineFace? Face { get; init; }

    /// <summary>When that was last seen.</summary>
    public DateTimeOffset? FaceAt { get; init; }

    /// <summary>The face before.</summary>
    public MachineFace? Former { get; init; }

    /// <summary>When that was last seen.</summary>
    public DateTimeOffset? FormerAt { get; init; }

    /// <summary>Two faces that a person knows to be one machine's, in words.</summary>
    public IReadOnlyList<string> KnownFaces { get; init; } = [];

    /// <summary>Whether a report is just what the last one was: then <see cref="After"/> has nothing to say.</summary>
    public static bool IsSameStart(DateTimeOffset? known, DateTimeOffset? told) =>
        known is { } one && told is { } other ? (one - other).Duration() <= SameStart : known is null && told is null;

    /// <summary>The traces after one more report, which is the newest of its host, and the doubt that it raises.</summary>
    public (MachineTraces Next, IdentityDoubt? Doubt) After(SeenMachine seen)
    {
        var hasChanged = Face is not null && Face != seen.Face;
        var next = this with
        {
            Face = seen.Face,
            FaceAt = seen.At,
            Former = hasChanged ? Face : Former,
            FormerAt = hasChanged ? FaceAt : FormerAt,
        };
        if (!seen.IsFresh)
        {
            return (next, null);
        }

        next = next with { BootAt = IsSameStart(BootAt, seen.BootAt) ? BootAt : seen.BootAt };
        if (BootAt is { } known && seen.BootAt is { } told && known - told > Tolerance)
        {
            // An address more or less is no other machine: those that IPv6 makes up for a day come and go.
            return Face!.IsUnlike(seen.Face) || seen.At - WentBackAt <= StepsCount
                ? (next with { WentBackAt = seen.At }, new IdentityDoubt(IdentitySign.BootTimes, seen.At, [Words(told), Words(known), seen.Face.ToString(), Face.ToString()]))
                : (next with { WentBackAt = seen.At }, null);
        }

        return hasChanged && IsBackFrom(seen)
            ? (next, new IdentityDoubt(IdentitySign.Faces, seen.At, [seen.Face.ToString(), Face!.ToString()]))
            : (next, null);
    }

    /// <summary>A, B and A again within a day, and no start that says it was one machine all the time: a name takes a start to change.</summary>
    private bool IsBackFrom(SeenMachine seen) =>
        Former == seen.Face
        && seen.At - FormerAt <= FacesCount
        && Face!.IsUnlike(seen.Face)
        && (BootAt is null || seen.BootAt is null || BootAt - seen.BootAt > SameStart
            || (IsSameStart(BootAt, seen.BootAt) && !string.Equals(Face.Name, seen.Face.Name, StringComparison.OrdinalIgnoreCase)))
        && !(KnownFaces.Contains(Face.ToString()) && KnownFaces.Contains(seen.Face.ToString()));

    private static string Words(DateTimeOffset at) => at.UtcDateTime.ToString("u", CultureInfo.InvariantCulture);
}
