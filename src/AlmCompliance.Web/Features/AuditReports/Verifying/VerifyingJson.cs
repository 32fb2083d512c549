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

    /// <summary>Version 1 of its schema has these members, written so, and no others: one that is not read could say anything.</summary>
    public static JsonSerializerOptions Report { get; } = new(JsonSerializerDefaults.Web)
    {
        PropertyNameCaseInsensitive = false,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        NumberHandling = JsonNumberHandling.Strict,
        Converters = { new JsonStringEnumConverter(null, allowIntegerValues: false) },
    };

    /// <summary>Reads some members of an object that has others, of an edition that is not known.</summary>
    public static JsonSerializerOptions Part { get; } = new(Report) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip };

    public static JsonSerializerOptions Input { get; } = new(InputJson.Options) { AllowDuplicateProperties = false, RespectNullableAnnotations = true };
}
