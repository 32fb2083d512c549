using System.Globalization;
using System.Text.Json;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Web.Features.AuditReports.Model;

namespace AlmCompliance.Web.Features.AuditReports.Rendering;

/// <summary>What the JSON form says before its rows. Written out by hand: its members are published, the model's are not.</summary>
internal static class HeadJson
{
    private static readonly string[] Freshness = ["onlineReport", "file", "typedOrRaw", "probe", "attestation"];

    /// <summary>Into an object that is open.</summary>
    public static void Write(Utf8JsonWriter json, ReportHead head)
    {
        json.WriteString("schema", ReportHead.Schema);
        json.WriteString("id", head.Id);
        json.WriteString("reference", head.Reference);
        json.WriteString("language", head.Language);
        Scope(json, head.Scope);
        json.Time("asOf", head.AsOf);
        json.WriteBoolean("present", head.IsPresent);
        json.Time("madeAt", head.MadeAt);
        json.WriteString("madeBy", head.MadeBy);
        json.WriteString("program", head.Program);
        json.WriteString("rules", head.Rules);
        json.Time("assessedAt", head.AssessedAt);
        json.Time("nextAssessmentDue", head.NextDue);
        json.WriteStartObject("freshnessDays");
        foreach (var (name, days) in Freshness.Zip(head.FreshnessDays))
        {
            json.WriteNumber(name, days);
        }

        json.WriteEndObject();
        Catalogue(json, head.Catalogue);
        json.WriteStartArray("advisories");
        foreach (var advisory in head.Advisories)
        {
            Advisory(json, advisory);
        }

        json.WriteEndArray();
        Figures(json, head.Figures);
        json.WriteStartObject("trail");
        json.WriteNumber("sequence", head.Trail.Sequence);
        json.WriteString("sha256", head.Trail.Hash);
        json.WriteEndObject();
    }

