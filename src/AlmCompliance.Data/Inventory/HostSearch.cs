using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Data.Inventory;

public static class HostSearch
{
    private const string Escape = "\\";

    /// <summary>Hosts with this text anywhere in name, address, domain or owner, whatever its case.</summary>
    public static IQueryable<Host> Containing(this IQueryable<Host> hosts, string text)
    {
        var pattern = $"%{Escaped(SortKeys.Folded(text))}%";
        return hosts.Where(h => EF.Functions.Like(h.SearchKey, pattern, Escape));
    }

    /// <summary>What a search for the host looks into.</summary>
    public static string KeyOf(Host host) => SortKeys.Folded(string.Join(' ', host.Name, host.Addresses, host.Domain, host.Owner));

    private static string Escaped(string text) => text
        .Replace(Escape, Escape + Escape, StringComparison.Ordinal)
        .Replace("%", Escape + "%", StringComparison.Ordinal)
        .Replace("_", Escape + "_", StringComparison.Ordinal);
}
