using System.Globalization;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Domain.Segmentation;
using AlmCompliance.Web.Components.Sentences;

namespace AlmCompliance.Web.Components.Answers;

/// <summary>A finding on a host as the API says it, in English.</summary>
/// <param name="AdvisoryId">Null where the rule is about none.</param>
internal sealed record FindingAnswer(RuleId Rule, string? AdvisoryId, DateTimeOffset OpenedAt, DateTimeOffset DueAt, string Message, string Remedy)
{
    /// <summary>The zone's last maintenance window that ends by the due date; null where there is none: then only an approved deferral helps.</summary>
    public WindowAnswer? LastWindow { get; init; }

    public static FindingAnswer Of(
        RuleId rule, string? advisoryId, FindingReason reason, IReadOnlyList<string> arguments, DateTimeOffset openedAt, DateTimeOffset dueAt) => new(
        rule,
        string.IsNullOrEmpty(advisoryId) ? null : advisoryId,
        openedAt,
        dueAt,
        FindingSentences.Message(reason, arguments, CultureInfo.InvariantCulture),
        FindingSentences.Remedy(reason, arguments, CultureInfo.InvariantCulture));
}

/// <summary>A span in which a zone may be worked on, as the API says it.</summary>
internal sealed record WindowAnswer(DateTimeOffset From, DateTimeOffset To)
{
    public static WindowAnswer? Of(MaintenanceWindow? window) => window is { } known ? new WindowAnswer(known.From, known.To) : null;
}
