using System.Text.Json;
using System.Text.Json.Serialization;
using AlmCompliance.Web.Features.AuditReports.Frozen;
using AlmCompliance.Web.Features.AuditReports.Inputs;

namespace AlmCompliance.Web.Features.AuditReports.Verifying;

/// <summary>How a pack's JSON is read: no member twice, none missing, none null that must not be.</summary>
internal static class VerifyingJson
{
    public static JsonSerializerOptions Manifest { get; } = new(FrozenJson.Options)
    {
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>Later versions of its schema may have more members.</summary>
    public static JsonSerializerOptions Report { get; } = new(JsonSerializerDefaults.Web)
    {
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        NumberHandling = JsonNumberHandling.Strict,
        Converters = { new JsonStringEnumConverter(null, allowIntegerValues: false) },
    };

    public static JsonSerializerOptions Input { get; } = new(InputJson.Options) { AllowDuplicateProperties = false, RespectNullableAnnotations = true };
}
