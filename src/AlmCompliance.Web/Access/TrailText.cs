using System.Text.Json;

namespace AlmCompliance.Web.Access;

/// <summary>The before and after of an act as compact JSON.</summary>
internal static class TrailText
{
    public static string Of(object state) => JsonSerializer.Serialize(state, JsonSerializerOptions.Web);
}
