using AlmCompliance.Data.Compliance;
using AlmCompliance.Web.Resources;
using Microsoft.Extensions.Localization;

namespace AlmCompliance.Web.Features.Findings;

/// <summary>What came of an act, in the reader's language.</summary>
internal static class FindingActWords
{
    public static string Done(IStringLocalizer<FindingsTexts> text, FindingActKind kind, FindingActOutcome outcome) =>
        kind is FindingActKind.Assign ? text["Done.Assign", outcome.Changed, outcome.OwnerName ?? ""] : text[$"Done.{kind}", outcome.Changed];

    /// <summary>Null where nothing is wrong.</summary>
    public static string? Wrong(IStringLocalizer<FindingsTexts> text, FindingActOutcome outcome) => outcome.Refused is { Error: var error } ? Sentence(text, error) : null;

    private static string Sentence(IStringLocalizer<FindingsTexts> text, FindingActError error) => error switch
    {
        FindingActError.TooMany => text["Error.TooMany", FindingAct.Most],
        FindingActError.TextNotPlain => text["Error.TextNotPlain", FindingNote.Longest],
        _ => text[$"Error.{error}"],
    };
}
