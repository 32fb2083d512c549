namespace AlmCompliance.Domain.Inventory;

/// <summary>What shows that two machines use one host's identity. Numbers are stored: new ones come last.</summary>
public enum IdentitySign
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The moment of the last start went back, which no machine's does.</summary>
    BootTimes,

    /// <summary>Name or addresses changed to others and back.</summary>
    Faces,

    /// <summary>Two signed files bear one number and say different things.</summary>
    Files,
}

/// <summary>
/// Two machines have used one host's identity: nothing that either says counts until a person has settled it and the machine
/// that is left has reported again.
/// </summary>
/// <param name="Sign">What shows it.</param>
/// <param name="Since">From when on it was known.</param>
/// <param name="Words">The two that cannot be one machine's, the earlier first, then names and addresses; raw host text, so encode before use.</param>
/// <param name="SettledAt">When a person settled it; null while nobody has.</param>
public sealed record IdentityDoubt(IdentitySign Sign, DateTimeOffset Since, IReadOnlyList<string> Words, DateTimeOffset? SettledAt = null)
{
    /// <summary>Whether facts of that moment end it.</summary>
    public bool EndsWith(DateTimeOffset evidenceAt) => SettledAt is { } settled && evidenceAt >= settled;
}
