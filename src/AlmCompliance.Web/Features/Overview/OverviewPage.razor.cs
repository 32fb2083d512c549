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

    private async Task<CatalogueNotice?> ReadNoticeAsync(CancellationToken cancellationToken) =>
        await Catalogue.NoticeAsync(await Actor.GetAsync(), cancellationToken);

    private async Task<IReadOnlyList<ExposurePoint>?> ReadTrendAsync(CancellationToken cancellationToken) =>
        await Queries.TrendAsync(await Actor.GetAsync(), cancellationToken);

    private async Task<OverviewFigures?> ReadAsync(CancellationToken cancellationToken) =>
        await Figures.GetAsync(await Actor.GetAsync(), cancellationToken);
}
