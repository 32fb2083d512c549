using System.Security.Cryptography;
using AlmCompliance.Domain.Advisories;

namespace AlmCompliance.Web.Features.Advisories.Csaf;

/// <summary>What an imported document becomes in the catalogue.</summary>
internal static class CsafAdvisories
{
    /// <summary>The catalogue's advisory that the document speaks of, by its own number or an alias; null where it is a new one.</summary>
    public static Advisory? Match(CsafDocument document, IEnumerable<Advisory> catalogue)
    {
        var names = document.Aliases.Prepend(document.TrackingId).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return catalogue.FirstOrDefault(a => names.Contains(a.Id.Value) || a.Aliases.Any(names.Contains));
    }

    /// <summary>Another publisher's words on an advisory of the catalogue: compared, and followed where they say affected.</summary>
    public static AdvisorySource Source(CsafDocument document, CsafRanges ranges, ReadOnlySpan<byte> bytes) =>
        new(document.Publisher, document.TrackingId, Revision(document, bytes), ranges.Together());

    /// <summary>
    /// An advisory that the catalogue does not hold. No measure is known to be enough against its weaknesses until a person
    /// has decided so.
    /// </summary>
    public static Advisory Advisory(CsafDocument document, CsafRanges ranges, ReadOnlySpan<byte> bytes, DateTimeOffset enteredAt) => new()
    {
        Id = new AdvisoryId(document.TrackingId),
        Aliases = document.Aliases,
        Title = document.Title,
        PublishedOn = DateOnly.FromDateTime((document.ReleasedAt ?? enteredAt).UtcDateTime),
        Revision = Revision(document, bytes),
        Affected = ranges.Together(),
        Cves = [.. document.Weaknesses.Select(w => new Cve(new CveId(w.Id), ranges.Of(w), w.Score ?? 0, []))],
        Source = Source(document),
        EnteredCatalogueAt = enteredAt,
    };

    private static AdvisoryRevision Revision(CsafDocument document, ReadOnlySpan<byte> bytes) =>
        new(document.Version, Convert.ToHexStringLower(SHA512.HashData(bytes)));

    private static Uri Source(CsafDocument document) =>
        document.References.Count > 0 ? new Uri(document.References[0]) : new Uri($"urn:csaf:{Uri.EscapeDataString(document.TrackingId)}");
}
