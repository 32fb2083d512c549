using System.Security.Cryptography;
using AlmCompliance.Domain.Advisories;

namespace AlmCompliance.Web.Assessment.Csaf;

/// <summary>What a document becomes in the catalogue.</summary>
internal static class CsafAdvisories
{
    /// <summary>
    /// An advisory that the catalogue did not hold. Against weaknesses that the catalogue knows under another advisory the same
    /// measures help; against others none is known to, until a person has decided so.
    /// </summary>
    public static Advisory Advisory(CsafDocument read, DocumentInForce document, IReadOnlyDictionary<CveId, IReadOnlyList<MeasureSet>> measures)
    {
        var ranges = new CsafRanges(read, document.Readings);
        return new Advisory
        {
            Id = new AdvisoryId(read.TrackingId),
            Aliases = read.Aliases,
            Title = read.Title,
            PublishedOn = DateOnly.FromDateTime((read.ReleasedAt ?? document.EnforcedAt).UtcDateTime),
            Revision = Revision(document),
            Affected = ranges.Together(),
            Cves = [.. read.Weaknesses.Select(w => Weakness(w, ranges, measures))],
            Source = read.References.Count > 0 ? new Uri(read.References[0]) : Address(read.TrackingId),
        };
    }

    /// <summary>
    /// The advisory with another publisher's words on it. Where those name a line in words that nobody has read yet, no version
    /// of that line is clear by the advisory's own ranges either; the product note alone stands above all others.
    /// </summary>
    public static Advisory WithSource(
        Advisory advisory, CsafDocument read, DocumentInForce document, IReadOnlyDictionary<CveId, IReadOnlyList<MeasureSet>> measures)
    {
        var ranges = new CsafRanges(read, document.Readings);
        var source = new AdvisorySource(read.Publisher, read.TrackingId, Revision(document), ranges.Together());
        var others = advisory.FurtherSources.Where(s => !s.DocumentId.Equals(read.TrackingId, StringComparison.OrdinalIgnoreCase));
        var with = advisory with { FurtherSources = [.. others, source] };
        if (advisory.DecidesAlone)
        {
            return with;
        }

        var known = advisory.Cves.Select(c => c.Id).ToHashSet();
        var unread = source.Affected.Branches.Where(b => b.Affected is null).ToList();
        return with with
        {
            Affected = unread.Count > 0 ? new AffectedVersions([.. advisory.Affected.Branches, .. unread]) : advisory.Affected,
            Cves = [.. advisory.Cves, .. read.Weaknesses.Select(w => Weakness(w, ranges, measures)).Where(c => !known.Contains(c.Id))],
        };
    }

    /// <summary>SHA-512 of a document, as publishers give it out, in lower-case hex.</summary>
    public static string Digest(ReadOnlySpan<byte> document) => Convert.ToHexStringLower(SHA512.HashData(document));

    public static Uri Address(string trackingId) => new($"urn:csaf:{Uri.EscapeDataString(trackingId)}");

    /// <summary>A confirmed reading changes what hosts are judged by, so decisions on the state before it lapse.</summary>
    private static AdvisoryRevision Revision(DocumentInForce document)
    {
        var digest = Digest(document.Document);
        var readings = string.Concat(document.Readings.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => $"\n{r.Key}\t{r.Value?.From?.Canonical}\t{r.Value?.Below?.Canonical}\t{r.Value is null}"));
        return new AdvisoryRevision(document.Version, readings.Length == 0 ? digest : Digest(System.Text.Encoding.UTF8.GetBytes(digest + readings)));
    }

    private static Cve Weakness(CsafWeakness weakness, CsafRanges ranges, IReadOnlyDictionary<CveId, IReadOnlyList<MeasureSet>> measures)
    {
        var id = new CveId(weakness.Id);
        return new Cve(id, ranges.Of(weakness), weakness.Score ?? 0, measures.TryGetValue(id, out var sets) ? sets : MeasureSet.None);
    }
}
