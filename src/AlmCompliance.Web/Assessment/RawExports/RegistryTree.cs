using System.Globalization;

namespace AlmCompliance.Web.Assessment.RawExports;

/// <summary>
/// The part of a registry that a file holds. A key may be there, known to be missing, or not looked at; the last is never
/// taken for the second. Names are compared without case, the hive is <c>HKEY_LOCAL_MACHINE</c>.
/// </summary>
internal sealed class RegistryTree
{
    public const string Machine = @"HKEY_LOCAL_MACHINE\";

    private readonly Dictionary<string, Dictionary<string, object>> _keys = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _whole = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _single = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _missing = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<(string Key, string Name)> _missingValues = [];

    public IEnumerable<string> Keys => _keys.Keys;

    /// <summary>The values of a key that is there.</summary>
    public Dictionary<string, object> Add(string key)
    {
        if (!_keys.TryGetValue(key, out var values))
        {
            _keys.Add(key, values = new Dictionary<string, object>(StringComparer.OrdinalIgnoreCase));
        }

        return values;
    }

    /// <summary>The key was read with all below it: what is not there is missing.</summary>
    public void AddWhole(string key) => _whole.Add(key);

    /// <summary>All values of the key itself were read.</summary>
    public void AddSingle(string key) => _single.Add(key);

    public void AddMissing(string key) => _missing.Add(key);

    /// <summary>One value was looked for and is not there.</summary>
    public void AddMissing(string key, string name) => _missingValues.Add((Folded(key), Folded(name)));

    public bool Exists(string key) => _keys.ContainsKey(key);

    /// <summary>Whether the file says of this key what its values are, or that it is not there.</summary>
    public bool Knows(string key) => _single.Contains(key) || Ancestors(key).Any(k => _whole.Contains(k) || _missing.Contains(k));

    /// <summary>Whether the file says what is below this key.</summary>
    public bool KnowsBelow(string key) => Ancestors(key).Any(k => _whole.Contains(k) || _missing.Contains(k));

    /// <summary>Whether the file says what this value is, or that it is not there.</summary>
    public bool Knows(string key, string name) => Value(key, name) is not null || Knows(key) || _missingValues.Contains((Folded(key), Folded(name)));

    public object? Value(string key, string name) => _keys.TryGetValue(key, out var values) ? values.GetValueOrDefault(name) : null;

    public string? Text(string key, string name) => Value(key, name) as string;

    public IEnumerable<string> Below(string key)
    {
        var start = key + "\\";
        return _keys.Keys.Where(k => k.StartsWith(start, StringComparison.OrdinalIgnoreCase));
    }

    public static string Full(string key) =>
        key.StartsWith(@"HKLM\", StringComparison.OrdinalIgnoreCase) ? Machine + key[5..] : key;

    private static IEnumerable<string> Ancestors(string key)
    {
        for (var end = key.Length; end > 0; end = key.LastIndexOf('\\', end - 1))
        {
            yield return key[..end];
        }
    }

    private static string Folded(string text) => text.ToUpper(CultureInfo.InvariantCulture);
}
