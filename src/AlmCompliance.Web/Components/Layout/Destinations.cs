using AlmCompliance.Data.Access;

namespace AlmCompliance.Web.Components.Layout;

/// <summary>A page, or a place on one where something is done.</summary>
/// <param name="Word">Its name in <c>SearchTexts</c>; further words that find it stand there under the same name and <c>.Words</c>.</param>
/// <param name="Go">The letter that leads there after <c>g</c>; none where there is no such key.</param>
/// <param name="Least">Whom it is offered to; the page itself checks again.</param>
internal sealed record Destination(string Href, string Word, string? Go = null, AccessRole Least = AccessRole.Viewer);

/// <summary>Where search and keys lead, beside the things that the plant holds.</summary>
internal static class Destinations
{
    public static IReadOnlyList<Destination> Pages { get; } =
    [
        new("/", "Page.Overview", "o"),
        new("/hosts", "Page.Hosts", "h"),
        new("/zones", "Page.Zones", "z"),
        new("/probes", "Page.Probes", "p"),
        new("/advisories", "Page.Advisories", "a"),
        new("/decisions", "Page.Decisions", "d"),
        new("/expected-hosts", "Page.ExpectedHosts", "e"),
        new("/agents", "Page.Agents", "n"),
        new("/administration/deadlines", "Page.Deadlines", "l"),
        new("/time-to-patch", "Page.PatchTimes", "t"),
        new("/audit-reports", "Page.AuditReports", "r"),
        new("/audit-reports/check", "Page.CheckReport"),
        new("/help", "Page.Help", "i"),
        new("/shortcuts", "Page.Shortcuts"),
    ];

    public static IReadOnlyList<Destination> Acts { get; } =
    [
        new("/decisions/new", "Act.Decision", Least: AccessRole.SecurityManager),
        new("/agents#tokens", "Act.Token", Least: AccessRole.SecurityManager),
        new("/advisories/import", "Act.Advisories", Least: AccessRole.SecurityManager),
        new("/agents/import", "Act.Lists", Least: AccessRole.SecurityManager),
        new("/agents#upload", "Act.Upload", Least: AccessRole.SecurityManager),
        new("/agents#downloads", "Act.Download", Least: AccessRole.SecurityManager),
        new("/probes", "Act.Stop", Least: AccessRole.SecurityManager),
        new("/expected-hosts", "Act.Expected", Least: AccessRole.Administrator),
        new("/administration/deadlines", "Act.Deadline", Least: AccessRole.Administrator),
    ];
}
