using AlmCompliance.Web.Features.AuditReports.Model;

namespace AlmCompliance.Web.Features.AuditReports.Rendering.Pdf;

/// <summary>Which part of the plant a report is about, as people say it.</summary>
internal static class ScopeWords
{
    public static string Of(ReportScope scope, ReportWords words) => string.Join("; ", Parts(scope, words));

    private static IEnumerable<string> Parts(ReportScope scope, ReportWords words)
    {
        yield return scope.Kind == ReportScopeKind.Site ? words.Text("Scope.Site", scope.Site) : words.Text($"Scope.{scope.Kind}");
        if (scope.Zones.Count > 0)
        {
            yield return words.Text("Scope.Zones.Held", words.List([.. scope.Zones.Select(z => z.Site.Length == 0 ? z.Name : $"{z.Name} ({z.Site})")]));
            if (scope.WithoutZone)
            {
                yield return words.Text("Scope.Unzoned.Held");
            }
        }

        if (!scope.WithoutZone && scope.Kind is ReportScopeKind.Fleet or ReportScopeKind.Filter)
        {
            yield return words.Text("Scope.Unzoned.Left");
        }

        if (scope.Statuses.Count > 0)
        {
            yield return words.Text("Scope.Status", words.List([.. scope.Statuses.Select(words.StatusInSentence)]));
        }

        if (scope.Search.Length > 0)
        {
            yield return words.Text("Scope.Search", scope.Search);
        }
    }
}
