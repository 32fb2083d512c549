using System.Globalization;
using System.Text.Json;
using AlmCompliance.Web.Hosting;

namespace AlmCompliance.Web.Components;

/// <summary>The pieces of which lists write their addresses: only what differs from the plain list stands in them.</summary>
internal static class ListAddress
{
    public static string Join(string path, params IReadOnlyCollection<string> fields) => fields.Count == 0 ? path : $"{path}?{string.Join('&', fields)}";

    public static string Field(string name, string value) => $"{name}={Uri.EscapeDataString(value)}";

    public static string Name(Enum value) => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    public static IEnumerable<string> Pages(PageOf page)
    {
        if (page.Page > 1)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"page={page.Page}");
        }

        if (page.Size != PageOf.DefaultSize)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"pageSize={page.Size}");
        }
    }
}
