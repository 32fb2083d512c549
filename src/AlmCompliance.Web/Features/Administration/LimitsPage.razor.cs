using AlmCompliance.Domain.Inventory;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Components.Live;
using AlmCompliance.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace AlmCompliance.Web.Features.Administration;

/// <summary>For how long evidence proves something, which nobody can stretch, and for how long former reports are kept, which the site says.</summary>
public sealed partial class LimitsPage
{
    private LiveData<LimitsView>? _live;
    private int? _days = 365;
    private ForgettingPreview? _preview;
    private string? _refused;

    [Inject]
    private FreshnessLimits Freshness { get; set; } = default!;

    [Inject]
    private RetentionQueries Retention { get; set; } = default!;

    [Inject]
    private SetRetention Set { get; set; } = default!;

    [Inject]
    private CurrentActor Actor { get; set; } = default!;

    [Inject]
    private IStringLocalizer<SharedTexts> Words { get; set; } = default!;

    private IEnumerable<(string Key, TimeSpan Life)> Limits =>
        [("Online", Freshness.OnlineReport), ("File", Freshness.File), ("TypedOrRaw", Freshness.TypedOrRaw), ("Probe", Freshness.Probe), ("Attestation", Freshness.Attestation)];

    private async Task<LimitsView?> ReadAsync(CancellationToken cancellationToken)
    {
        var row = await Retention.GetAsync(await Actor.GetAsync(), cancellationToken);
        return new LimitsView(row?.Days, row?.SetBy, row?.SetAt);
    }

    private async Task PreviewAsync()
    {
        (_preview, _refused) = (null, null);
        if (_days is not (>= SetRetention.FewestDays and <= SetRetention.MostDays))
        {
            _refused = Text["Retention.Wrong", SetRetention.FewestDays, SetRetention.MostDays];
            return;
        }

        _preview = await Retention.PreviewAsync(await Actor.GetAsync(), _days.Value, CancellationToken.None);
    }

    private async Task SetAsync(int? days)
    {
        (_preview, _refused) = (null, null);
        try
        {
            await Set.RunAsync(await Actor.GetAsync(), days, CancellationToken.None);
        }
        catch (AccessDeniedException)
        {
            _refused = Words["Act.Denied"];
        }

        await (_live?.ReloadAsync() ?? Task.CompletedTask);
    }
}

/// <summary>What the page shows.</summary>
/// <param name="Days">Null: every former report is kept.</param>
internal sealed record LimitsView(int? Days, string? SetBy, DateTimeOffset? SetAt);
