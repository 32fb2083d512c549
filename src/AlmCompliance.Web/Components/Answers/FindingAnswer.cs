using System.Globalization;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Web.Components.Sentences;

namespace AlmCompliance.Web.Components.Answers;

/// <summary>A finding on a host as the API says it, in English.</summary>
/// <param name="AdvisoryId">Null where the rule is about none.</param>
internal sealed record FindingAnswer(RuleId Rule, string? AdvisoryId, DateTimeOffset OpenedAt, DateTimeOffset DueAt, string Message, string Remedy)
{
    public static FindingAnswer Of(
        RuleId rule, string? advisoryId, FindingReason reason, IReadOnlyList<string> arguments, DateTimeOffset openedAt, DateTimeOffset dueAt) => new(
        rule,
        string.IsNullOrEmpty(advisoryId) ? null : advisoryId,
        openedAt,
        dueAt,
        FindingSentences.Message(reason, arguments, CultureInfo.InvariantCulture),
        FindingSentences.Remedy(reason, arguments, CultureInfo.InvariantCulture));
}
