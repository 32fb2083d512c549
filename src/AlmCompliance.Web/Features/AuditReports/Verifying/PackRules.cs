using System.Text.Json;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Web.Features.AuditReports.Inputs;
using AlmCompliance.Web.Features.AuditReports.Packing;

namespace AlmCompliance.Web.Features.AuditReports.Verifying;

/// <summary>Compares what the rules were given once for all hosts with what the report says it was judged by.</summary>
internal static class PackRules
{
    /// <returns>What the rules were given; null where it does not hold, or is of an edition that this program does not have.</returns>
    public static RulesInput? Check(PackArchive archive, ReportedHead head, PackChecks checks)
    {
        try
        {
            using var from = archive.Open(archive.Find(PackNames.Rules)!);
            using var json = JsonDocument.Parse(from);
            var edition = json.RootElement.GetProperty("rules").GetString();
            if (edition != head.Rules)
            {
                checks.Fails(PackNames.Rules, $"it is of edition {edition} of the rules; the report was judged by {head.Rules}");
                return null;
            }

            if (edition != RuleBook.Version)
            {
                checks.LeaveVerdicts($"it was judged by edition {edition} of the rules, and this program has edition {RuleBook.Version}");
                return null;
            }

            var rules = json.Deserialize<RulesInput>(VerifyingJson.Input) ?? throw new JsonException("nothing");
            var flaws = Flaws(rules, head).ToArray();
            foreach (var flaw in flaws)
            {
                checks.Fails(PackNames.Rules, flaw);
            }

            if (flaws.Length > 0)
            {
                return null;
            }

            checks.Holds(PackNames.Rules, $"edition {edition}, the limits and the {head.Advisories.Count} advisories are those of the report");
            return rules;
        }
        catch (Exception exception) when (exception is JsonException or InvalidDataException or KeyNotFoundException or InvalidOperationException)
        {
            checks.Fails(PackNames.Rules, $"it cannot be read: {exception.Message}");
            return null;
        }
    }

    private static IEnumerable<string> Flaws(RulesInput rules, ReportedHead head)
    {
        if (rules.Moment != head.AsOf)
        {
            yield return "its moment is not the report's";
        }

        if (ReportedFreshness.Of(rules.Limits) != head.FreshnessDays)
        {
            yield return "how old evidence may grow in it is not what the report says";
        }

        if (rules.CatalogueAsOf != head.Catalogue.AsOf)
        {
            yield return "the day of its catalogue is not the report's";
        }

        // A report of the past was judged by those that were known then.
        var given = head.Present ? rules.Advisories : [.. rules.Advisories.Where(a => head.Advisories.Any(h => h.Id == a.Id.Value))];
        if (!given.Select(a => a.Id.Value).SequenceEqual(head.Advisories.Select(a => a.Id)))
        {
            yield return "its advisories are not the report's";
            yield break;
        }

        foreach (var (advisory, told) in given.Zip(head.Advisories))
        {
            if ((advisory.Revision.Version, advisory.Revision.Digest, advisory.Title, advisory.PublishedOn, advisory.Source.ToString(), advisory.FixedIn?.ToString()) != (told.Revision, told.Digest, told.Title, told.PublishedOn, told.Source, told.FixedIn)
                || !advisory.Cves.Select(c => c.Id.Value).SequenceEqual(told.Cves))
            {
                yield return $"its advisory {told.Id} is not the report's: title, revision, digest, weaknesses or fix differ";
            }

            var own = AdvisoryCatalogue.BuiltIn.Advisories.FirstOrDefault(a => a.Id == advisory.Id && a.Revision.Key == advisory.Revision.Key);
            if (own is not null && AdvisoryDigest.Of(own) != AdvisoryDigest.Of(advisory))
            {
                yield return $"its advisory {told.Id} bears the revision that this program has, and says something else";
            }
        }
    }
}
