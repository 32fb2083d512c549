using System.Globalization;
using AlmCompliance.Web.Features.AuditReports.Model;
using AlmCompliance.Web.Resources;
using Microsoft.Extensions.Localization;

namespace AlmCompliance.Web.Features.AuditReports;

/// <summary>What pages call a report's scope and files.</summary>
internal static class ReportNames
{
    private const int MostNames = 3;

    public static string Scope(IStringLocalizer<AuditReportTexts> text, IStringLocalizer<SharedTexts> words, ReportScope scope) => scope.Kind switch
    {
        ReportScopeKind.Fleet when scope.WithoutZone => text["Scope.Fleet"],
        ReportScopeKind.Site => text["Scope.Site", scope.Site],
        ReportScopeKind.Filter => text["Scope.Filter", Filter(text, words, scope)],
        _ => text["Scope.Zones", Zones(text, scope)],
    };

    public static string Format(IStringLocalizer<AuditReportTexts> text, string file) =>
        file.EndsWith(".zip", StringComparison.Ordinal) ? text["Format.Pack"] : Path.GetExtension(file).TrimStart('.').ToUpperInvariant();

    public static string Size(long bytes) => bytes < 1024 * 1024
        ? string.Create(CultureInfo.CurrentCulture, $"{Math.Max(1, bytes / 1024):N0} kB")
        : string.Create(CultureInfo.CurrentCulture, $"{bytes / (1024.0 * 1024):N1} MB");

    private static string Filter(IStringLocalizer<AuditReportTexts> text, IStringLocalizer<SharedTexts> words, ReportScope scope) => string.Join(" · ", new[]
    {
        scope.Zones.Count > 0 || !scope.WithoutZone ? Zones(text, scope) : "",
        string.Join(", ", scope.Statuses.Select(s => words[$"Status.{s}"].Value)),
        scope.Search.Length > 0 ? text["Scope.Search", scope.Search].Value : "",
    }.Where(part => part.Length > 0));

    private static string Zones(IStringLocalizer<AuditReportTexts> text, ReportScope scope)
    {
        var names = scope.Zones.Select(z => z.Name).Concat(scope.WithoutZone ? [text["Scope.NoZone"].Value] : []).ToList();
        return names.Count <= MostNames ? string.Join(", ", names) : text["Scope.More", string.Join(", ", names.Take(MostNames)), names.Count - MostNames];
    }
}
