using System.Globalization;
using AlmCompliance.Data.AuditReports;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Features.AuditReports.Sending;
using AlmCompliance.Web.Hosting;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;

namespace AlmCompliance.Web.Features.AuditReports;

/// <summary>What was reported, what is being made, and a form for the next.</summary>
public sealed partial class ReportsPage
{
    private PageOf _page = new(1, PageOf.DefaultSize);

    [SupplyParameterFromQuery]
    private string? Page { get; set; }

    [Inject]
    private ReportQueries Reports { get; set; } = default!;

    [Inject]
    private CurrentActor Actor { get; set; } = default!;

    [Inject]
    private IOptionsMonitor<MailOptions> Mail { get; set; } = default!;

    private string Key => _page.Page.ToString(CultureInfo.InvariantCulture);

    protected override void OnParametersSet()
    {
        var fields = new RequestFields();
        var page = PageOf.Read(fields, Page, null);
        _page = fields.IsValid ? page : new PageOf(1, PageOf.DefaultSize);
    }

    private async Task<ReportsView?> ReadAsync(CancellationToken cancellationToken)
    {
        var (page, actor) = (_page, await Actor.GetAsync());
        var listing = await Reports.ListAsync(actor, page, cancellationToken);
        var places = actor.IsSecurityManager ? await Reports.PlacesAsync(actor, cancellationToken) : ReportPlaces.None;
        return new ReportsView(page, listing, await Reports.SchedulesAsync(actor, cancellationToken), actor.IsSecurityManager, places, Mail.CurrentValue.IsSet);
    }
}

/// <summary>What the page shows.</summary>
internal sealed record ReportsView(PageOf Page, ReportListing Listing, IReadOnlyList<ReportSchedule> Schedules, bool MayMake, ReportPlaces Places, bool MailIsSet);

/// <summary>Sites and zones that a report can be about.</summary>
internal sealed record ReportPlaces(IReadOnlyList<string> Sites, IReadOnlyList<string> Zones, bool WithoutZone)
{
    public static ReportPlaces None { get; } = new([], [], false);
}
