using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace AlmCompliance.Web.Components.States;

/// <summary>Asks before an act that cannot be taken back; the safe answer has the focus.</summary>
public sealed partial class Confirmation
{
    [Parameter, EditorRequired]
    public required string Question { get; set; }

    /// <summary>The act itself, as the button says it.</summary>
    [Parameter, EditorRequired]
    public required string Go { get; set; }

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = default!;

    public static async Task<bool> AskAsync(IDialogService dialogs, string title, string question, string go)
    {
        var dialog = await dialogs.ShowAsync<Confirmation>(title, new DialogParameters<Confirmation> { { d => d.Question, question }, { d => d.Go, go } });
        return await dialog.Result is { Canceled: false };
    }
}
