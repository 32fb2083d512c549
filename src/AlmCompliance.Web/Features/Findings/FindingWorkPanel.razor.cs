using System.Globalization;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Components.Values;
using Microsoft.AspNetCore.Components;

namespace AlmCompliance.Web.Features.Findings;

/// <summary>Who sees to the finding, and what the reader may say and do about it.</summary>
public sealed partial class FindingWorkPanel
{
    private string _owner = "";
    private string _text = "";
    private string? _wrong;
    private bool _busy;

    [CascadingParameter]
    private FindingPageView View { get; set; } = default!;

    [Parameter, EditorRequired]
    public EventCallback Changed { get; set; }

    [Inject]
    private AssignFindings Assign { get; set; } = default!;

    [Inject]
    private ReleaseFindings Release { get; set; } = default!;

    [Inject]
    private NoteFindings Note { get; set; } = default!;

    [Inject]
    private CurrentActor Actor { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    private FindingListItem Item => View.Item;

    private SeenFinding[] Seen => [new SeenFinding(Item.Id, Item.Owner?.Id)];

    private string Since(DateTimeOffset at) => TimeWords.Moment(at, Clock.LocalTimeZone, CultureInfo.CurrentCulture);

    private Task GiveAsync() => Guid.TryParse(_owner, out var person) ? AssignAsync(person) : Task.CompletedTask;

    private Task AssignAsync(Guid person) => RunAsync(actor => Assign.RunAsync(actor, Seen, person, checksOwners: true, CancellationToken.None));

    private Task ReleaseAsync() => RunAsync(actor => Release.RunAsync(actor, Seen, checksOwners: true, CancellationToken.None));

    private async Task WriteAsync()
    {
        await RunAsync(actor => Note.RunAsync(actor, Seen, _text, CancellationToken.None));
        _text = _wrong is null ? "" : _text;
    }

    private async Task RunAsync(Func<Actor, Task<FindingActOutcome>> act)
    {
        _busy = true;
        try
        {
            var outcome = await act(await Actor.GetAsync());
            _wrong = FindingActWords.Wrong(Text, outcome)
                ?? (outcome.Moved > 0 ? Text["Preview.Moved", outcome.Moved].Value : outcome.Gone > 0 ? Text["Preview.Gone", outcome.Gone].Value
                    : outcome.OutOfOwnersSight > 0 ? Text["Preview.OutOfSight", outcome.OutOfOwnersSight].Value : null);
        }
        catch (AccessDeniedException)
        {
            _wrong = Text["Denied"];
        }
        finally
        {
            _busy = false;
        }

        await Changed.InvokeAsync();
    }
}
