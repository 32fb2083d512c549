using AlmCompliance.Web.Components.Selecting;
using Microsoft.AspNetCore.Components;
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

    private void Open(FindingActKind kind)
    {
        Cancel();
        _open = kind;
    }

    private protected override void Cancel() => (_open, _preview, Wrong) = (null, null, null);

    private protected override void ForgetPreview() => _preview = null;

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
        Wrong = FindingActWords.Wrong(Text, outcome);
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
        Wrong = FindingActWords.Wrong(Text, outcome);
        if (outcome.Refused is null)
        {
            var moved = outcome.Changed < _preview?.Changed ? Sentences(outcome) : [];
            Notices.Add(string.Join(' ', moved.Prepend(FindingActWords.Done(Text, _act.Kind, outcome))), outcome.Moved > 0 ? Severity.Warning : Severity.Normal);
            (_open, _preview, _text) = (null, null, "");
            Selection.Clear();
            await Changed.InvokeAsync();
        }
    });
}
