namespace AlmCompliance.Data.Scheduling;

/// <summary>A scheduled job: when it runs and how its last run went. The scheduler itself remembers nothing.</summary>
public sealed class JobSchedule
{
    public required string Name { get; set; }
    public required string Cron { get; set; }
    public DateTimeOffset? LastStartedAt { get; set; }
    public DateTimeOffset? LastFinishedAt { get; set; }
    public int LastHosts { get; set; }
    public int LastChanged { get; set; }
    public string? LastError { get; set; }
}
