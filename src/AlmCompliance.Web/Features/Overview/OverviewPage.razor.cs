using AlmCompliance.Domain.Compliance;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment;
using Microsoft.AspNetCore.Components;

namespace AlmCompliance.Web.Features.Overview;

public sealed partial class OverviewPage
{
    [Inject]
    private SharedFigures Figures { get; set; } = default!;

    [Inject]
    private OverviewQueries Queries { get; set; } = default!;

    [Inject]
    private CatalogueQueries Catalogue { get; set; } = default!;

    [Inject]
    private CurrentActor Actor { get; set; } = default!;

    private DateTimeOffset? _since;
    private bool _isNoted;

    [Inject]
    private NoteVisit Visits { get; set; } = default!;

    [Inject]
    private VisitQueries SinceVisit { get; set; } = default!;

    private string SinceYesterday(OverviewFigures figures, ComplianceStatus status) => (figures.ByStatus[status] - figures.Yesterday![status]) switch
    {
        0 => Text["Yesterday.Same"],
        > 0 and var more => Text["Yesterday.More", more],
        var fewer => Text["Yesterday.Fewer", -fewer],
    };

    // Opening the page is a visit; that its figures are read again while it stays open is none.
    private async Task<VisitView?> ReadVisitAsync(CancellationToken cancellationToken)
    {
        var actor = await Actor.GetAsync();
        if (!_isNoted)
        {
            _since = await Visits.RunAsync(actor, cancellationToken);
            _isNoted = true;
        }

        return new VisitView(_since is { } since ? await SinceVisit.SinceAsync(actor, since, cancellationToken) : null);
    }

    private async Task<CatalogueNotice?> ReadNoticeAsync(CancellationToken cancellationToken) =>
        await Catalogue.NoticeAsync(await Actor.GetAsync(), cancellationToken);

    private async Task<IReadOnlyList<ExposurePoint>?> ReadTrendAsync(OverviewFigures figures, CancellationToken cancellationToken) =>
        await Queries.TrendAsync(await Actor.GetAsync(), figures.Expected is not null, cancellationToken);

    private async Task<OverviewFigures?> ReadAsync(CancellationToken cancellationToken) =>
        await Figures.GetAsync(await Actor.GetAsync(), cancellationToken);
}

/// <param name="Figures">Null in a person's first visit.</param>
internal sealed record VisitView(VisitFigures? Figures);
