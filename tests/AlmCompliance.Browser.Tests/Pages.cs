namespace AlmCompliance.Browser.Tests;

/// <param name="Name">Of a picture's file.</param>
/// <param name="Path">With <c>{host}</c>, <c>{finding}</c>, <c>{zone}</c>, <c>{document}</c>, <c>{decision}</c> and <c>{report}</c> where a thing of the plant stands.</param>
internal sealed record ProductPage(string Name, string Path);

/// <summary>Every page of the product. A new page gets a line here, and with it every check of the screen and its pictures.</summary>
internal static class Pages
{
    public static IReadOnlyList<ProductPage> All { get; } =
    [
        new("overview", "/"),
        new("hosts", "/hosts"),
        new("host", "/hosts/{host}"),
        new("findings", "/findings"),
        new("finding", "/findings/{finding}"),
        new("zones", "/zones"),
        new("zone", "/zones/{zone}"),
        new("probes", "/probes"),
        new("advisories", "/advisories"),
        new("advisory", "/advisories/57252401"),
        new("advisory-import", "/advisories/import"),
        new("advisory-document", "/advisories/documents/{document}"),
        new("decisions", "/decisions"),
        new("decision", "/decisions/{decision}"),
        new("decision-new", "/decisions/new"),
        new("expected-hosts", "/expected-hosts"),
        new("agents", "/agents"),
        new("agents-import", "/agents/import"),
        new("audit-trail", "/audit-trail"),
        new("audit-reports", "/audit-reports"),
        new("audit-report", "/audit-reports/{report}?with=R-0001"),
        new("audit-report-check", "/audit-reports/check"),
        new("people", "/administration"),
        new("api-tokens", "/administration/tokens"),
        new("deadlines", "/administration/deadlines"),
        new("limits", "/administration/limits"),
        new("signing", "/administration/signing"),
        new("password", "/password"),
        new("time-to-patch", "/time-to-patch"),
        new("help", "/help"),
        new("help-rule", "/help/rules/ALM0002"),
        new("help-measure", "/help/measures/M1"),
        new("help-status", "/help/statuses/Mitigated"),
        new("shortcuts", "/shortcuts"),
    ];

    /// <summary>The same pages with nothing to show, or with something that they cannot show.</summary>
    public static IReadOnlyList<ProductPage> Odd { get; } =
    [
        new("hosts-none", "/hosts?q=nobody"),
        new("hosts-past-the-end", "/hosts?page=9"),
        new("hosts-due", "/hosts?due=week&expected=no&enrolled=no"),
        new("hosts-wrong-filter", "/hosts?status=nonsense"),
        new("host-missing", "/hosts/00000000-0000-0000-0000-000000000001"),
        new("findings-none", "/findings?q=nobody"),
        new("finding-missing", "/findings/00000000-0000-0000-0000-000000000001"),
        new("audit-trail-of-people", "/audit-trail?on=user"),
        new("audit-report-missing", "/audit-reports/R-9999"),
        new("not-found", "/not-found"),
        new("help-missing", "/help/rules/ALM9999"),
    ];
}
