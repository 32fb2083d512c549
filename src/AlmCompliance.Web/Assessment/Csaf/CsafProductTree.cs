namespace AlmCompliance.Web.Assessment.Csaf;

/// <summary>A product of the tree, of whatever maker.</summary>
internal sealed record TreeProduct(CsafProduct Product, bool IsAlm);

/// <summary>
/// Walks the product tree: vendor, family, product and version branches in any order and depth, products that stand outside
/// of branches, and products combined by relationships. A branch of which only a part is the ALM keeps its own words.
/// </summary>
internal static class CsafProductTree
{
    private const string Alm = "Automation License Manager";
    private const int Name = 1024;
    private const int Deepest = 32;

    public static List<TreeProduct> Read(JsonPlace tree)
    {
        var products = new List<TreeProduct>();
        foreach (var branch in tree["branches"].Elements())
        {
            Walk(branch, "", 0, products);
        }

        foreach (var product in tree["full_product_names"].Elements())
        {
            Add(product, product["name"].OptionalText(Name) ?? "", "", isRange: false, products);
        }

        foreach (var relationship in tree["relationships"].Elements())
        {
            var product = relationship["full_product_name"];
            Add(product, product["name"].OptionalText(Name) ?? "", "", isRange: false, products);
        }

        foreach (var twice in products.GroupBy(p => p.Product.ProductId, StringComparer.Ordinal).Where(g => g.Count() > 1))
        {
            tree.Refuse($"The product id of {twice.First().Product.Pointer} is given to another product as well.");
        }

        return products;
    }

    /// <summary>The product ids of each group.</summary>
    public static Dictionary<string, IReadOnlyList<string>> Groups(JsonPlace tree)
    {
        var groups = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var group in tree["product_groups"].Elements())
        {
            groups[group.Text("group_id", Name)] = group["product_ids"].Texts(Name);
        }

        return groups;
    }

    private static void Walk(JsonPlace branch, string productName, int depth, List<TreeProduct> products)
    {
        var category = branch.Text("category", 64);
        var name = branch.Text("name", Name);
        var isVersion = category is "product_version" or "product_version_range";
        var above = isVersion ? productName : Below(productName, Folded(name), category);
        if (depth >= Deepest)
        {
            branch.Refuse("The branches go too deep.");
            return;
        }

        if (branch["product"].IsPresent)
        {
            Add(branch["product"], above, isVersion ? name : "", category == "product_version_range", products);
        }

        foreach (var child in branch["branches"].Elements())
        {
            Walk(child, above, depth + 1, products);
        }
    }

    private static void Add(JsonPlace product, string productName, string rangeText, bool isRange, List<TreeProduct> products)
    {
        var id = product.Text("product_id", Name);
        var fullName = product.Text("name", Name);
        if (id.Length > 0)
        {
            var words = Folded(productName);
            var isAlm = MayBeAlm(words) || MayBeAlm(Folded(fullName));
            products.Add(new TreeProduct(new CsafProduct(id, product.Pointer, words, rangeText, isRange), isAlm));
        }
    }

    /// <summary>What the branches down to this one call the product: below one that names the ALM every further name only narrows it.</summary>
    private static string Below(string above, string name, string category) => category switch
    {
        _ when IsAlm(name) => name,
        _ when IsAlm(above) => $"{above} {name}",
        "product_name" => name,
        _ => above,
    };

    private static bool IsAlm(string name) => name.Contains(Alm, StringComparison.OrdinalIgnoreCase);

    /// <summary>A short name is enough to ask a person what is meant: what is left out clears the versions that it speaks of.</summary>
    private static bool MayBeAlm(string name) =>
        IsAlm(name) || (name.Split(' ', '(', ')', '-', '_', ',').Contains("ALM", StringComparer.OrdinalIgnoreCase) && !name.Contains("Polarion", StringComparison.OrdinalIgnoreCase));

    /// <summary>Single spaces, and the one spelling of "license".</summary>
    private static string Folded(string name) =>
        string.Join(' ', name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Replace("Automation Licence Manager", Alm, StringComparison.OrdinalIgnoreCase);
}
