using AlmCompliance.Data.Compliance;
using AlmCompliance.Data.Inventory;
using AlmCompliance.Data.Trail;
using AlmCompliance.Domain.Rules;

namespace AlmCompliance.Data.Tests;

/// <summary>Rows that are valid and say nothing in particular.</summary>
internal static class NewRow
{
    public static DateTimeOffset Now { get; } = new(2026, 11, 22, 10, 15, 0, TimeSpan.Zero);

    public static Zone Zone(string name) => new() { Name = name, NameKey = SortKeys.Of(name), CreatedAt = Now };

    public static Host Host(string name) => new() { Name = name, NameKey = SortKeys.Of(name), SearchKey = SortKeys.Folded(name), MachineId = $"{Guid.NewGuid():N}", EnrolledAt = Now };

    public static FindingPeriod Finding(Host host, RuleId rule = RuleId.ALM0001, string advisory = "57252401") =>
        new() { HostId = host.Id, Rule = rule, AdvisoryId = advisory, Reason = FindingReason.UpdateMissing, OpenedAt = Now, DueAt = Now };

    public static AuditAct Act(string subjectId = "1", string before = "", string after = "") =>
        new("Person", "p1", "Ada", "host.changed", "host", subjectId, before, after);
}
