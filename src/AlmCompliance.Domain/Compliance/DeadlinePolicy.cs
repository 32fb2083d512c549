using AlmCompliance.Domain.Rules;
using AlmCompliance.Domain.Segmentation;

namespace AlmCompliance.Domain.Compliance;

/// <summary>How long a rule's findings may stay open in zones of a criticality.</summary>
/// <param name="Rule">The rule; <see cref="RuleId.Unknown"/> for every rule.</param>
/// <param name="Criticality">The zone's; <see cref="ZoneCriticality.Unknown"/> for every zone.</param>
/// <param name="Allowed">How long, more than zero.</param>
public sealed record Deadline(RuleId Rule, ZoneCriticality Criticality, TimeSpan Allowed);

/// <summary>
/// When findings are due: by rule and zone criticality, 35 days unless a site says otherwise (NERC CIP-007 R2), counted from
/// the first evidence or the advisory's entry into the catalogue, whichever is later; never from a date inside a document.
/// </summary>
/// <param name="deadlines">The site's own; the line that names the rule wins over the one that names the criticality alone.</param>
public sealed class DeadlinePolicy(IReadOnlyList<Deadline> deadlines)
{
    /// <summary>35 days for everything.</summary>
    public static DeadlinePolicy Default { get; } = new([]);

    /// <summary>What is allowed where the site says nothing.</summary>
    public static TimeSpan Usual { get; } = TimeSpan.FromDays(35);

    /// <summary>How long findings of the rule may stay open in such a zone.</summary>
    public TimeSpan AllowedFor(RuleId rule, ZoneCriticality criticality) =>
        Find(rule, criticality) ?? Find(rule, ZoneCriticality.Unknown) ?? Find(RuleId.Unknown, criticality) ?? Find(RuleId.Unknown, ZoneCriticality.Unknown) ?? Usual;

    /// <summary>When a finding is due.</summary>
    /// <param name="rule">Its rule.</param>
    /// <param name="criticality">Of the host's zone; unknown where it is in none.</param>
    /// <param name="openedAt">The first evidence for it.</param>
    /// <param name="enteredCatalogueAt">When the server first judged by its advisory; null where it is about none.</param>
    /// <param name="deferredUntil">Until when an approved deferral puts the missing update off; nothing else moves a due date, and no other rule's.</param>
    public DateTimeOffset DueAt(
        RuleId rule, ZoneCriticality criticality, DateTimeOffset openedAt, DateTimeOffset? enteredCatalogueAt, DateTimeOffset? deferredUntil = null)
    {
        var start = enteredCatalogueAt > openedAt ? enteredCatalogueAt.Value : openedAt;
        var allowed = AllowedFor(rule, criticality);
        var due = allowed > DateTimeOffset.MaxValue - start ? DateTimeOffset.MaxValue : start + allowed;
        return rule == RuleId.ALM0001 && deferredUntil > due ? deferredUntil.Value : due;
    }

    private TimeSpan? Find(RuleId rule, ZoneCriticality criticality)
    {
        foreach (var deadline in deadlines)
        {
            if (deadline.Rule == rule && deadline.Criticality == criticality)
            {
                return deadline.Allowed;
            }
        }

        return null;
    }
}
