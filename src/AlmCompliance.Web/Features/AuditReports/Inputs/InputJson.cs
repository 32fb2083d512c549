using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Inventory;
using AlmCompliance.Domain.Segmentation;
using AlmCompliance.Web.Assessment;

namespace AlmCompliance.Web.Features.AuditReports.Inputs;

/// <summary>
/// The canonical form of what the rules were given: members in the order of their declaration, versions, ranges, addresses and
/// numbers as the texts that people write, what can be computed left out. What is written reads back as the same.
/// </summary>
internal static class InputJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        IgnoreReadOnlyProperties = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters =
        {
            new JsonStringEnumConverter(),
            new TextConverter<AlmVersion>(v => v.Canonical, t => DecisionReader.VersionOf(t) ?? throw new FormatException("no ALM version")),
            new TextConverter<AdvisoryId>(i => i.Value, t => new AdvisoryId(t)),
            new TextConverter<CveId>(i => i.Value, t => new CveId(t)),
            new TextConverter<ZoneId>(z => z.Value.ToString(), t => new ZoneId(Guid.Parse(t))),
            new TextConverter<AddressRange>(r => r.ToString(), t => AddressRange.TryParse(t, out var range) ? range : throw new FormatException("no range of addresses")),
            new TextConverter<ProductLine>(l => l.ToString(), LineOf),
            new TextConverter<IPAddress>(a => a.ToString(), IPAddress.Parse),
            new AffectedVersionsConverter(),
        },
    };

    private static ProductLine LineOf(string text)
    {
        var parts = text is ['V', .. var rest] ? rest.Split('.') : [];
        return (text, parts) switch
        {
            ("*", _) => ProductLine.Every,
            (_, [var major]) => new ProductLine(Number(major)),
            (_, [var major, var minor]) => new ProductLine(Number(major), Number(minor)),
            _ => throw new FormatException("no product line"),
        };
    }

    private static int Number(string text) => int.Parse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A value that is one text.</summary>
    private sealed class TextConverter<T>(Func<T, string> write, Func<string, T> read) : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            try
            {
                return read(reader.GetString() ?? throw new JsonException());
            }
            catch (Exception exception) when (exception is FormatException or ArgumentException or OverflowException or InvalidOperationException)
            {
                throw new JsonException(exception.Message, exception);
            }
        }

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(write(value));
    }

    private sealed class AffectedVersionsConverter : JsonConverter<AffectedVersions>
    {
        public override AffectedVersions Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            JsonSerializer.Deserialize<AdvisoryBranch[]>(ref reader, options) is { Length: > 0 } branches ? new AffectedVersions(branches) : throw new JsonException("no branch");

        public override void Write(Utf8JsonWriter writer, AffectedVersions value, JsonSerializerOptions options) => JsonSerializer.Serialize(writer, value.Branches, options);
    }
}
