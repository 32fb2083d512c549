namespace AlmCompliance.Web.Assessment.Csaf;

/// <summary>Reads the vulnerabilities of a document as far as they speak of the ALM.</summary>
internal sealed class CsafWeaknesses
{
    /// <summary>The error of a document about other products.</summary>
    public const string NoAlm = "The document speaks of no Automation License Manager.";

    private const int Name = 1024;
    private const int Prose = 64 * 1024;

    private readonly HashSet<string> _known;
    private readonly HashSet<string> _alm;
    private readonly IReadOnlyDictionary<string, IReadOnlyList<string>> _groups;

    private CsafWeaknesses(IReadOnlyList<TreeProduct> products, IReadOnlyDictionary<string, IReadOnlyList<string>> groups)
    {
        _known = products.Select(p => p.Product.ProductId).ToHashSet(StringComparer.Ordinal);
        _alm = products.Where(p => p.IsAlm).Select(p => p.Product.ProductId).ToHashSet(StringComparer.Ordinal);
        _groups = groups;
    }

    /// <summary>Those that touch an ALM product; an error where none does.</summary>
    public static List<CsafWeakness> Read(
        JsonPlace list, IReadOnlyList<TreeProduct> products, IReadOnlyDictionary<string, IReadOnlyList<string>> groups)
    {
        var reader = new CsafWeaknesses(products, groups);
        var weaknesses = list.Elements()
            .Select(reader.Weakness)
            .Where(w => w.Affected.Count + w.Investigated.Count > 0)
            .ToList();
        if (weaknesses.Count == 0)
        {
            list.Refuse(reader._alm.Count == 0
                ? NoAlm
                : "No vulnerability names an affected Automation License Manager.");
        }

        return weaknesses;
    }

    private CsafWeakness Weakness(JsonPlace place)
    {
        var status = place["product_status"];
        return new CsafWeakness(
            place["cve"].OptionalText(64) ?? OwnId(place) ?? place.Text("cve", 64),
            place.Pointer,
            place["title"].OptionalText(Name) ?? "",
            Score(place["scores"]),
            Products(status, ["known_affected", "first_affected", "last_affected"]),
            Products(status, ["known_not_affected"]),
            Products(status, ["under_investigation"]),
            [.. place["remediations"].Elements().Select(Remediation).Where(r => r.Products.Count > 0)]);
    }

    private static string? OwnId(JsonPlace place) =>
        place["ids"].Elements().Select(i => i["text"].OptionalText(200)).FirstOrDefault(t => t is not null);

    private static decimal? Score(JsonPlace scores) =>
        scores.Elements()
            .SelectMany(s => (decimal?[])[s["cvss_v3"]["baseScore"].Number(), s["cvss_v2"]["baseScore"].Number()])
            .Where(s => s is >= 0 and <= 10)
            .Max();

    private List<string> Products(JsonPlace status, string[] names) =>
        [.. names.SelectMany(n => Named(status[n])).Distinct(StringComparer.Ordinal)];

    /// <summary>A remediation that names neither products nor groups speaks of all of them.</summary>
    private CsafRemediation Remediation(JsonPlace remedy)
    {
        var grouped = remedy["group_ids"].Texts(Name).SelectMany(g => _groups.GetValueOrDefault(g, [])).Where(_alm.Contains);
        var named = remedy["product_ids"].IsPresent || remedy["group_ids"].IsPresent;
        return new CsafRemediation(
            remedy.Text("category", 64),
            remedy["details"].OptionalText(Prose) ?? "",
            named ? [.. Named(remedy["product_ids"]).Concat(grouped).Distinct(StringComparer.Ordinal)] : [.. _alm]);
    }

    private List<string> Named(JsonPlace ids)
    {
        var named = new List<string>();
        foreach (var id in ids.Texts(Name))
        {
            if (!_known.Contains(id))
            {
                ids.Refuse("This names a product that the product tree does not hold.");
            }
            else if (_alm.Contains(id))
            {
                named.Add(id);
            }
        }

        return named;
    }
}
