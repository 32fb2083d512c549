namespace AlmCompliance.Simulator.Traffic;

/// <summary>How the plant talks to the server.</summary>
public sealed record PlantClientOptions
{
    /// <summary>Enrolment tokens by name of the zone.</summary>
    public IReadOnlyDictionary<string, string> TokensByZone { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The enrolment token of hosts whose zone has none of its own.</summary>
    public string? Token { get; init; }

    public bool Gzip { get; init; }

    /// <summary>Reports in flight at once.</summary>
    public int Concurrency { get; init; } = 16;

    /// <summary>Tries for one report, the first included.</summary>
    public int Tries { get; init; } = 8;
}

/// <summary>What an enrolment came to.</summary>
public enum EnrolmentOutcome
{
    /// <summary>The host has its key.</summary>
    Enrolled,

    /// <summary>The server knows the machine already, or asks a person first.</summary>
    Waiting,
}
