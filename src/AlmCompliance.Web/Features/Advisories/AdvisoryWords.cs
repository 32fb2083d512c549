using AlmCompliance.Domain.Advisories;
using AlmCompliance.Web.Components.Values;
using AlmCompliance.Web.Resources;
using Microsoft.Extensions.Localization;

namespace AlmCompliance.Web.Features.Advisories;

/// <summary>Ranges, remedies and sources in the reader's language.</summary>
internal static class AdvisoryWords
{
    public static string Range(AdvisoryBranch branch, IStringLocalizer<AdvisoryTexts> text) => (branch.Affected, branch.Affected?.From, branch.Affected?.Below) switch
    {
        (null, _, _) => text["Range.Unread", HostileText.Tame(branch.RawRange, 80)],
        (_, null, null) => text["Range.All"],
        (_, { } from, null) => $"≥ {from}",
        (_, null, { } below) => $"< {below}",
        (_, { } from, { } below) => $"≥ {from}, < {below}",
    };

    public static string Line(ProductLine line, IStringLocalizer<AdvisoryTexts> text) => line.IsEvery ? text["Line.Every"] : line.ToString();

    /// <summary>The lines of one kind of remedy, or nothing where there are none.</summary>
    public static string? Lines(Advisory advisory, IStringLocalizer<AdvisoryTexts> text, params RemedyKind[] remedies)
    {
        var lines = advisory.Affected.Branches.Where(b => remedies.Contains(b.Remedy))
            .Select(b => Line(b, text)).Distinct(StringComparer.Ordinal).ToList();
        return lines.Count == 0 ? null : string.Join(", ", lines);
    }

    private static string Line(AdvisoryBranch branch, IStringLocalizer<AdvisoryTexts> text) => (branch.FixedIn, branch.Line.IsEvery) switch
    {
        (null, _) => Line(branch.Line, text),
        ({ } fix, true) => text["Line.Every.Fixed", fix.ToString()],
        ({ } fix, false) => text["Line.Fixed", branch.Line.ToString(), fix.ToString()],
    };

    public static string Versions(SourceDifference difference, IStringLocalizer<AdvisoryTexts> text) =>
        difference.Below is { } below ? text["Differ.Between", difference.From.ToString(), below.ToString()] : text["Differ.From", difference.From.ToString()];

    /// <summary>Never a bare "not affected" beside a weakness that touches the same versions.</summary>
    public static string CatalogueSays(SourceDifference difference, IStringLocalizer<AdvisoryTexts> text) => difference.Despite.Count == 0
        ? Says(difference.Catalogue, text)
        : text["Says.Despite", HostileText.Tame(string.Join(", ", difference.Despite), 200)];

    public static string Says(RangeStanding standing, IStringLocalizer<AdvisoryTexts> text) => text[standing == RangeStanding.Inside ? "Says.Affected" : "Says.Clear"];
}
