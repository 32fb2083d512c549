using System.Globalization;
using System.Resources;
using AlmCompliance.Data.AuditReports;
using AlmCompliance.Data.Trail;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Web.Features.AuditReports.Model;
using AlmCompliance.Web.Resources;

namespace AlmCompliance.Web.Features.AuditReports.Sending;

/// <summary>A mail's sentences in the report's language.</summary>
internal sealed class MailWords(string language)
{
    private static readonly ResourceManager s_texts = new(typeof(ReportMailTexts));
    private static readonly ResourceManager s_refusals = new(typeof(AuditReportTexts));
    private static readonly ResourceManager s_statuses = new(typeof(SharedTexts));
    private readonly CultureInfo _culture = CultureInfo.GetCultureInfo(language);

    /// <summary>One line, whatever a schedule is called.</summary>
    public string FailureSubject(StoredReport report, string schedule) => Say("Failure.Subject", report.Reference, OneLine(schedule));

    public string Failure(StoredReport report, string server) => string.Join("\n",
    [
        Say("Failure", report.Reference, s_refusals.GetString($"Refusal.{report.Error}", _culture) ?? report.Error),
        .. server.Length > 0 ? [$"{server.TrimEnd('/')}/audit-reports"] : Array.Empty<string>(),
        "",
    ]);

    public string Subject(ReportHead head, string schedule) =>
        Say("Subject", head.Reference, OneLine(schedule), head.Figures.Covered, head.Figures.InScope);

    public string Body(ReportHead head, TrailCheckpoint trail, string server, bool isAttached)
    {
        var figures = head.Figures;
        return string.Join("\n",
        [
            Say("AsOf", head.Reference, head.AsOf.UtcDateTime),
            "",
            figures.Coverage is null ? Say("NotShown", figures.Hosts) : Say("Covered", figures.Covered, figures.InScope),
            .. Enum.GetValues<ComplianceStatus>().OrderDescending().Select(s => $"  {s_statuses.GetString($"Status.{s}", _culture)}: {figures.ByStatus.GetValueOrDefault(s).ToString("N0", _culture)}"),
            "",
            Say("NoEvidence", figures.NeverEnrolled, figures.NeverReported, figures.EvidenceTooOld),
            Say("Findings", figures.NoteFindingsOpen, figures.NoteFindingsOverdue, figures.NoteOverdueHosts),
            Say("Findings.All", figures.FindingsOpen, figures.FindingsOverdue),
            Say("NextDue", head.NextDue.UtcDateTime),
            Say(isAttached ? "Attached" : "NotAttached"),
            .. server.Length > 0 ? [$"{server.TrimEnd('/')}/audit-reports/{head.Reference}"] : Array.Empty<string>(),
            "",
            Say("Trail"),
            $"  {trail.Head}",
            $"  {Convert.ToBase64String(trail.Signature)}",
            $"  {Convert.ToHexStringLower(trail.Fingerprint)}",
            "",
        ]);
    }

    private static string OneLine(string text) => string.Concat(text.Where(c => !char.IsControl(c)));

    private string Say(string key, params object[] arguments) => string.Format(_culture, s_texts.GetString(key, _culture)!, arguments);
}