    private static void Scope(Utf8JsonWriter json, ReportScope scope)
    {
        json.WriteStartObject("scope");
        json.Name("kind", scope.Kind);
        json.WriteString("site", scope.Kind == ReportScopeKind.Site ? scope.Site : null);
        json.WriteStartArray("zones");
        foreach (var zone in scope.Zones)
        {
            json.WriteStartObject();
            json.WriteString("id", zone.Id);
            json.WriteString("name", zone.Name);
            json.WriteString("site", zone.Site);
            json.WriteString("criticality", zone.Criticality);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteBoolean("withoutZone", scope.WithoutZone);
        json.WriteStartArray("statuses");
        foreach (var status in scope.Statuses)
        {
            json.WriteStringValue(EnumNames<ComplianceStatus>.Json(status));
        }

        json.WriteEndArray();
        json.WriteString("search", scope.Search);
        json.WriteEndObject();
    }

    private static void Catalogue(Utf8JsonWriter json, ReportCatalogue catalogue)
    {
        json.WriteStartObject("catalogue");
        json.WriteString("asOf", Day(catalogue.AsOf));
        json.Time("reviewedAt", catalogue.ReviewedAt);
        json.WriteString("reviewedBy", catalogue.ReviewedBy);
        json.WriteString("approvedBy", catalogue.ApprovedBy);
        json.Time("dueAt", catalogue.DueAt);
        json.WriteBoolean("overdue", catalogue.IsOverdue);
        json.WriteEndObject();
    }

    private static void Advisory(Utf8JsonWriter json, ReportAdvisory advisory)
    {
        json.WriteStartObject();
        json.WriteString("id", advisory.Id);
        json.WriteString("title", advisory.Title);
        json.WriteString("publishedOn", Day(advisory.PublishedOn));
        json.WriteString("revision", advisory.Revision);
        json.WriteString("digest", advisory.Digest);
        json.WriteString("source", advisory.Source);
        json.Texts(JsonEncodedText.Encode("cves"), advisory.Cves);
        json.WriteString("fixedIn", advisory.FixedIn);
        json.Time("enteredAt", advisory.EnteredAt);
        ByStatus(json, advisory.ByStatus);
        json.WriteEndObject();
    }

    private static void Figures(Utf8JsonWriter json, ReportFigures figures)
    {
        json.WriteStartObject("figures");
        json.WriteNumber("hosts", figures.Hosts);
        ByStatus(json, figures.ByStatus);
        Number(json, "expected", figures.Expected);
        json.WriteNumber("neverEnrolled", figures.NeverEnrolled);
        json.WriteNumber("neverReported", figures.NeverReported);
        json.WriteNumber("evidenceTooOld", figures.EvidenceTooOld);
        json.WriteNumber("unlisted", figures.Unlisted);
        json.WriteNumber("covered", figures.Covered);
        json.WriteNumber("inScope", figures.InScope);
        Number(json, "coverage", figures.Coverage);
        json.WriteNumber("findingsOpen", figures.FindingsOpen);
        json.WriteNumber("findingsOverdue", figures.FindingsOverdue);
        json.WriteNumber("noteFindingsOpen", figures.NoteFindingsOpen);
        json.WriteNumber("noteFindingsOverdue", figures.NoteFindingsOverdue);
        json.WriteNumber("noteOverdueHosts", figures.NoteOverdueHosts);
        json.WriteNumber("remoteAccessOpen", figures.RemoteAccessOpen);
        json.Time("oldestEvidence", figures.OldestEvidence);
        json.Time("medianEvidence", figures.MedianEvidence);
        json.WriteStartArray("rules");
        foreach (var rule in figures.Rules)
        {
            json.WriteStartObject();
            json.Name("rule", rule.Rule);
            json.WriteNumber("hosts", rule.Hosts);
            json.WriteNumber("open", rule.Open);
            json.WriteNumber("overdue", rule.Overdue);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("zones");
        foreach (var zone in figures.Zones)
        {
            Zone(json, zone);
        }

        json.WriteEndArray();
        if (figures.TimeToPatch is { } patch)
        {
            json.WriteStartObject("timeToPatch");
            json.WriteNumber("hosts", patch.Hosts);
            json.WriteNumber("medianDays", patch.Median.TotalDays);
            json.WriteNumber("percentile90Days", patch.Percentile90.TotalDays);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("timeToPatch");
        }

        json.WriteStartArray("trend");
        foreach (var day in figures.Trend)
        {
            json.WriteStartObject();
            json.WriteString("day", Day(day.Day));
            json.WriteNumber("nonCompliant", day.NonCompliant);
            json.WriteNumber("waived", day.Waived);
            json.WriteNumber("unknown", day.Unknown);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Zone(Utf8JsonWriter json, ReportZoneFigure zone)
    {
        json.WriteStartObject();
        json.WriteString("site", zone.Site);
        json.WriteString("zone", zone.Zone);
        json.WriteNumber("hosts", zone.Hosts);
        ByStatus(json, zone.ByStatus);
        json.WriteStartObject("byRule");
        foreach (var (rule, hosts) in zone.ByRule.OrderBy(r => r.Key))
        {
            json.WriteNumber(EnumNames<RuleId>.Text(rule), hosts);
        }

        json.WriteEndObject();
        json.WriteNumber("overdue", zone.Overdue);
        json.WriteEndObject();
    }

    /// <summary>Every status is there, those that no host has with 0.</summary>
    private static void ByStatus(Utf8JsonWriter json, IReadOnlyDictionary<ComplianceStatus, int> byStatus)
    {
        json.WriteStartObject("byStatus");
        foreach (var status in Enum.GetValues<ComplianceStatus>())
        {
            json.WriteNumber(EnumNames<ComplianceStatus>.Json(status), byStatus.GetValueOrDefault(status));
        }

        json.WriteEndObject();
    }

    private static void Number(Utf8JsonWriter json, string name, double? number)
    {
        if (number is { } known)
        {
            json.WriteNumber(name, known);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
