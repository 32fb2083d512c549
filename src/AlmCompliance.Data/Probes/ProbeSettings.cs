namespace AlmCompliance.Data.Probes;

/// <summary>Whether the server hands out probes at all: one row, off until a person switches it on.</summary>
public sealed class ProbeSettings
{
    public int Id { get; set; } = 1;
    public bool Enabled { get; set; }
    public string? EnabledBy { get; set; }
    public DateTimeOffset? EnabledAt { get; set; }

    /// <summary>The stop button: while set nothing is handed out, whatever else says.</summary>
    public DateTimeOffset? StoppedAt { get; set; }
    public string? StoppedBy { get; set; }
}

/// <summary>A port that a site allows probes to try. Never taken from a report.</summary>
public sealed class ProbePort
{
    public string SiteKey { get; set; } = "";
    public int Port { get; set; }
    public required string EnteredBy { get; set; }
    public DateTimeOffset EnteredAt { get; set; }
}
