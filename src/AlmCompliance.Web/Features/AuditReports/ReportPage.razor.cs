using AlmCompliance.Data.Access;
using AlmCompliance.Data.AuditReports;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Components.States;
using AlmCompliance.Web.Features.AuditReports.Making;
using AlmCompliance.Web.Features.AuditReports.Model;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace AlmCompliance.Web.Features.AuditReports;

/// <summary>What one report says, and its files with their digests.</summary>
public sealed partial class ReportPage
{
    [Parameter]
    public string Reference { get; set; } = "";

    [Inject]
    private ReportQueries Reports { get; set; } = default!;

    [Inject]
    private RemoveReport Remove { get; set; } = default!;

    [Inject]
    private CurrentActor Actor { get; set; } = default!;

    [Inject]
    private IDialogService Dialogs { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    private string Key => Reference;

    private async Task<ReportView?> ReadAsync(CancellationToken cancellationToken)
    {
        var (reference, actor) = (Reference, await Actor.GetAsync());
        var item = await Reports.GetAsync(actor, reference, cancellationToken);
        var head = item?.Report.State == ReportState.Done ? Reports.FrozenOf(actor, item)?.Head : null;
        return new ReportView(item, head, actor.IsSecurityManager, head is not null && actor is { Role: AccessRole.Administrator, Kind: ActorKind.Person });
    }

    private async Task RemoveAsync()
    {
        var dialog = await Dialogs.ShowAsync<Confirmation>(Reference, new DialogParameters<Confirmation> { { c => c.Question, Text["Remove.Question", Reference].Value }, { c => c.Go, Text["Remove"].Value } });
        if (await dialog.Result is { Canceled: false })
        {
            await Remove.RunAsync(await Actor.GetAsync(), Reference, CancellationToken.None);
        }
    }
}

/// <summary>What the page shows.</summary>
/// <param name="Item">Null where there is none in sight.</param>
/// <param name="Head">Null until it is made, and when its files were removed.</param>
internal sealed record ReportView(ReportItem? Item, ReportHead? Head, bool MayMake, bool MayRemove);
