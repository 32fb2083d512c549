using AlmCompliance.Web.Access;
using AlmCompliance.Web.Components.States;
using AlmCompliance.Web.Components.Values;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace AlmCompliance.Web.Features.ExpectedHosts;

/// <summary>Lines of the list, or the hosts that stand on none.</summary>
public sealed partial class ExpectedTable
{
    private string? _refused;

    [CascadingParameter]
    private ExpectedHostsView View { get; set; } = default!;

    [Parameter, EditorRequired]
    public EventCallback Changed { get; set; }

    [Inject]
    private RemoveExpectedHost Remove { get; set; } = default!;

    [Inject]
    private CurrentActor Actor { get; set; } = default!;

    [Inject]
    private IDialogService Dialogs { get; set; } = default!;

    private string To(ExpectedView view) => ExpectedHostsPage.Address(View.Request with { View = view, Page = View.Request.Page with { Page = 1 } });

    private async Task RemoveAsync(ExpectedItem item)
    {
        if (!await Confirmation.AskAsync(Dialogs, Text["Remove.Title"], Text["Remove.Text", HostileText.Tame(item.Name, 80)], Text["Remove"]))
        {
            return;
        }

        try
        {
            await Remove.RunAsync(await Actor.GetAsync(), item.Id, CancellationToken.None);
            _refused = null;
        }
        catch (AccessDeniedException)
        {
            _refused = Text["Denied"];
        }

        await Changed.InvokeAsync();
    }
}
