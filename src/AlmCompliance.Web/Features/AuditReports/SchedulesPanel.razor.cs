using System.Globalization;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Components.Live;
using AlmCompliance.Web.Features.AuditReports.Making;
using AlmCompliance.Web.Features.AuditReports.Model;
using AlmCompliance.Web.Features.AuditReports.Scheduling;
using AlmCompliance.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace AlmCompliance.Web.Features.AuditReports;

/// <summary>Reports that are made again and again, for whom, and a form for the next.</summary>
public sealed partial class SchedulesPanel : ActingComponent
{
    private string _name = "";
    private string _place = "";
    private string _cron = "0 0 5 ? * MON";
    private string _ownCron = "";
    private int? _keepDays;
    private string _mailTo = "";
    private string? _refused;

    [CascadingParameter]
    private ReportsView View { get; set; } = default!;

    [Inject]
    private SetReportSchedule Set { get; set; } = default!;

    [Inject]
    private RemoveReportSchedule Remove { get; set; } = default!;

    [Inject]
    private IStringLocalizer<SharedTexts> Words { get; set; } = default!;

    private Task<bool> AddAsync() => ActAsync(async actor =>
    {
        var kind = _place.StartsWith("site:", StringComparison.Ordinal) ? ReportScopeKind.Site : _place.Length > 0 ? ReportScopeKind.Zones : ReportScopeKind.Fleet;
        var place = _place.Length > 5 ? _place[5..] : "";
        var report = new ReportRequest(
            kind, place, kind == ReportScopeKind.Zones ? [place] : [], [], null, null, CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "de" ? "de" : "en");
        var addresses = _mailTo.Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var flaw = await Set.RunAsync(actor, null, new ScheduleRequest(_name, _cron.Length > 0 ? _cron : _ownCron, report, _keepDays, addresses), CancellationToken.None);
        if (flaw == ScheduleFlaw.None)
        {
            (_name, _mailTo, _refused) = ("", "", null);
            return Outcome<bool>.Of(true);
        }

        _refused = Text[$"Flaw.{flaw}"];
        return Outcome<bool>.Refused(_refused);
    });

    private Task<bool> RemoveAsync(Guid id) => ActAsync(async actor =>
        await Remove.RunAsync(actor, id, CancellationToken.None) ? Outcome<bool>.Of(true) : Outcome<bool>.Refused(Text["Schedules.Gone"]));
}
