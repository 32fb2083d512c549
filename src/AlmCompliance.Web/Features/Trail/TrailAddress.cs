using static AlmCompliance.Web.Components.ListAddress;

namespace AlmCompliance.Web.Features.Trail;

/// <summary>Writes the address that a part of the trail is read from: only what differs from the whole.</summary>
internal static class TrailAddress
{
    public const string Path = "/audit-trail";

    public static string Page(TrailRequest request) => Join(Path, [.. Filter(request), .. Pages(request.Page)]);

    /// <summary>The same entries as a file.</summary>
    public static string Export(TrailRequest request) => Join("/api/v1/exports/audit-entries.csv", [.. Filter(request)]);

    private static IEnumerable<string> Filter(TrailRequest request)
    {
        foreach (var (name, value) in ((string, string?)[])
        [
            ("kind", request.Kind?.ToString()), ("who", request.Who), ("action", request.Action), ("on", request.On), ("subject", request.Subject),
            ("from", request.From is { } from ? TrailRequest.Text(from) : null), ("to", request.To is { } to ? TrailRequest.Text(to) : null),
        ])
        {
            if (value is not null)
            {
                yield return Field(name, value);
            }
        }

        foreach (var zone in request.Zones)
        {
            yield return Field("zone", zone);
        }
    }
}
