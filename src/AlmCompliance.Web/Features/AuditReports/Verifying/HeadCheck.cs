using AlmCompliance.Domain.Advisories;
using AlmCompliance.Web.Features.AuditReports.Model;
using AlmCompliance.Web.Features.AuditReports.Packing;

namespace AlmCompliance.Web.Features.AuditReports.Verifying;

/// <summary>Compares what a report says before its rows with its manifest, with itself, and with what this program knows.</summary>
internal static class HeadCheck
{
    /// <summary>What the head says that cannot be; each a sentence.</summary>
    public static IEnumerable<string> Flaws(ReportedHead head, PackManifest manifest) => OfManifest(head, manifest).Concat(OfTimes(head)).Concat(OfAdvisories(head));

    /// <summary>Whether the pack lacks a stretch of the trail that its maker could see: entries tell of all of the plant.</summary>
    public static bool LacksTrail(ReportedHead head, PackManifest manifest) => manifest.Trail is null && head.Scope.IsOfEveryZone;

    private static IEnumerable<string> OfManifest(ReportedHead head, PackManifest manifest)
    {
        foreach (var (what, agrees) in ((string, bool)[])
        [
            ("form", head.Schema == ReportHead.Schema),
            ("reference", head.Reference == manifest.Reference),
            ("id", head.Id == manifest.ReportId),
            ("moment", head.AsOf == manifest.AsOf),
            ("time of making", head.MadeAt == manifest.MadeAt),
            ("maker", head.MadeBy == manifest.MadeBy),
            ("program", head.Program == manifest.Program),
            ("edition of the rules", head.Rules == manifest.Verdicts.Rules),
            ("head of the trail", head.Trail.Sequence == manifest.Head.Sequence && head.Trail.Sha256 == manifest.Head.Hash),
        ])
        {
            if (!agrees)
            {
                yield return $"its {what} is not the one of {PackNames.Manifest}";
            }
        }
    }

    private static IEnumerable<string> OfTimes(ReportedHead head)
    {
        if (head.AsOf > head.MadeAt || head.Present != (head.AsOf == head.MadeAt))
        {
            yield return "it says that it speaks of the present where it speaks of the past, or the other way: only the moment of its making is its present";
        }

        if (head.AssessedAt != head.AsOf)
        {
            yield return "the day of its assessment is not its moment";
        }

        if (head.Catalogue.Overdue != (head.AsOf >= head.Catalogue.DueAt))
        {
            yield return "whether the review of its catalogue is overdue does not follow from when that is due";
        }
    }

    private static IEnumerable<string> OfAdvisories(ReportedHead head)
    {
        if (head.Advisories is not [{ } first, ..] || first.Id != ProductNote57252401.Id.Value)
        {
            yield return $"its first advisory is not {ProductNote57252401.Id.Value}";
        }

        // In a report of the past those are missing that were not known then.
        var day = DateOnly.FromDateTime(head.AsOf.UtcDateTime);
        foreach (var own in AdvisoryCatalogue.BuiltIn.Advisories.Where(a => head.Present && a.PublishedOn <= day && head.Advisories.All(h => h.Id != a.Id.Value)))
        {
            yield return $"no host was judged by advisory {own.Id.Value}, which this program knows";
        }
    }
}
