using System.Data.Common;
using AlmCompliance.Data;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Components.Selecting;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using MudBlazor;

namespace AlmCompliance.Web.Features.Findings;

/// <summary>Acts on what is selected: each shows first what it would change, and writes only what still is as it was shown.</summary>
public sealed partial class FindingBulk
{
    private FindingActKind? _open;
    private FindingAct _act = FindingAct.Release;
    private FindingActOutcome? _preview;
    private IReadOnlyList<SeenFinding> _seen = [];
    private string _text = "";
    private string? _wrong;
    private bool _busy;

    /// <summary>Something was written.</summary>
    [Parameter, EditorRequired]
    public EventCallback Changed { get; set; }

    /// <summary>Other rows are picked, or none.</summary>
    [Parameter, EditorRequired]
    public EventCallback Reselected { get; set; }

    [CascadingParameter]
    private FindingsView View { get; set; } = default!;

    [CascadingParameter]
    private RowSelection<SeenFinding> Selection { get; set; } = default!;

    [Inject]
    private FindingQueries Queries { get; set; } = default!;

    [Inject]
    private PreviewFindingAct Preview { get; set; } = default!;

    [Inject]
    private AssignFindings Assign { get; set; } = default!;

    [Inject]
    private ReleaseFindings Release { get; set; } = default!;

    [Inject]
    private NoteFindings Note { get; set; } = default!;

    [Inject]
    private CurrentActor Actor { get; set; } = default!;

    [Inject]
    private ISnackbar Notices { get; set; } = default!;

    private string Expanded(FindingActKind kind) => _open == kind ? "true" : "false";

    private object[] Arguments(FindingActOutcome preview) =>
        _act.Kind is FindingActKind.Assign ? [preview.Asked, preview.Changed, preview.OwnerName ?? ""] : [preview.Asked, preview.Changed];

    private IEnumerable<string> Sentences(FindingActOutcome outcome)
    {
        (string Key, int Number)[] all =
        [
            ("Preview.FromOthers", outcome.FromOthers), ("Preview.Unchanged", outcome.Unchanged), ("Preview.Gone", outcome.Gone),
            ("Preview.OutOfSight", outcome.OutOfOwnersSight), ("Preview.Moved", outcome.Moved),
        ];
        return all.Where(s => s.Number > 0).Select(s => Text[s.Key, s.Number].Value);
    }

    private Task ReselectedAsync()
    {
        Cancel();
        return Reselected.InvokeAsync();
    }

    private void Open(FindingActKind kind)
    {
        Cancel();
        _open = kind;
    }

    private void Cancel() => (_open, _preview, _wrong) = (null, null, null);

    private Task TakeAsync()
    {
        Cancel();
        return PreviewAsync(new FindingAct(FindingActKind.Assign, View.Me ?? Guid.Empty));
    }

    private Task ReleaseAsync()
    {
        Cancel();
        return PreviewAsync(FindingAct.Release);
    }

    private Task ChooseAsync(ChangeEventArgs change)
    {
        _preview = null;
        return Guid.TryParse(change.Value as string, out var person) ? PreviewAsync(new FindingAct(FindingActKind.Assign, person)) : Task.CompletedTask;
    }

    private Task WriteAsync() => PreviewAsync(new FindingAct(FindingActKind.Note, Text: _text));

    private Task PreviewAsync(FindingAct act) => RunAsync(async actor =>
    {
        _act = act;
        _seen = Selection.All ? await Queries.SelectAsync(actor, View.Request, FindingAct.Most + 1, CancellationToken.None) : Selection.Picked;
        var outcome = await Preview.RunAsync(actor, act, _seen, CancellationToken.None);
        _wrong = FindingActWords.Wrong(Text, outcome);
        _preview = outcome.Refused is null ? outcome : null;
    });

    private Task GoAsync() => RunAsync(async actor =>
    {
        var outcome = _act.Kind switch
        {
            FindingActKind.Assign => await Assign.RunAsync(actor, _seen, _act.OwnerId, checksOwners: true, CancellationToken.None),
            FindingActKind.Release => await Release.RunAsync(actor, _seen, checksOwners: true, CancellationToken.None),
            _ => await Note.RunAsync(actor, _seen, _act.Text, CancellationToken.None),
        };
        _wrong = FindingActWords.Wrong(Text, outcome);
        if (outcome.Refused is null)
        {
            var moved = outcome.Changed < _preview?.Changed ? Sentences(outcome) : [];
            Notices.Add(string.Join(' ', moved.Prepend(FindingActWords.Done(Text, _act.Kind, outcome))), outcome.Moved > 0 ? Severity.Warning : Severity.Normal);
            (_open, _preview, _text) = (null, null, "");
            Selection.Clear();
            await Changed.InvokeAsync();
        }
    });

    private async Task RunAsync(Func<Actor, Task> act)
    {
        _busy = true;
        try
        {
            await act(await Actor.GetAsync());
        }
        catch (AccessDeniedException)
        {
            (_wrong, _preview) = (Text["Denied"], null);
        }
        catch (Exception exception) when (exception is WriteLaneFullException or LaneClosedException or DbUpdateException or DbException)
        {
            (_wrong, _preview) = (Text["Broken"], null);
        }
        finally
        {
            _busy = false;
        }
    }
}
