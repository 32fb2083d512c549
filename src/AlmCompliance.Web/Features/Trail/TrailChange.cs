using System.Text.Json;
using AlmCompliance.Web.Components.Values;

namespace AlmCompliance.Web.Features.Trail;

/// <summary>One field of what was acted on, before and after; null where it was not there.</summary>
internal sealed record TrailChange(string Field, string? Before, string? After)
{
    private const int MostFields = 40;
    private const int LongestValue = 500;

    /// <summary>
    /// What an act changed, field by field; where there is but one side, all that it says. The texts may come from hosts: they
    /// are bounded and tamed here, and still have to be encoded.
    /// </summary>
    public static IReadOnlyList<TrailChange> Of(string before, string after, Func<string, string> say)
    {
        var was = Fields(before, say);
        var has = Fields(after, say);
        var both = was.Count > 0 && has.Count > 0;
        return [.. was.Keys.Concat(has.Keys).Distinct(StringComparer.Ordinal)
            .Select(f => new TrailChange(HostileText.Tame(f, 60), was.GetValueOrDefault(f), has.GetValueOrDefault(f)))
            .Where(c => both ? c.Before != c.After : !string.IsNullOrEmpty(c.Before ?? c.After))
            .Take(MostFields)];
    }

    private static Dictionary<string, string> Fields(string json, Func<string, string> say)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        if (json.Length == 0)
        {
            return fields;
        }

        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind is JsonValueKind.Object)
            {
                foreach (var property in document.RootElement.EnumerateObject().Take(MostFields))
                {
                    fields[property.Name] = HostileText.Tame(Text(property.Value, say), LongestValue);
                }

                return fields;
            }
        }
        catch (JsonException)
        {
            // An entry that is no JSON is shown as it is.
        }

        fields[""] = HostileText.Tame(json, LongestValue);
        return fields;
    }

    private static string Text(JsonElement value, Func<string, string> say) => value.ValueKind switch
    {
        JsonValueKind.Null => "",
        JsonValueKind.Array => Together(value.EnumerateArray(), say),
        JsonValueKind.Object => Together(value.EnumerateObject().Select(p => p.Value), say),
        JsonValueKind.String => say(value.GetString()!),
        _ => say(value.GetRawText()),
    };

    private static string Together(IEnumerable<JsonElement> values, Func<string, string> say) =>
        string.Join(", ", values.Take(MostFields).Select(v => Text(v, say)).Where(t => t.Length > 0));
}
