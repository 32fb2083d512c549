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

    private string Key => $"{Reference}?{With}";

    /// <summary>The earlier report that it is compared with.</summary>
    [SupplyParameterFromQuery]
    private string? With { get; set; }

    private async Task<ReportView?> ReadAsync(CancellationToken cancellationToken)
    {
        var (reference, with, actor) = (Reference, With, await Actor.GetAsync());
        var item = await Reports.GetAsync(actor, reference, cancellationToken);
        var head = item?.Report.State == ReportState.Done ? Reports.FrozenOf(actor, item)?.Head : null;
        var earlier = head is null ? [] : await Reports.EarlierAsync(actor, item!, cancellationToken);
        var changes = head is null || with is null ? null : await Reports.ChangesAsync(actor, reference, with, cancellationToken);
        return new ReportView(item, head, earlier, changes, actor.IsSecurityManager, head is not null && actor is { Role: AccessRole.Administrator, Kind: ActorKind.Person });
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
/// <param name="Earlier">Reports that it can be compared with.</param>
/// <param name="Changes">Null where nobody asked.</param>
/// <param name="Head">Null until it is made, and when its files were removed.</param>
internal sealed record ReportView(ReportItem? Item, ReportHead? Head, IReadOnlyList<string> Earlier, ReportChanges? Changes, bool MayMake, bool MayRemove);
