using System.Text.Json;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace AlmCompliance.Data;

/// <summary>A few words of a sentence, stored as one JSON text on both databases.</summary>
internal sealed class TextListConverter() : ValueConverter<string[], string>(
    list => Write(list),
    text => Read(text))
{
    public static string Write(string[] list) => JsonSerializer.Serialize(list, JsonSerializerOptions.Default);

    public static string[] Read(string text) => JsonSerializer.Deserialize<string[]>(text, JsonSerializerOptions.Default) ?? [];
}

internal sealed class TextListComparer() : ValueComparer<string[]>(
    (a, b) => ReferenceEquals(a, b) || (a != null && b != null && a.SequenceEqual(b)),
    list => list.Aggregate(0, (sum, text) => HashCode.Combine(sum, StringComparer.Ordinal.GetHashCode(text))),
    list => list.ToArray());
