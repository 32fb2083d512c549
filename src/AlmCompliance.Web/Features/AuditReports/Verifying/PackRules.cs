using System.Text.Json;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Inventory;
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

            if (Imported(rules).ToArray() is { Length: > 0 } imported)
            {
                checks.Note($"Other than in this program, by documents that the site imported: {string.Join(", ", imported)}. Which versions they affect is the site's word.");
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

    /// <summary>Which of the advisories that this program has too are other ones here, by what the site imported.</summary>
    private static IEnumerable<string> Imported(RulesInput rules) =>
        from advisory in rules.Advisories
        let own = AdvisoryCatalogue.BuiltIn.Advisories.FirstOrDefault(a => a.Id == advisory.Id)
        where own is not null && (own.Revision.Key != advisory.Revision.Key || AdvisoryDigest.Of(own) != AdvisoryDigest.Of(advisory) || Sources(own) != Sources(advisory))
        select advisory.Id.Value;

    /// <summary>Without what a document that the site imported adds to it: weaknesses, and versions that nobody can read.</summary>
    private static Advisory AsKnown(Advisory advisory, Advisory own) => Sources(own) == Sources(advisory) ? advisory : advisory with
    {
        Affected = advisory.Affected.Branches.Skip(own.Affected.Branches.Count).Any(b => b.Affected is not null) ? advisory.Affected : new AffectedVersions([.. advisory.Affected.Branches.Take(own.Affected.Branches.Count)]),
        Cves = [.. advisory.Cves.Take(own.Cves.Count)],
    };

    private static string Sources(Advisory advisory) => JsonSerializer.Serialize(advisory.FurtherSources, InputJson.Options);

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

        if (rules.Limits != FreshnessLimits.Default)
        {
            yield return "how old evidence may grow in it is not what the program holds all sites to";
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
            if (own is not null && AdvisoryDigest.Of(own) != AdvisoryDigest.Of(AsKnown(advisory, own)))
            {
                yield return $"its advisory {told.Id} bears the revision that this program has, and says something else";
            }
        }
    }
}
