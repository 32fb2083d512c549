namespace AlmCompliance.Web.Features.Hosts;

internal enum HostActKind
{
    Zone = 0,
    Owner,
    Role,
}

/// <summary>What somebody wants many hosts to have alike.</summary>
/// <param name="ZoneId">Of a placing, the zone; null lets their addresses decide again.</param>
/// <param name="Text">Of an owner or a role; blank takes it away, and what the plant's own list says counts again.</param>
internal sealed record HostAct(HostActKind Kind, Guid? ZoneId = null, string Text = "")
{
    /// <summary>Hosts that one act may touch.</summary>
    public const int Most = 2000;

    /// <summary>Characters of an owner or a role.</summary>
    public const int Longest = 120;

    /// <summary>As it is stored; null for none.</summary>
    public string? Value => string.IsNullOrWhiteSpace(Text) ? null : Text.Trim();

    /// <summary>The name of the field that is wrong, and why; null where none is.</summary>
    public (string Field, HostActError Error)? Check(int hosts) => hosts switch
    {
        0 => ("ids", HostActError.None),
        > Most => ("ids", HostActError.TooMany),
        _ when Value is { } value && (value.Length > Longest || value.Any(char.IsControl)) => ("value", HostActError.TextNotPlain),
        _ => null,
    };
}

internal enum HostActError
{
    /// <summary>No host was picked.</summary>
    None = 0,
    TooMany,
    TextNotPlain,
    NoSuchZone,
}

/// <summary>A host that somebody picked.</summary>
/// <param name="Was">How it stood when they saw the preview; null where that counts for nothing.</param>
internal sealed record SeenHost(Guid Id, string? Was = null);

/// <summary>What an act means for one host.</summary>
internal enum HostActResult
{
    Changes = 0,

    /// <summary>It is so already.</summary>
    Same,

    /// <summary>It is not in the actor's sight, or left the plant.</summary>
    Gone,

    /// <summary>Somebody changed it since the preview; it is left alone.</summary>
    ChangedSince,
}

/// <param name="Name">Empty for a host that is gone.</param>
/// <param name="From">What it has so far, as a reader knows it; null for nothing of its own.</param>
/// <param name="State">The same, for <see cref="SeenHost.Was"/>.</param>
internal sealed record HostActLine(Guid HostId, string Name, string? From, string State, HostActResult Result);

/// <summary>What an act did, or would do: every host that was asked for is one line.</summary>
/// <param name="To">The zone's name, the owner or the role; null for none.</param>
/// <param name="EndsProof">How many hosts lose the attested port measure, which was about where they stood.</param>
internal sealed record HostActOutcome(IReadOnlyList<HostActLine> Lines, string? To, int EndsProof)
{
    public (string Field, HostActError Error)? Refused { get; init; }

    public int Changed => Count(HostActResult.Changes);

    /// <summary>What the act has to find again in order to write.</summary>
    public IReadOnlyList<SeenHost> Seen => [.. Lines.Select(l => new SeenHost(l.HostId, l.State))];

    public int Count(HostActResult result) => Lines.Count(l => l.Result == result);

    public HostActOutcome Plus(HostActOutcome more) => new([.. Lines, .. more.Lines], more.To ?? To, EndsProof + more.EndsProof) { Refused = more.Refused ?? Refused };

    public static HostActOutcome RefusedFor((string Field, HostActError Error) refused) => new([], null, 0) { Refused = refused };
}
