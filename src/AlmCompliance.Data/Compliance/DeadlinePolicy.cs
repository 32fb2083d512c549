using AlmCompliance.Data.Inventory;
using AlmCompliance.Domain.Rules;

namespace AlmCompliance.Data.Compliance;

/// <summary>How many days a finding has. The row for rule and criticality wins over the one for the rule, that over the one for all.</summary>
public sealed class DeadlinePolicy
{
    /// <summary>Where no row speaks.</summary>
    public const int DefaultDays = 35;

    public Guid Id { get; set; } = Guid.CreateVersion7();

    /// <summary><see cref="RuleId.Unknown"/>: every rule.</summary>
    public RuleId Rule { get; set; }

    /// <summary>Null: every zone, and hosts without one.</summary>
    public ZoneCriticality? Criticality { get; set; }
    public int Days { get; set; }
    public required string SetBy { get; set; }
    public DateTimeOffset SetAt { get; set; }
}
