using System.Globalization;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Inventory;

namespace AlmCompliance.Web.Assessment.Csaf;

/// <summary>A range of a document that no grammar reads, or a scope that names no line: a person decides.</summary>
/// <param name="Pointer">Where it stands in the document.</param>
/// <param name="ProductName">The branch above it, as written.</param>
/// <param name="RawText">The range, as written.</param>
internal sealed record UnreadRange(string Pointer, string ProductName, string RawText);

/// <summary>
/// Turns what a document says of its products into the branches that hosts are judged by. What cannot be read keeps its words
/// and clears nobody.
/// </summary>
/// <param name="readings">What people made of unreadable ranges, by the JSON pointer of the product; null where it touches nothing.</param>
internal sealed class CsafRanges(CsafDocument document, IReadOnlyDictionary<string, AffectedRange?> readings)
{
    private const string Alm = "Automation License Manager";

    /// <summary>Ranges that nobody has read yet, each once.</summary>
    public IReadOnlyList<UnreadRange> Unread { get; } =
    [
        .. document.Products
            .Where(p => document.Weaknesses.Any(w => w.Affected.Contains(p.ProductId)) && !readings.ContainsKey(p.Pointer) && Range(p) is null)
            .Select(p => new UnreadRange(p.Pointer, p.ProductName, p.RangeText)),
    ];

    /// <summary>The branches of one weakness, in the document's order.</summary>
    public AffectedVersions Of(CsafWeakness weakness)
    {
        var branches = new List<AdvisoryBranch>();
        foreach (var product in document.Products)
        {
            if (weakness.Affected.Contains(product.ProductId))
            {
                branches.Add(Affected(product, weakness));
            }
            else if (weakness.Investigated.Contains(product.ProductId))
            {
                branches.Add(new AdvisoryBranch(Line(product) ?? ProductLine.Every, null, RemedyKind.Unknown, null, product.RangeText));
            }
            else if (weakness.Cleared.Contains(product.ProductId) && Line(product) is { IsEvery: false } line && product.RangeText == "vers:all/*")
            {
                branches.Add(Untouched(line, product.RangeText));
            }
        }

        return new AffectedVersions([.. branches]);
    }

    /// <summary>All weaknesses together: a version that any of them touches is touched.</summary>
    public AffectedVersions Together() =>
        new([.. document.Weaknesses.SelectMany(w => Of(w).Branches).Distinct()]);

    private AdvisoryBranch Affected(CsafProduct product, CsafWeakness weakness)
    {
        if (readings.TryGetValue(product.Pointer, out var reading))
        {
            var scope = Line(product) ?? ProductLine.Every;
            return reading is null ? Untouched(scope, product.RangeText) : Branch(scope, reading, product, weakness);
        }

        return Range(product) is { } range
            ? Branch(range.Line, range.Affected, product, weakness)
            : new AdvisoryBranch(Line(product) ?? ProductLine.Every, null, RemedyKind.Unknown, null, product.RangeText);
    }

    /// <summary>Advice in the clothes of a fix is none: only an upper bound says which version ends it.</summary>
    private static AdvisoryBranch Branch(ProductLine line, AffectedRange range, CsafProduct product, CsafWeakness weakness)
    {
        var advised = weakness.Remediations.Where(r => r.Products.Contains(product.ProductId)).Select(r => r.Category).ToHashSet(StringComparer.Ordinal);
        var remedy = range.Below is not null ? RemedyKind.UpdateAvailable
            : advised.Contains("no_fix_planned") ? RemedyKind.NonePlanned
            : advised.Contains("none_available") ? RemedyKind.NoneAvailable
            : RemedyKind.Unknown;
        return new AdvisoryBranch(line, range, remedy, range.Below, product.RangeText);
    }

    /// <summary>A line whose every version lies past what is touched.</summary>
    private static AdvisoryBranch Untouched(ProductLine line, string rawText) =>
        new(line, new AffectedRange(null, new AlmVersion(Math.Max(1, line.Major), line.Minor ?? 0)), RemedyKind.Unknown, null, rawText);

    private static (ProductLine Line, AffectedRange Affected)? Range(CsafProduct product) =>
        Line(product) is { } line && product.IsRange && AffectedRange.TryParse(product.RangeText, out var range) && Touches(line, range) ? (line, range) : null;

    /// <summary>A range that lies outside its own line contradicts it: taken at its word it would clear every version of the line that is called affected.</summary>
    private static bool Touches(ProductLine line, AffectedRange range) =>
        line.IsEvery
        || (!(range.Below <= new AlmVersion(line.Major, line.Minor ?? 0)) && !(range.From > new AlmVersion(line.Major, line.Minor ?? 99, 99, 99)));

    /// <summary>The line that a branch's name speaks of: none behind the product's name is every line; other words are no line.</summary>
    private static ProductLine? Line(CsafProduct product)
    {
        var name = product.ProductName.AsSpan().Trim();
        var at = name.IndexOf(Alm, StringComparison.OrdinalIgnoreCase);
        if (at < 0 || !IsMaker(name[..at].Trim()))
        {
            return null;
        }

        var rest = name[(at + Alm.Length)..].Trim();
        rest = rest.StartsWith("(ALM)", StringComparison.OrdinalIgnoreCase) ? rest["(ALM)".Length..].Trim() : rest;
        if (rest.IsEmpty)
        {
            return ProductLine.Every;
        }

        var number = rest[0] is 'V' or 'v' ? rest[1..] : rest;
        var dot = number.IndexOf('.');
        if (!TryPart(dot < 0 ? number : number[..dot], 1, 9, out var major))
        {
            return null;
        }

        if (dot < 0)
        {
            return new ProductLine(major);
        }

        return TryPart(number[(dot + 1)..], 0, 99, out var minor) ? new ProductLine(major, minor) : null;
    }

    private static bool IsMaker(ReadOnlySpan<char> before) =>
        before.IsEmpty || before.Equals("Siemens", StringComparison.OrdinalIgnoreCase) || before.Equals("SIMATIC", StringComparison.OrdinalIgnoreCase);

    private static bool TryPart(ReadOnlySpan<char> text, int least, int most, out int part) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out part) && part >= least && part <= most;
}
