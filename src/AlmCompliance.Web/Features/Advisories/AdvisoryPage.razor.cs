using AlmCompliance.Domain.Advisories;
using AlmCompliance.Web.Access;
using Microsoft.AspNetCore.Components;

namespace AlmCompliance.Web.Features.Advisories;

/// <summary>One advisory: whom it touches, what helps, who says so, and where sources differ.</summary>
public sealed partial class AdvisoryPage
{
    [Parameter]
    public string Id { get; set; } = "";

    [Inject]
    private AdvisoryQueries Queries { get; set; } = default!;

    [Inject]
    private CurrentActor Actor { get; set; } = default!;

    private async Task<AdvisoryView?> ReadAsync(CancellationToken cancellationToken) =>
        new(await Queries.FindAsync(await Actor.GetAsync(), Id, cancellationToken));

    private string Set(MeasureSet set)
    {
        var all = string.Join($" {Text["Sets.And"]} ", set.Measures.Select(m => Words[$"Measure.{m}.Number"].Value));
        return set.OnLicenceServer ? Text["Sets.LicenceServer", all] : all;
    }
}

/// <param name="Detail">Null where the catalogue holds none of that number.</param>
internal sealed record AdvisoryView(AdvisoryDetail? Detail);
