using System.Globalization;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Components.Values;
using Microsoft.AspNetCore.Components;

namespace AlmCompliance.Web.Features.Hosts;

/// <summary>What changed between any two reports of the host; read only when somebody asks.</summary>
public sealed partial class DifferencePanel
{
    private string? _before;
    private string? _after;
    private IReadOnlyList<FactChange>? _changes;
    private bool _all;
    private bool _failed;

    [CascadingParameter]
    private HostView View { get; set; } = default!;

    [Inject]
    private HostQueries Queries { get; set; } = default!;

    [Inject]
    private CurrentActor Actor { get; set; } = default!;

    private IReadOnlyList<SnapshotSpan> Spans => View.Detail.Snapshots;

    // The latest two, until the reader picks others.
    protected override void OnParametersSet()
    {
        if (Spans.Count > 1 && !Spans.Any(s => s.Id.ToString() == _after))
        {
            (_before, _after) = (Spans[1].Id.ToString(), Spans[0].Id.ToString());
        }
    }

    private async Task CompareAsync()
    {
        _failed = false;
        _changes = null;
        if (Guid.TryParse(_before, out var before) && Guid.TryParse(_after, out var after))
        {
            var pair = await Queries.ReportsAsync(await Actor.GetAsync(), View.Summary.Id, before, after, CancellationToken.None);
            _changes = pair is null ? null : ReportDifferences.Of(pair.Before, pair.After);
            _failed = pair is null;
        }
    }

    private string Words(SnapshotSpan span)
    {
        var from = TimeWords.Moment(span.ConfirmedFrom, Clock.LocalTimeZone, CultureInfo.CurrentCulture);
        return span.ConfirmedTo == span.ConfirmedFrom ? from : $"{from} – {TimeWords.Moment(span.ConfirmedTo, Clock.LocalTimeZone, CultureInfo.CurrentCulture)}";
    }
}
