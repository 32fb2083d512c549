using System.Globalization;
using AlmCompliance.Domain.Segmentation;
using AlmCompliance.Web.Components.Values;
using AlmCompliance.Web.Resources;
using Microsoft.Extensions.Localization;

namespace AlmCompliance.Web.Features.Hosts;

/// <summary>What probes showed at each boundary of a host, what speaks against it first.</summary>
internal static class BoundaryLines
{
    private const int Most = 6;

    public static IEnumerable<MeasureLine> Of(HostView view, IStringLocalizer<HostTexts> text, TimeZoneInfo zone)
    {
        var shielding = view.Detail.Shielding;
        if (shielding.Shields.Count == 0 && shielding.OpenAnswers.Count == 0)
        {
            return [new MeasureLine(text["Line.NoProbe"], null)];
        }

        // Ranges of one zone share what is beyond them: the worse is said once.
        var lines = shielding.Shields.SelectMany(s => s.Boundaries.Select(b => Line(b, view, text, zone)))
            .Concat(shielding.OpenAnswers.Where(a => a.Stands).Select(a => (Rank: 0, Line: new MeasureLine(Words(text, "Open", a.FromName, a.At, zone), false))))
            .OrderBy(l => l.Rank).Select(l => l.Line).Distinct().ToList();
        return lines.Count <= Most ? lines : [.. lines.Take(Most - 1), new MeasureLine(text["Line.Boundary.More", lines.Count - Most + 1], lines[Most - 1].Speaks)];
    }

    private static (int Rank, MeasureLine Line) Line(Boundary boundary, HostView view, IStringLocalizer<HostTexts> text, TimeZoneInfo zone) => boundary switch
    {
        _ when boundary.IsOpenAt(view.Now) => (0, new MeasureLine(Words(text, "Open", boundary.FromName, boundary.OpenAt ?? boundary.RestrictedUntil!.Value, zone), false)),
        { RestrictedUntil: { } until } => (2, new MeasureLine(Words(text, "Restricted", boundary.FromName, until, zone), true)),
        { BlockedAt: null } => (1, new MeasureLine(text["Line.Boundary.None", Name(text, boundary.FromName)], null)),
        { BlockedAt: { } at } when view.Limits.ExpiryOfProbe(at) <= view.Now => (1, new MeasureLine(Words(text, "Old", boundary.FromName, at, zone), null)),
        { BlockedAt: { } at } => (3, new MeasureLine(Words(text, "Blocked", boundary.FromName, at, zone), true)),
    };

    private static string Words(IStringLocalizer<HostTexts> text, string kind, string from, DateTimeOffset at, TimeZoneInfo zone) =>
        text[$"Line.Boundary.{kind}", Name(text, from), TimeWords.Date(at, zone, CultureInfo.CurrentCulture)];

    private static string Name(IStringLocalizer<HostTexts> text, string from) => from switch
    {
        "" => text["Line.Boundary.Other"],
        nameof(ZoneId.Outside) => text["Line.Boundary.Outside"],
        _ => HostileText.Tame(from, 60),
    };
}
