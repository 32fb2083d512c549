using AlmCompliance.Web.Access;
using Microsoft.AspNetCore.Components;

namespace AlmCompliance.Web.Features.Advisories;

/// <summary>Ranges that no grammar reads, and what two people each make of them.</summary>
public sealed partial class UnreadPanel
{
    private UnreadRangeItem? _open;
    private string _readAs = "";
    private string _reason = "";
    private string? _refused;

    [CascadingParameter]
    private RevisionView View { get; set; } = default!;

    [Parameter, EditorRequired]
    public EventCallback Changed { get; set; }

    [Inject]
    private ReadRange Read { get; set; } = default!;

    [Inject]
    private ConfirmReading Confirm { get; set; } = default!;

    [Inject]
    private CurrentActor Actor { get; set; } = default!;

    private void Open(UnreadRangeItem item) => (_open, _readAs, _reason, _refused) = (item, item.Reading?.ReadAs ?? "", "", null);

    private async Task ReadAsync()
    {
        if (_open is not { } item)
        {
            return;
        }

        var request = new RangeReadingRequest(item.Range.Pointer, _readAs, _reason);
        if (await TryAsync(async actor => (await Read.RunAsync(actor, View.Detail!.Revision.Id, request, CancellationToken.None))?.Errors))
        {
            _open = null;
        }
    }

    private Task<bool> ConfirmAsync(Guid reading) => TryAsync(async actor => (await Confirm.RunAsync(actor, reading, CancellationToken.None))?.Errors);

    private async Task<bool> TryAsync(Func<Actor, Task<IReadOnlyList<string>?>> act)
    {
        try
        {
            var errors = await act(await Actor.GetAsync());
            _refused = errors is null ? Text["NotFound.Text"] : errors.Count > 0 ? string.Join(' ', errors) : null;
        }
        catch (AccessDeniedException)
        {
            _refused = Text["Denied"];
        }

        await Changed.InvokeAsync();
        return _refused is null;
    }
}
