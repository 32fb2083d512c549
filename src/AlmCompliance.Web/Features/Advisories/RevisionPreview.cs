using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Web.Assessment.Csaf;

namespace AlmCompliance.Web.Features.Advisories;

/// <summary>What a revision would change if it were put in force now.</summary>
/// <param name="Key">Names the change that was seen.</param>
/// <param name="Hosts">Hosts looked at.</param>
/// <param name="ChangedHosts">Of these, how many would change.</param>
/// <param name="Listed">The first of the changes, by host.</param>
/// <param name="Contradictions">What the document and the catalogue say differently.</param>
/// <param name="Unread">Ranges that nobody has read: what they speak of is unknown, not clear.</param>
internal sealed record RevisionPreview(
    string Key,
    string AdvisoryId,
    string DocumentId,
    int Hosts,
    int ChangedHosts,
    IReadOnlyList<VerdictCount> Counts,
    IReadOnlyList<VerdictChange> Listed,
    IReadOnlyList<Contradiction> Contradictions,
    IReadOnlyList<UnreadRange> Unread);

/// <param name="From">Null where the advisory is new.</param>
internal sealed record VerdictCount(string AdvisoryId, ComplianceStatus? From, ComplianceStatus To, int Hosts);

/// <param name="From">Null where the advisory is new.</param>
/// <param name="Version">The host's ALM version; hostile text.</param>
internal sealed record VerdictChange(
    Guid HostId, string HostName, string? ZoneName, string? Version, string AdvisoryId, ComplianceStatus? From, ComplianceStatus To);

/// <summary>What a document and the catalogue say differently of one advisory, or of one of its weaknesses.</summary>
/// <param name="Cve">Null where it is about the advisory as a whole.</param>
/// <param name="CatalogueDecides">The catalogue stands whatever the document says: the product note.</param>
internal sealed record Contradiction(string AdvisoryId, string? Cve, bool CatalogueDecides, IReadOnlyList<SourceDifference> Versions)
{
    /// <summary>A document against all that the catalogue says beside it.</summary>
    public static IReadOnlyList<Contradiction> Of(CatalogueChange change)
    {
        var found = new List<Contradiction>();
        var spoken = change.Spoken;
        if (spoken.FurtherSources.FirstOrDefault(s => s.DocumentId == change.Revision.TrackingId) is { } source)
        {
            Add(found, spoken, null, spoken.Affected, source.Affected);
        }

        foreach (var weakness in change.Document.Weaknesses)
        {
            foreach (var advisory in AdvisoryCatalogue.BuiltIn.Advisories)
            {
                if (advisory.Cves.FirstOrDefault(c => c.Id.Value == weakness.Id) is { } cve)
                {
                    Add(found, advisory, weakness.Id, cve.Affected, change.Ranges.Of(weakness));
                }
            }
        }

        return found;
    }

    /// <summary>An advisory's own ranges against each of its further sources.</summary>
    public static IReadOnlyList<(AdvisorySource Source, Contradiction Contradiction)> Of(Advisory advisory)
    {
        var found = new List<Contradiction>();
        var pairs = new List<(AdvisorySource, Contradiction)>();
        foreach (var source in advisory.FurtherSources)
        {
            found.Clear();
            Add(found, advisory, null, advisory.Affected, source.Affected);
            pairs.AddRange(found.Select(c => (source, c)));
        }

        return pairs;
    }

    private static void Add(List<Contradiction> found, Advisory advisory, string? cve, AffectedVersions own, AffectedVersions other)
    {
        if (SourceDifferences.Of(own, other) is { Count: > 0 } versions)
        {
            found.Add(new Contradiction(advisory.Id.Value, cve, advisory.DecidesAlone, cve is null ? [.. versions.Select(v => Whole(advisory, v))] : versions));
        }
    }

    /// <summary>An advisory that passes versions over as a whole may have weaknesses that touch them.</summary>
    private static SourceDifference Whole(Advisory advisory, SourceDifference difference) => difference.Clears ? difference : difference with
    {
        Despite = [.. advisory.Cves.Where(c => SourceDifferences.Touches(c.Affected, difference.From, difference.Below)).Select(c => c.Id)],
    };
}

/// <summary>Contradictions as a table lists them, each with the document that it is about.</summary>
internal sealed record ContradictionLines(IReadOnlyList<(string Document, Contradiction Contradiction)> Items)
{
    /// <summary>First where a document clears what the catalogue calls affected.</summary>
    public IEnumerable<(string Document, Contradiction About, SourceDifference Difference)> Rows =>
        Items.SelectMany(i => i.Contradiction.Versions.Select(v => (i.Document, i.Contradiction, v))).OrderByDescending(r => r.v.Clears);
}

/// <summary>Counts what would change; lists the first of it.</summary>
internal sealed class VerdictChanges(AdvisoryCatalogue before, AdvisoryCatalogue after, int most)
{
    private readonly int[] _places = [.. after.Advisories.Select(a => Place(before, a.Id))];
    private readonly Dictionary<(int Advisory, ComplianceStatus? From, ComplianceStatus To), int> _counts = [];
    private readonly List<VerdictChange> _listed = [];

    public int Hosts { get; private set; }

    public int ChangedHosts { get; private set; }

    public IReadOnlyList<VerdictChange> Listed => _listed;

    public IReadOnlyList<VerdictCount> Counts =>
        [.. _counts.OrderBy(c => c.Key).Select(c => new VerdictCount(after.Advisories[c.Key.Advisory].Id.Value, c.Key.From, c.Key.To, c.Value))];

    public void Add(Host host, string? zone, HostAssessment was, HostAssessment becomes)
    {
        Hosts++;
        var changed = false;
        for (var i = 0; i < _places.Length; i++)
        {
            ComplianceStatus? from = _places[i] >= 0 ? was.Statuses[_places[i]].Status : null;
            var to = becomes.Statuses[i].Status;
            if (from == to)
            {
                continue;
            }

            changed = true;
            _counts[(i, from, to)] = _counts.GetValueOrDefault((i, from, to)) + 1;
            if (_listed.Count < most)
            {
                _listed.Add(new VerdictChange(host.Id, host.Name, zone, host.VersionText, after.Advisories[i].Id.Value, from, to));
            }
        }

        ChangedHosts += changed ? 1 : 0;
    }

    private static int Place(AdvisoryCatalogue catalogue, AdvisoryId id)
    {
        for (var i = 0; i < catalogue.Advisories.Count; i++)
        {
            if (catalogue.Advisories[i].Id == id)
            {
                return i;
            }
        }

        return -1;
    }
}
