using AlmCompliance.Domain.Rules;
using AlmCompliance.Domain.Segmentation;

namespace AlmCompliance.Data.Compliance;

/// <summary>How many days a finding has, as a person set it; the rules say which row wins.</summary>
public sealed class StoredDeadline
{
    /// <summary>Where no row speaks.</summary>
    public const int DefaultDays = 35;

    public Guid Id { get; set; } = Guid.CreateVersion7();

    /// <summary><see cref="RuleId.Unknown"/>: every rule.</summary>
    public RuleId Rule { get; set; }

    /// <summary><see cref="ZoneCriticality.Unknown"/>: every zone, and hosts without one.</summary>
    public ZoneCriticality Criticality { get; set; }
    public int Days { get; set; }
    public required string SetBy { get; set; }
    public DateTimeOffset SetAt { get; set; }
}
