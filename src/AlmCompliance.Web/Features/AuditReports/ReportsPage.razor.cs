using System.Globalization;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Hosting;
using Microsoft.AspNetCore.Components;

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
        return new ReportsView(page, listing, actor.IsSecurityManager, actor.IsSecurityManager ? await Reports.PlacesAsync(actor, cancellationToken) : ReportPlaces.None);
    }
}

/// <summary>What the page shows.</summary>
internal sealed record ReportsView(PageOf Page, ReportListing Listing, bool MayMake, ReportPlaces Places);

/// <summary>Sites and zones that a report can be about.</summary>
internal sealed record ReportPlaces(IReadOnlyList<string> Sites, IReadOnlyList<string> Zones, bool WithoutZone)
{
    public static ReportPlaces None { get; } = new([], [], false);
}
