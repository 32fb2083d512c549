using System.Globalization;
using System.Text.Json;

namespace AlmCompliance.Web.Assessment.Csaf;

/// <summary>An element of a document with its JSON pointer, read with errors that name that pointer.</summary>
internal readonly struct JsonPlace(JsonElement element, string pointer, List<CsafError> errors)
{
    private const int LongestList = 5_000;

    public string Pointer => pointer.Length <= 300 ? pointer : pointer[..300];

    public bool IsPresent => element.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);

    /// <summary>A member of an object; absent where there is none.</summary>
    public JsonPlace this[string name] => new(
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default,
        $"{pointer}/{name}",
        errors);

    /// <summary>A member that must be an object.</summary>
    public JsonPlace Object(string name)
    {
        var member = this[name];
        return member.Is(JsonValueKind.Object) ? member : member.Missing("an object");
    }

    /// <summary>A member that must be a text which is not blank.</summary>
    public string Text(string name, int longest)
    {
        var text = this[name].OptionalText(longest);
        if (text is null && this[name].IsAbsentOrText)
        {
            Refuse($"{pointer}/{name}", "This is required, as a text.");
        }

        return text ?? "";
    }

    /// <summary>The text of this place; null where it is absent or blank. A text that is too long or another type is an error.</summary>
    public string? OptionalText(int longest)
    {
        if (!IsPresent)
        {
            return null;
        }

        if (!Is(JsonValueKind.String))
        {
            Refuse(pointer, "This must be a text.");
            return null;
        }

        var text = element.GetString()!;
        if (text.Length > longest)
        {
            Refuse(pointer, string.Create(CultureInfo.InvariantCulture, $"This is longer than {longest} characters."));
            return null;
        }

        return string.IsNullOrWhiteSpace(text) ? null : text.Trim();
    }

    /// <summary>The elements of a list; none where it is absent.</summary>
    public List<JsonPlace> Elements()
    {
        var places = new List<JsonPlace>();
        if (!IsPresent)
        {
            return places;
        }

        if (!Is(JsonValueKind.Array))
        {
            Refuse(pointer, "This must be a list.");
            return places;
        }

        if (element.GetArrayLength() > LongestList)
        {
            Refuse(pointer, string.Create(CultureInfo.InvariantCulture, $"This holds more than {LongestList} elements."));
            return places;
        }

        foreach (var item in element.EnumerateArray())
        {
            places.Add(new JsonPlace(item, string.Create(CultureInfo.InvariantCulture, $"{pointer}/{places.Count}"), errors));
        }

        return places;
    }

    /// <summary>The texts of a list; none where it is absent.</summary>
    public IReadOnlyList<string> Texts(int longest)
    {
        var texts = new List<string>();
        foreach (var item in Elements())
        {
            if (item.OptionalText(longest) is { } text)
            {
                texts.Add(text);
            }
            else if (!item.IsPresent)
            {
                item.Missing("a text");
            }
        }

        return texts;
    }

    /// <summary>A number; null where it is absent or none.</summary>
    public decimal? Number() => Is(JsonValueKind.Number) && element.TryGetDecimal(out var number) ? number : null;

    /// <summary>A time; null where it is absent. A text that is no time is an error.</summary>
    public DateTimeOffset? Time()
    {
        if (OptionalText(64) is not { } text)
        {
            return null;
        }

        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time))
        {
            return time;
        }

        Refuse(pointer, "This is no time.");
        return null;
    }

    public void Refuse(string message) => Refuse(pointer, message);

    private bool IsAbsentOrText => element.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null
        || (element.ValueKind == JsonValueKind.String && string.IsNullOrWhiteSpace(element.GetString()));

    private bool Is(JsonValueKind kind) => element.ValueKind == kind;

    private JsonPlace Missing(string what)
    {
        Refuse(pointer, $"This is required, as {what}.");
        return new JsonPlace(default, pointer, errors);
    }

    private void Refuse(string at, string message)
    {
        const int most = 20;
        if (errors.Count < most)
        {
            errors.Add(new CsafError(at.Length <= 300 ? at : at[..300], message));
        }
    }
}
