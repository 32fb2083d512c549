using AlmCompliance.Web.Components.Values;
using AlmCompliance.Web.Resources;
using Microsoft.Extensions.Localization;

namespace AlmCompliance.Web.Features.Hosts;

/// <summary>What comes of an act, in the reader's language.</summary>
internal static class HostActWords
{
    public static string Would(IStringLocalizer<HostsTexts> text, HostAct act, HostActOutcome outcome) =>
        text[$"Bulk.Would.{Key(act)}", outcome.Lines.Count, outcome.Changed, HostileText.Tame(outcome.To ?? "", HostAct.Longest)];

    public static string Did(IStringLocalizer<HostsTexts> text, HostAct act, HostActOutcome outcome) =>
        text[$"Bulk.Did.{Key(act)}", outcome.Changed, HostileText.Tame(outcome.To ?? "", HostAct.Longest)];

    /// <summary>Which hosts stay as they are, and why.</summary>
    public static IEnumerable<string> Left(IStringLocalizer<HostsTexts> text, HostActOutcome outcome) =>
        ((HostActResult[])[HostActResult.Same, HostActResult.Gone, HostActResult.ChangedSince])
            .Select(result => (Result: result, Number: outcome.Count(result)))
            .Where(r => r.Number > 0)
            .Select(r => text[$"Bulk.{r.Result}", r.Number].Value);

    /// <summary>Null where nothing is wrong.</summary>
    public static string? Wrong(IStringLocalizer<HostsTexts> text, HostActOutcome outcome) => outcome.Refused?.Error switch
    {
        null => null,
        HostActError.TooMany => text["Bulk.Error.TooMany", HostAct.Most].Value,
        HostActError.TextNotPlain => text["Bulk.Error.TextNotPlain", HostAct.Longest].Value,
        { } error => text[$"Bulk.Error.{error}"].Value,
    };

    // Taking away has words of its own.
    private static string Key(HostAct act) => (act.Kind, act.ZoneId, act.Value) switch
    {
        (HostActKind.Zone, null, _) => "ByAddresses",
        (HostActKind.Owner or HostActKind.Role, _, null) => $"No{act.Kind}",
        _ => $"{act.Kind}",
    };
}
