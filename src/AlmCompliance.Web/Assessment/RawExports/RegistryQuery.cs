using System.Globalization;
using System.Text.RegularExpressions;

namespace AlmCompliance.Web.Assessment.RawExports;

/// <summary>Reads what <c>reg query</c> printed, from Windows XP on, with the number that it ended in.</summary>
internal static partial class RegistryQuery
{
    public static void Add(RegistryTree tree, string key, string? name, bool all, List<string> said)
    {
        var end = said.FindLastIndex(l => l.StartsWith("#exit ", StringComparison.Ordinal));
        if (end < 0)
        {
            return;
        }

        var lines = said[..end].Where(l => !string.IsNullOrWhiteSpace(l) && !l.StartsWith("! REG.EXE", StringComparison.OrdinalIgnoreCase)).ToList();
        if (said[end][6..].Trim() != "0")
        {
            // "Access denied" ends in the same number: only the words tell, in the languages that are known.
            if (lines.Exists(l => NotFound().IsMatch(l)))
            {
                Missing(tree, key, name);
            }

            return;
        }

        var isWhole = Values(tree, lines);
        if (isWhole && all)
        {
            tree.AddWhole(key);
        }
        else if (isWhole && name is null)
        {
            tree.AddSingle(key);
        }
    }

    private static void Missing(RegistryTree tree, string key, string? name)
    {
        if (name is null)
        {
            tree.AddMissing(key);
        }
        else
        {
            tree.AddMissing(key, name);
        }
    }

    /// <summary>False where a line is neither key nor value: then nobody knows what else was not understood.</summary>
    private static bool Values(RegistryTree tree, List<string> lines)
    {
        var isWhole = true;
        Dictionary<string, object>? values = null;
        foreach (var line in lines)
        {
            if (line.StartsWith("HKEY_", StringComparison.OrdinalIgnoreCase))
            {
                values = tree.Add(line.Trim());
            }
            else if (values is not null && ValueOf(line) is { } value)
            {
                values[value.Name] = value.Data;
            }
            else
            {
                isWhole = false;
            }
        }

        return isWhole;
    }

    /// <summary>Name, type and data stand apart by four spaces, or by a tab on Windows XP.</summary>
    private static (string Name, object Data)? ValueOf(string line)
    {
        if (!char.IsWhiteSpace(line[0]))
        {
            return null;
        }

        var gap = line.Contains("\tREG_", StringComparison.Ordinal) ? "\t" : "    ";
        var at = line.IndexOf($"{gap}REG_", StringComparison.Ordinal);
        if (at <= 0 || line[..at].Trim() is not { Length: > 0 } name)
        {
            return null;
        }

        var rest = line[(at + gap.Length)..];
        var end = rest.IndexOf(gap, StringComparison.Ordinal);
        return (name, end < 0 ? DataOf(rest.Trim(), "") : DataOf(rest[..end].Trim(), rest[(end + gap.Length)..]));
    }

    private static object DataOf(string type, string data) => type switch
    {
        "REG_SZ" or "REG_EXPAND_SZ" => data,
        "REG_MULTI_SZ" => data.Split(@"\0", StringSplitOptions.RemoveEmptyEntries),
        "REG_DWORD" when data.StartsWith("0x", StringComparison.Ordinal)
            && uint.TryParse(data.AsSpan(2).Trim(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number) => number,
        _ => Array.Empty<byte>(),
    };

    [GeneratedRegex("unable to find|nicht gefunden", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NotFound();
}
