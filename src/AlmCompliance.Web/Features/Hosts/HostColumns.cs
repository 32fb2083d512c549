using System.Text.Json;
using AlmCompliance.Web.Hosting;

namespace AlmCompliance.Web.Features.Hosts;

/// <summary>What a row of the list can show besides the host's name, in the order in which it does.</summary>
internal enum HostColumn
{
    Status = 0,
    Zone,
    Version,
    Remote,
    Findings,
    Due,
    Evidence,
    Owner,
    Role,
    Since,
    LastContact,
    Enrolled,
}

/// <summary>Which columns a reader chose, as an address tells them.</summary>
internal static class HostColumns
{
    public static IReadOnlyList<HostColumn> Default { get; } =
    [
        HostColumn.Status, HostColumn.Zone, HostColumn.Version, HostColumn.Remote, HostColumn.Findings, HostColumn.Due, HostColumn.Evidence, HostColumn.Owner,
    ];

    /// <summary>Null where the address names none: then what the reader chose last counts.</summary>
    public static IReadOnlyList<HostColumn>? Read(RequestFields fields, string? text) =>
        string.IsNullOrWhiteSpace(text) ? null : [.. fields.Names<HostColumn>("columns", [text]).Order()];

    public static string Text(IEnumerable<HostColumn> columns) => string.Join(',', columns.Select(c => JsonNamingPolicy.CamelCase.ConvertName(c.ToString())));
}
