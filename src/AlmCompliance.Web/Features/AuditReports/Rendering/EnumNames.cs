using System.Text.Json;

namespace AlmCompliance.Web.Features.AuditReports.Rendering;

/// <summary>The names of an enum's members, encoded once: rows hold a dozen of them. The members are numbered from 0 on.</summary>
internal static class EnumNames<T>
    where T : struct, Enum
{
    private static readonly string[] Texts = [.. Enum.GetValues<T>().Select(v => v.ToString())];
    private static readonly JsonEncodedText[] Encoded = [.. Texts.Select(t => JsonEncodedText.Encode(t))];

    public static string Text(T value) => Number(value) is var n && n < (uint)Texts.Length ? Texts[n] : value.ToString();

    public static JsonEncodedText Json(T value) => Number(value) is var n && n < (uint)Encoded.Length ? Encoded[n] : JsonEncodedText.Encode(value.ToString());

    private static uint Number(T value) => (uint)System.Runtime.CompilerServices.Unsafe.As<T, int>(ref value);
}
