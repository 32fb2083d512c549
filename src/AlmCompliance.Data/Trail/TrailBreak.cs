namespace AlmCompliance.Data.Trail;

/// <summary>What is wrong with a trail.</summary>
public enum TrailFlaw
{
    /// <summary>A line of a file is no entry.</summary>
    Unreadable = 1,

    /// <summary>An entry is missing between others, or at the beginning.</summary>
    Gap,

    /// <summary>An entry stands where one with a higher number belongs.</summary>
    OutOfOrder,

    /// <summary>The digest of an entry is not that of its fields.</summary>
    Edited,

    /// <summary>An entry is whole and does not follow from the one before it, which somebody changed and hashed anew.</summary>
    Detached,

    /// <summary>The newest entries are missing.</summary>
    Truncated,

    /// <summary>An entry has another digest than a witness says, though the chain up to it holds: it was hashed anew.</summary>
    Rewritten,

    /// <summary>A head lies before the first entry that is there to be read.</summary>
    NotReached,

    /// <summary>An entry was added past the head, by nobody who keeps the trail.</summary>
    Added,

    /// <summary>The row of the newest entry is missing.</summary>
    NoHead,

    /// <summary>A checkpoint does not bear the signature of a certificate of this site.</summary>
    ForgedCheckpoint,

    /// <summary>The trail does not know a certificate that checkpoints are signed with.</summary>
    SwappedCertificate,

    /// <summary>A checkpoint, a certificate or the row of the newest entry holds what none can hold.</summary>
    Illegible,
}

/// <summary>The first thing that is wrong.</summary>
/// <param name="Sequence">The entry that is wrong, or the first that is missing.</param>
/// <param name="Witness">Who contradicts what is there.</param>
/// <param name="WitnessAt">The entry that the witness knows; 0 without one.</param>
/// <param name="ConfirmedTo">Up to which entry a witness had confirmed the trail before.</param>
public sealed record TrailBreak(long Sequence, TrailFlaw Flaw, TrailWitness Witness = TrailWitness.None, long WitnessAt = 0, long ConfirmedTo = 0)
{
    /// <summary>In English, for the log and the command line.</summary>
    public override string ToString() => Flaw switch
    {
        TrailFlaw.Unreadable => $"entry {Sequence} cannot be read",
        TrailFlaw.Gap => $"entry {Sequence} is missing",
        TrailFlaw.OutOfOrder => $"entry {Sequence} stands in the wrong place",
        TrailFlaw.Edited => $"entry {Sequence} was changed: its digest is not that of its fields",
        TrailFlaw.Detached => $"entry {Sequence} does not follow from the one before it, which was changed and hashed anew",
        TrailFlaw.Truncated => $"the entries from {Sequence} on are missing; {Who} knows entry {WitnessAt}",
        TrailFlaw.Rewritten => $"entry {Sequence} is not the one that {Who} knows: entries after {ConfirmedTo} were changed and hashed anew",
        TrailFlaw.NotReached => $"the head of entry {Sequence} lies before what is there to be read",
        TrailFlaw.Added => $"entry {Sequence} was added past the head",
        TrailFlaw.NoHead => $"the row of the newest entry is missing",
        TrailFlaw.ForgedCheckpoint => $"the checkpoint of entry {Sequence} does not bear the signature of this site",
        TrailFlaw.Illegible => "a checkpoint, a certificate or the row of the newest entry was changed: it cannot be read",
        _ => $"a signing certificate is not the one that the trail names in entry {Sequence}",
    };

    private string Who => Witness switch
    {
        TrailWitness.Outside => "the head given",
        TrailWitness.Checkpoint => "a signed checkpoint",
        _ => "the head row",
    };
}
