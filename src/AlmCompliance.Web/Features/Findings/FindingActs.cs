using AlmCompliance.Data.Compliance;

namespace AlmCompliance.Web.Features.Findings;

internal enum FindingActKind
{
    Assign = 0,
    Release,
    Note,
}

/// <summary>What somebody wants to do about findings.</summary>
/// <param name="OwnerId">Of an assignment, the person.</param>
/// <param name="Text">Of a note, what it says.</param>
internal sealed record FindingAct(FindingActKind Kind, Guid OwnerId = default, string Text = "")
{
    /// <summary>Findings that one act may touch.</summary>
    public const int Most = 5000;

    public static FindingAct Release { get; } = new(FindingActKind.Release);

    /// <summary>The name of the field that is wrong, and why; null where none is.</summary>
    public (string Field, FindingActError Error)? Check(IReadOnlyList<SeenFinding> findings) => (Kind, findings.Count) switch
    {
        (_, 0) => ("ids", FindingActError.None),
        (_, > Most) => ("ids", FindingActError.TooMany),
        (FindingActKind.Note, _) when string.IsNullOrWhiteSpace(Text) => ("text", FindingActError.NoText),
        (FindingActKind.Note, _) when Text.Length > FindingNote.Longest || Text.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t')) => ("text", FindingActError.TextNotPlain),
        _ => null,
    };
}

internal enum FindingActError
{
    /// <summary>No finding was picked.</summary>
    None = 0,
    TooMany,
    NoText,
    TextNotPlain,
    NoSuchPerson,
}

/// <summary>What an act did, or would do: every finding that was asked for is in one of the numbers.</summary>
/// <param name="Changed">Findings that it changes.</param>
/// <param name="Unchanged">They are so already.</param>
/// <param name="Gone">No longer open, or not in the actor's sight.</param>
/// <param name="OutOfOwnersSight">On hosts that the new owner may not see.</param>
/// <param name="Moved">Somebody else gave them another owner since the actor looked; they are left alone.</param>
internal sealed record FindingActOutcome(int Asked, int Changed, int Unchanged, int Gone, int OutOfOwnersSight, int Moved)
{
    /// <summary>Of those that change, findings that somebody else sees to so far.</summary>
    public int FromOthers { get; init; }

    /// <summary>The new owner's name.</summary>
    public string? OwnerName { get; init; }

    public (string Field, FindingActError Error)? Refused { get; init; }

    /// <summary>What this and a further part of the same act did.</summary>
    public FindingActOutcome Plus(FindingActOutcome more) =>
        new(Asked + more.Asked, Changed + more.Changed, Unchanged + more.Unchanged, Gone + more.Gone, OutOfOwnersSight + more.OutOfOwnersSight, Moved + more.Moved)
        {
            FromOthers = FromOthers + more.FromOthers,
            OwnerName = more.OwnerName ?? OwnerName,
            Refused = more.Refused ?? Refused,
        };

    public static FindingActOutcome RefusedFor((string Field, FindingActError Error) refused) => new(0, 0, 0, 0, 0, 0) { Refused = refused };
}
