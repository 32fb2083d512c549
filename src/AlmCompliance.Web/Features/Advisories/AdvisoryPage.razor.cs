using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Hosting;
using Microsoft.AspNetCore.Components;

namespace AlmCompliance.Web.Features.Advisories;

/// <summary>One advisory: whom it touches, what helps, who says so, and where sources differ.</summary>
public sealed partial class AdvisoryPage
{
    /// <summary>The rest of the page must not lie behind a long list.</summary>
    private const string PageSize = "20";

    private AdvisoryHostsRequest _request = default!;

    [Parameter]
    public string Id { get; set; } = "";

    [SupplyParameterFromQuery]
    private string? Status { get; set; }

    [SupplyParameterFromQuery]
    private string? Page { get; set; }

    [Inject]
    private AdvisoryQueries Queries { get; set; } = default!;

    [Inject]
    private AdvisoryHostQueries Hosts { get; set; } = default!;

    [Inject]
    private CurrentActor Actor { get; set; } = default!;

    protected override void OnParametersSet()
    {
        var fields = new RequestFields();
        var request = AdvisoryHostsRequest.Read(fields, Status is null ? null : [Status], Page, PageSize);
        _request = fields.IsValid ? request : AdvisoryHostsRequest.Read(new RequestFields(), null, null, PageSize);
    }

    private async Task<AdvisoryView?> ReadAsync(CancellationToken cancellationToken)
    {
        var actor = await Actor.GetAsync();
        var request = _request;
        var detail = await Queries.FindAsync(actor, Id, cancellationToken);
        return detail is not null && await Hosts.ListAsync(actor, Id, request, cancellationToken) is { } hosts
            ? new AdvisoryView(detail, request, hosts, AdvisoriesPage.MayAct(actor))
            : new AdvisoryView(null, request, new AdvisoryHosts([], 0, new Dictionary<ComplianceStatus, int>()), false);
    }

    private string Set(MeasureSet set)
    {
        var all = string.Join($" {Text["Sets.And"]} ", set.Measures.Select(m => Words[$"Measure.{m}.Number"].Value));
        return set.OnLicenceServer ? Text["Sets.LicenceServer", all] : all;
    }
}

/// <param name="Detail">Null where the catalogue holds none of that number.</param>
internal sealed record AdvisoryView(AdvisoryDetail? Detail, AdvisoryHostsRequest Request, AdvisoryHosts Hosts, bool MayAct)
{
    public string Id => Detail?.Item.Advisory.Id.Value ?? "";

    public int NeverEnrolled => Detail?.NeverEnrolled ?? 0;
}
