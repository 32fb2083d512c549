using System.Text.Json;
using System.Text.Json.Serialization;

namespace AlmCompliance.Web.Features.AuditReports.Frozen;

/// <summary>How the frozen copy writes what is no column.</summary>
internal static class FrozenJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };
}
