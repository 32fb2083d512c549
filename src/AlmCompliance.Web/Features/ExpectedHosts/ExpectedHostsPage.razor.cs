using System.Globalization;
using AlmCompliance.Data.Access;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Components.Live;
using AlmCompliance.Web.Hosting;
using Microsoft.AspNetCore.Components;

namespace AlmCompliance.Web.Features.ExpectedHosts;

/// <summary>The plant's own list against what has reported.</summary>
public sealed partial class ExpectedHostsPage
{
    private ExpectedListRequest _request = new(ExpectedView.All, new PageOf(1, PageOf.DefaultSize));
    private LiveData<ExpectedHostsView>? _live;

    [SupplyParameterFromQuery]
    private string? View { get; set; }

    [SupplyParameterFromQuery]
    private string? Page { get; set; }

    [SupplyParameterFromQuery]
    private string? PageSize { get; set; }

    [Inject]
    private ExpectedHostQueries Expected { get; set; } = default!;

    [Inject]
    private CurrentActor Actor { get; set; } = default!;

    internal static string Address(ExpectedListRequest request) => string.Create(
        CultureInfo.InvariantCulture, $"/expected-hosts?view={request.View}&page={request.Page.Page}&pageSize={request.Page.Size}");

    protected override void OnParametersSet()
    {
        var fields = new RequestFields();
        var request = new ExpectedListRequest(fields.Choice<ExpectedView>("view", View), PageOf.Read(fields, Page, PageSize));
        _request = fields.IsValid ? request : _request;
    }

    private async Task<ExpectedHostsView?> ReadAsync(CancellationToken cancellationToken)
    {
        var request = _request;
        var actor = await Actor.GetAsync();
        return new ExpectedHostsView(request, await Expected.ListAsync(actor, request, cancellationToken), actor.Role is AccessRole.Administrator);
    }

    private Task ReloadAsync() => _live?.ReloadAsync() ?? Task.CompletedTask;
}

/// <summary>What the page shows.</summary>
/// <param name="MayAct">Whether the reader's role lets them change the list; the actions check it again.</param>
internal sealed record ExpectedHostsView(ExpectedListRequest Request, ExpectedListing Listing, bool MayAct);
