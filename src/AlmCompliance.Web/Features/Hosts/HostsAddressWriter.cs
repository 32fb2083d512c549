using AlmCompliance.Data.Compliance;
using AlmCompliance.Web.Components;
using static AlmCompliance.Web.Components.ListAddress;

namespace AlmCompliance.Web.Features.Hosts;

/// <summary>Writes the address that a list of hosts is read from: only what differs from the plain list.</summary>
internal static class HostsAddressWriter
{
    public static string Page(HostListRequest request) => Join("/hosts", [.. Filter(request.Filter), .. Order(request), .. Columns(request), .. Pages(request.Page)]);

    /// <summary>The same hosts in the same order, as a file.</summary>
    public static string Export(HostListRequest request) => Join("/api/v1/exports/hosts.csv", [.. Filter(request.Filter), .. Order(request)]);

    private static IEnumerable<string> Filter(HostFilter filter)
    {
        if (filter.Search is { } search)
        {
            yield return Field("q", search);
        }

        if (filter.Statuses.Count > 0)
        {
            yield return $"status={string.Join(',', filter.Statuses)}";
        }

        foreach (var zone in filter.Zones)
        {
            yield return Field("zone", zone);
        }

        if (filter.Rules.Count > 0)
        {
            yield return $"rule={string.Join(',', filter.Rules)}";
        }

        if (filter.Advisory is { } advisory)
        {
            yield return Field("advisory", advisory);
        }

        if (filter.Due != DueIn.Any)
        {
            yield return $"due={Name(filter.Due)}";
        }

        if (filter.Silent)
        {
            yield return "silent=true";
        }

        if (filter.Expected != YesNo.Any)
        {
            yield return $"expected={Name(filter.Expected)}";
        }

        if (filter.Enrolled != YesNo.Any)
        {
            yield return $"enrolled={Name(filter.Enrolled)}";
        }

        if (filter is { Change: not HostChange.Any, Since: { } since })
        {
            yield return $"change={Name(filter.Change)}";
            yield return Field("since", HostsAddress.Moment(since));
        }
    }

    private static IEnumerable<string> Order(HostListRequest request)
    {
        if (request.Sort != HostSort.Name || request.Descending)
        {
            yield return $"sort={(request.Descending ? "-" : "")}{Name(request.Sort)}";
        }
    }

    private static IEnumerable<string> Columns(HostListRequest request) => request.Columns is { } columns ? [$"columns={HostColumns.Text(columns)}"] : [];
}
