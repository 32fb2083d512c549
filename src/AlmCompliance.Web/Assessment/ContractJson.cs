using System.Text.Json;
using System.Text.Json.Serialization;

namespace AlmCompliance.Web.Assessment;

/// <summary>How the contract's messages are read and written: camel case, strict, shallow.</summary>
internal static class ContractJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        PropertyNameCaseInsensitive = false,
        NumberHandling = JsonNumberHandling.Strict,
        MaxDepth = 16,
        AllowDuplicateProperties = false,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };
}
