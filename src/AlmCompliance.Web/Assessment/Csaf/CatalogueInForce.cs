using AlmCompliance.Domain.Advisories;

namespace AlmCompliance.Web.Assessment.Csaf;

/// <summary>
/// The advisories that hosts are judged by: the built-in ones, and the documents in force. A document that speaks of a known
/// advisory becomes one of its sources, in the place of an older one of the same number; any other is an advisory of its own. Which
/// numbers mean an advisory is for its own author to say: no later source lends it others.
/// </summary>
internal static class CatalogueInForce
{
    /// <param name="entered">When each advisory entered this server's catalogue.</param>
    public static AdvisoryCatalogue Of(
        AdvisoryCatalogue builtIn, IEnumerable<DocumentInForce> documents, IReadOnlyDictionary<string, DateTimeOffset> entered)
    {
        var measures = builtIn.Advisories.SelectMany(a => a.Cves).GroupBy(c => c.Id).ToDictionary(g => g.Key, g => g.First().SufficientMeasures);
        var advisories = builtIn.Advisories.ToList();
        var asOf = builtIn.AsOf;

        // Those that founded an advisory before those that only speak of one, whatever the database's order is.
        foreach (var document in documents.OrderBy(d => d.TrackingId != d.AdvisoryId).ThenBy(d => d.TrackingId, StringComparer.Ordinal))
        {
            if (CsafReader.Read(document.Document).Document is not { } read)
            {
                advisories.Add(Unreadable(document));
                continue;
            }

            var at = Place(read, advisories);
            if (at < 0)
            {
                advisories.Add(CsafAdvisories.Advisory(read, document, measures));
            }
            else
            {
                advisories[at] = CsafAdvisories.WithSource(advisories[at], read, document, measures);
            }

            asOf = Later(asOf, read.ReleasedAt, document.EnforcedAt);
        }

        return new AdvisoryCatalogue([.. advisories.Select(a => entered.TryGetValue(a.Id.Value, out var since) ? a with { EnteredCatalogueAt = since } : a)], asOf);
    }

    /// <summary>The catalogue's advisory that a document speaks of, by its own number or an alias; null where it is a new one.</summary>
    public static Advisory? Match(CsafDocument document, IReadOnlyList<Advisory> advisories) =>
        Place(document, advisories) is var at and >= 0 ? advisories[at] : null;

    private static int Place(CsafDocument document, IReadOnlyList<Advisory> advisories)
    {
        // Its own number before any other, so that no number ever means two advisories.
        for (var i = 0; i < advisories.Count; i++)
        {
            if (advisories[i].Id.Value.Equals(document.TrackingId, StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        var names = document.Aliases.Prepend(document.TrackingId).ToHashSet(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < advisories.Count; i++)
        {
            if ((names.Contains(advisories[i].Id.Value) || advisories[i].Aliases.Any(names.Contains)) && !WouldBeLost(document, advisories[i]))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Whether it tells of weaknesses that no host would be judged by, since the advisory lets its sources decide nothing.</summary>
    private static bool WouldBeLost(CsafDocument document, Advisory advisory) =>
        advisory.DecidesAlone && document.Weaknesses.Any(w => advisory.Cves.All(c => c.Id.Value != w.Id));

    /// <summary>A file may say any date: none is believed that lies after the day on which it took effect.</summary>
    private static DateOnly Later(DateOnly asOf, DateTimeOffset? releasedAt, DateTimeOffset enforcedAt)
    {
        if (releasedAt is not { } released)
        {
            return asOf;
        }

        var day = DateOnly.FromDateTime((released < enforcedAt ? released : enforcedAt).UtcDateTime);
        return day > asOf ? day : asOf;
    }

    /// <summary>It could be read when it was imported and cannot any more: then it clears nobody.</summary>
    private static Advisory Unreadable(DocumentInForce document) => new()
    {
        Id = new AdvisoryId(document.TrackingId),
        Title = document.Title,
        PublishedOn = DateOnly.FromDateTime(document.EnforcedAt.UtcDateTime),
        Revision = new AdvisoryRevision(document.Version, CsafAdvisories.Digest(document.Document)),
        Affected = new AffectedVersions(new AdvisoryBranch(ProductLine.Every, null, RemedyKind.Unknown, null)),
        Cves = [],
        Source = CsafAdvisories.Address(document.TrackingId),
    };
}
