using System.Globalization;
using AlmCompliance.Web.Assessment.Csaf;

namespace AlmCompliance.Web.Features.Advisories;

/// <summary>What of a document differs.</summary>
internal enum RevisionPart
{
    Unknown = 0,
    Title,

    /// <summary>The versions of a product that the document names.</summary>
    Branch,

    /// <summary>A weakness as a whole.</summary>
    Weakness,

    /// <summary>The products that a weakness touches.</summary>
    Affected,
    Score,

    /// <summary>What the publisher advises for a product.</summary>
    Remedy,
}

/// <summary>One difference between two revisions. Every text is a publisher's own.</summary>
/// <param name="Subject">The product, or the weakness and the product.</param>
/// <param name="Before">Null where it was added.</param>
/// <param name="After">Null where it was removed.</param>
internal sealed record RevisionDifference(RevisionPart Part, string Subject, string? Before, string? After);

/// <summary>Compares two states of a document by names, never by the ids that it gives its products itself.</summary>
internal static class RevisionComparison
{
    public static IReadOnlyList<RevisionDifference> Of(CsafDocument before, CsafDocument after)
    {
        var differences = new List<RevisionDifference>();
        Compare(differences, RevisionPart.Title, new() { [""] = before.Title }, new() { [""] = after.Title });
        Compare(differences, RevisionPart.Branch, Branches(before), Branches(after));
        Compare(differences, RevisionPart.Weakness, Weaknesses(before), Weaknesses(after));
        var inBoth = before.Weaknesses.Select(w => w.Id).Intersect(after.Weaknesses.Select(w => w.Id), StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal);
        Compare(differences, RevisionPart.Affected, Affected(before, inBoth), Affected(after, inBoth));
        Compare(differences, RevisionPart.Score, Scores(before, inBoth), Scores(after, inBoth));
        Compare(differences, RevisionPart.Remedy, Remedies(before, inBoth), Remedies(after, inBoth));
        return differences;
    }

    private static void Compare(List<RevisionDifference> differences, RevisionPart part, Dictionary<string, string> before, Dictionary<string, string> after)
    {
        foreach (var subject in before.Keys.Concat(after.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var (was, becomes) = (before.GetValueOrDefault(subject), after.GetValueOrDefault(subject));
            if (!string.Equals(was, becomes, StringComparison.Ordinal))
            {
                differences.Add(new RevisionDifference(part, subject, was, becomes));
            }
        }
    }

    private static Dictionary<string, string> Branches(CsafDocument document) =>
        document.Products.GroupBy(p => p.ProductName, StringComparer.Ordinal).ToDictionary(g => g.Key, g => Joined(g.Select(p => p.RangeText)), StringComparer.Ordinal);

    private static Dictionary<string, string> Weaknesses(CsafDocument document) =>
        ById(document.Weaknesses).ToDictionary(w => w.Key, w => w.Value.Title, StringComparer.Ordinal);

    private static Dictionary<string, string> Affected(CsafDocument document, HashSet<string> ids) =>
        ById(document.Weaknesses.Where(w => ids.Contains(w.Id))).ToDictionary(w => w.Key, w => Joined(Names(document, w.Value.Affected)), StringComparer.Ordinal);

    private static Dictionary<string, string> Scores(CsafDocument document, HashSet<string> ids) =>
        ById(document.Weaknesses.Where(w => ids.Contains(w.Id) && w.Score is not null))
            .ToDictionary(w => w.Key, w => w.Value.Score!.Value.ToString(CultureInfo.InvariantCulture), StringComparer.Ordinal);

    private static Dictionary<string, string> Remedies(CsafDocument document, HashSet<string> ids) =>
        document.Weaknesses.Where(w => ids.Contains(w.Id))
            .SelectMany(w => w.Remediations.SelectMany(r => Names(document, r.Products).Select(p => (Subject: $"{w.Id}, {p}", Text: $"{r.Category}: {r.Details}"))))
            .GroupBy(r => r.Subject, r => r.Text, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, Joined, StringComparer.Ordinal);

    private static Dictionary<string, CsafWeakness> ById(IEnumerable<CsafWeakness> weaknesses) =>
        weaknesses.GroupBy(w => w.Id, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);

    private static IEnumerable<string> Names(CsafDocument document, IReadOnlyList<string> products) =>
        document.Products.Where(p => products.Contains(p.ProductId)).Select(p => p.ProductName);

    private static string Joined(IEnumerable<string> texts) => string.Join("; ", texts.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
}
