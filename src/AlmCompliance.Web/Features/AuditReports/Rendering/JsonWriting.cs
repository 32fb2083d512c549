using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace AlmCompliance.Web.Features.AuditReports.Rendering;

/// <summary>What every part of the JSON form writes alike: UTC times with a Z, enums by name, null for what is not known.</summary>
internal static class JsonWriting
{
    /// <summary>Signs beyond ASCII stay as they are, what is special in HTML does not.</summary>
    public static JsonWriterOptions Options { get; } = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All), SkipValidation = true };

    public static void Time(this Utf8JsonWriter json, JsonEncodedText name, DateTimeOffset? at)
    {
        if (at is { } known)
        {
            json.WriteString(name, known.UtcDateTime);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    /// <summary>For what comes once, or now and then.</summary>
    public static void Time(this Utf8JsonWriter json, string name, DateTimeOffset? at) => json.Time(JsonEncodedText.Encode(name), at);

    public static void Name<T>(this Utf8JsonWriter json, string name, T value)
        where T : struct, Enum => json.Name(JsonEncodedText.Encode(name), value);

    public static void Name<T>(this Utf8JsonWriter json, JsonEncodedText name, T value)
        where T : struct, Enum => json.WriteString(name, EnumNames<T>.Json(value));

    public static void Texts(this Utf8JsonWriter json, JsonEncodedText name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        for (var i = 0; i < texts.Count; i++)
        {
            json.WriteStringValue(texts[i]);
        }

        json.WriteEndArray();
    }
}
