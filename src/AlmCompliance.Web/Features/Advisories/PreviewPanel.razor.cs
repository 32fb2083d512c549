using AlmCompliance.Web.Access;
using AlmCompliance.Web.Components.States;
using AlmCompliance.Web.Components.Values;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace AlmCompliance.Web.Features.Advisories;

/// <summary>Shows what a revision would change, and puts it in force for a person who has seen that.</summary>
public sealed partial class PreviewPanel : IDisposable
{
    private const int PageSize = 50;

    private CancellationTokenSource _stop = new();
    private RevisionPreview? _preview;
    private string? _refused;
    private bool _busy;
    private bool _enforcing;
    private int _page;

    [CascadingParameter]
    private RevisionView View { get; set; } = default!;

    [Parameter, EditorRequired]
    public EventCallback Changed { get; set; }

    [Inject]
    private PreviewRevision Preview { get; set; } = default!;

    [Inject]
    private EnforceRevision Enforce { get; set; } = default!;

    [Inject]
    private CurrentActor Actor { get; set; } = default!;

    [Inject]
    private IDialogService Dialogs { get; set; } = default!;

    [Inject]
    private ISnackbar Notices { get; set; } = default!;

    private RevisionItem Revision => View.Detail!.Revision;

    /// <summary>Nobody waits any more for what is being judged both ways.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    private Task ShowAsync() => TryAsync(async actor =>
    {
        (_preview, _page) = (await Preview.RunAsync(actor, Revision.Id, _stop.Token), 0);
        return _preview is null ? Text["NotFound.Text"].Value : null;
    });

    private void Cancel()
    {
        _stop.Cancel();
        _stop.Dispose();
        _stop = new CancellationTokenSource();
    }

    private async Task EnforceAsync(RevisionPreview seen)
    {
        var name = HostileText.Tame($"{Revision.TrackingId} {Revision.Version}", 120);
        if (!await Confirmation.AskAsync(Dialogs, Text["Enforce.Title"], Text["Enforce.Text", name, seen.ChangedHosts], Text["Enforce"]))
        {
            return;
        }

        _enforcing = true;
        await TryAsync(async actor =>
        {
            var outcome = await Enforce.RunAsync(actor, Revision.Id, seen.Key, CancellationToken.None);
            if (outcome is not { Succeeded: true })
            {
                return outcome is null ? Text["NotFound.Text"] : string.Join(' ', outcome.Errors);
            }

            _preview = null;
            Notices.Add(Text["Enforce.Done", name]);
            return null;
        });
        _enforcing = false;
        await Changed.InvokeAsync();
    }

    private async Task TryAsync(Func<Actor, Task<string?>> act)
    {
        (_busy, _refused) = (true, null);
        StateHasChanged();
        try
        {
            _refused = await act(await Actor.GetAsync());
        }
        catch (AccessDeniedException)
        {
            _refused = Text["Denied"];
        }
        catch (OperationCanceledException)
        {
            _preview = null;
        }
        finally
        {
            _busy = false;
        }
    }
}
