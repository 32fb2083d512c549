using System.Text;
using System.Text.Json.Nodes;

namespace AlmCompliance.Web.Tests.Ingest;

/// <summary>Turns a valid message into something near it: repeatable by its seed.</summary>
internal sealed class Mutation(int seed)
{
    public const string Marker = "<script>alm";

    private static readonly string[] _hostile =
    [
        $"\"{Marker}</script>\"", "\"\"", "\"\\u0000\"", "\"\\ud800\"", "\"\\uFEFF\"", "null", "true", "false", "0", "-1", "4410.5", "1e308", "1e999", "9223372036854775808", "-0", "[]", "{}", "[[]]",
        "[null]", "{\"a\":null}", "\"=cmd|'/c calc'!A1\"", "\"'; DROP TABLE x; --\"", "\"2026-11-22T10:15:00Z\"", "\"9999-12-31T23:59:59.9999999-14:00\"", "\"0001-01-01T00:00:00+14:00\"",
        "\"05.01.0102\"", "\"\\u202e\"", "\"\\r\\nX: y\"", "NaN", "'x'", "undefined",
    ];

    private readonly Random _random = new(seed);

    /// <summary>One to three changes to the tree, then now and then one to its bytes.</summary>
    public byte[] Of(JsonObject valid)
    {
        var message = valid.DeepClone().AsObject();
        var text = Substitute(message, 1 + _random.Next(3));
        var bytes = Encoding.UTF8.GetBytes(text);
        return _random.Next(3) == 0 ? Damage(bytes) : bytes;
    }

    /// <summary>One more change, to the bytes of a copy.</summary>
    public byte[] Damaged(byte[] bytes) => Damage([.. bytes]);

    public bool Chance(int inHowMany) => _random.Next(inHowMany) == 0;

    public T One<T>(params T[] of) => of[_random.Next(of.Length)];

    private string Substitute(JsonObject message, int changes)
    {
        var replaced = new List<(string Mark, string Raw)>();
        for (var i = 0; i < changes; i++)
        {
            var (owner, node) = Pick(message);
            if (owner is JsonObject members)
            {
                Change(members, node, replaced);
            }
            else if (owner is JsonArray elements)
            {
                Change(elements, node, replaced);
            }
        }

        var text = message.ToJsonString();
        foreach (var (mark, raw) in replaced)
        {
            text = text.Replace($"\"{mark}\"", raw, StringComparison.Ordinal);
        }

        return text;
    }

    private void Change(JsonObject members, string name, List<(string, string)> replaced)
    {
        switch (_random.Next(4))
        {
            case 0:
                members.Remove(name);
                break;
            case 1:
                // The same member twice, the second time with something else.
                members[name] = Mark(replaced, $"{members[name]?.ToJsonString() ?? "null"},\"{name}\":{Hostile()}");
                break;
            case 2:
                members[name] = Retyped(members[name]);
                break;
            default:
                members[name] = Mark(replaced, Hostile());
                break;
        }
    }

    private void Change(JsonArray elements, string index, List<(string, string)> replaced)
    {
        var at = int.Parse(index, System.Globalization.CultureInfo.InvariantCulture);
        switch (_random.Next(4))
        {
            case 0:
                elements.RemoveAt(at);
                break;
            case 1:
                for (var copies = _random.Next(400); copies > 0; copies--)
                {
                    elements.Add(elements[at]?.DeepClone());
                }

                break;
            case 2:
                elements[at] = Retyped(elements[at]);
                break;
            default:
                elements[at] = Mark(replaced, Hostile());
                break;
        }
    }

    private static JsonNode Retyped(JsonNode? node) => node switch
    {
        JsonObject members => new JsonArray([.. members.Select(m => m.Value?.DeepClone())]),
        JsonArray elements => new JsonObject(elements.Select((e, i) => KeyValuePair.Create($"m{i}", e?.DeepClone()))),
        JsonValue value when value.TryGetValue<string>(out var text) => new JsonObject { [text.Length > 40 ? "long" : text] = 1 },
        null => new JsonArray(),
        _ => node.ToJsonString(),
    };

    private string Hostile() => _random.Next(6) == 0
        ? $"\"{new string((char)('a' + _random.Next(26)), 1 << _random.Next(4, 15))}\""
        : _hostile[_random.Next(_hostile.Length)];

    private static string Mark(List<(string Mark, string Raw)> replaced, string raw)
    {
        var mark = $"mark-{replaced.Count}-of-a-raw-text";
        replaced.Add((mark, raw));
        return mark;
    }

    private (JsonNode Owner, string Name) Pick(JsonObject message)
    {
        var all = Places(message).ToList();
        return all.Count == 0 ? (new JsonArray(), "0") : all[_random.Next(all.Count)];
    }

    private static IEnumerable<(JsonNode Owner, string Name)> Places(JsonNode node)
    {
        var children = node switch
        {
            JsonObject members => members.Select(m => (m.Key, m.Value)),
            JsonArray elements => elements.Select((e, i) => ($"{i}", e)),
            _ => [],
        };
        foreach (var (name, child) in children)
        {
            yield return (node, name);
            foreach (var below in child is null ? [] : Places(child))
            {
                yield return below;
            }
        }
    }

    private byte[] Damage(byte[] bytes)
    {
        if (bytes.Length == 0)
        {
            return bytes;
        }

        var at = _random.Next(bytes.Length);
        switch (_random.Next(4))
        {
            case 0:
                return bytes[..at];
            case 1:
                bytes[at] ^= (byte)(1 << _random.Next(8));
                return bytes;
            case 2:
                return [.. bytes[..at], (byte)_random.Next(256), .. bytes[at..]];
            default:
                var to = at + _random.Next(bytes.Length - at);
                return [.. bytes[..to], .. bytes[at..]];
        }
    }
}
