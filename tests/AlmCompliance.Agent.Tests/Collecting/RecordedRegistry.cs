using System.Globalization;
using System.Text;
using AlmCompliance.Agent.Collecting;

namespace AlmCompliance.Agent.Tests.Collecting;

/// <summary>A registry as <c>reg export</c> writes it, for HKEY_LOCAL_MACHINE.</summary>
internal sealed class RecordedRegistry(bool is64Bit = true) : IRegistry
{
    private const string Machine = @"HKEY_LOCAL_MACHINE\";
    private readonly Dictionary<string, Dictionary<string, object>> _keys = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _denied = new(StringComparer.OrdinalIgnoreCase);

    public bool Is64Bit { get; } = is64Bit;

    public IEnumerable<KeyValuePair<string, Dictionary<string, object>>> All => _keys;

    public static RecordedRegistry Of(string text, bool is64Bit = true) => new RecordedRegistry(is64Bit).Add(text);

    public RecordedRegistry Add(string text)
    {
        Dictionary<string, object>? key = null;
        foreach (var line in text.ReplaceLineEndings("\n").Replace("\\\n", "", StringComparison.Ordinal).Split('\n').Select(l => l.Trim()))
        {
            if (line.StartsWith('['))
            {
                key = Key(line[(1 + Machine.Length)..^1]);
            }
            else if (key is not null && line.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals)
            {
                key[line.StartsWith('@') ? "" : Unescaped(line[1..(equals - 1)])] = Value(line[(equals + 1)..]);
            }
        }

        return this;
    }

    public RecordedRegistry Deny(string key)
    {
        _denied.Add(key);
        return this;
    }

    object? IRegistry.Value(string key, string name) => Find(key)?.GetValueOrDefault(name);

    public string[]? ValueNames(string key) => Find(key)?.Keys.ToArray();

    public string[]? SubKeys(string key) => Find(key) is null
        ? null
        : [.. _keys.Keys.Where(k => k.StartsWith(key + @"\", StringComparison.OrdinalIgnoreCase)).Select(k => k[(key.Length + 1)..]).Where(k => !k.Contains('\\', StringComparison.Ordinal))];

    private Dictionary<string, object>? Find(string key) => _denied.Contains(key) ? throw new System.Security.SecurityException("access denied") : _keys.GetValueOrDefault(key);

    private Dictionary<string, object> Key(string path)
    {
        for (var end = path.IndexOf('\\', StringComparison.Ordinal); end >= 0; end = path.IndexOf('\\', end + 1))
        {
            _keys.TryAdd(path[..end], new(StringComparer.OrdinalIgnoreCase));
        }

        _keys.TryAdd(path, new(StringComparer.OrdinalIgnoreCase));
        return _keys[path];
    }

    private static object Value(string text) => text switch
    {
        _ when text.StartsWith('"') => Unescaped(text[1..^1]),
        _ when text.StartsWith("dword:", StringComparison.Ordinal) => int.Parse(text[6..], NumberStyles.HexNumber, CultureInfo.InvariantCulture),
        _ when text.StartsWith("hex(7):", StringComparison.Ordinal) => Encoding.Unicode.GetString(Bytes(text[7..])).TrimEnd('\0').Split('\0'),
        _ when text.StartsWith("hex(2):", StringComparison.Ordinal) => Encoding.Unicode.GetString(Bytes(text[7..])).TrimEnd('\0'),
        _ when text.StartsWith("hex:", StringComparison.Ordinal) => Bytes(text[4..]),
        _ => throw new FormatException(text),
    };

    private static byte[] Bytes(string text) => Convert.FromHexString(text.Replace(",", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal));

    private static string Unescaped(string text) => text.Replace(@"\\", "\\", StringComparison.Ordinal).Replace("\\\"", "\"", StringComparison.Ordinal);
}
