using System.Globalization;
using AlmCompliance.Data.Access;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Components.Values;
using Microsoft.AspNetCore.Components;

namespace AlmCompliance.Web.Features.Advisories;

/// <summary>The catalogue in force: the product note first, then the later advisories.</summary>
public sealed partial class AdvisoriesPage
{
    [Inject]
    private AdvisoryQueries Queries { get; set; } = default!;

    [Inject]
    private CurrentActor Actor { get; set; } = default!;

    private async Task<AdvisoriesView?> ReadAsync(CancellationToken cancellationToken)
    {
        var actor = await Actor.GetAsync();
        return new AdvisoriesView(await Queries.ListAsync(actor, cancellationToken), MayAct(actor));
    }

    private static string Day(AdvisoriesView view) => TimeWords.Date(view.Listing.AsOf, CultureInfo.CurrentCulture);

    /// <summary>Whether to offer acts; the actions check it again.</summary>
    internal static bool MayAct(Actor actor) => actor is { Role: AccessRole.SecurityManager or AccessRole.Administrator, SeesAllZones: true };
}

/// <summary>What the page shows; what can be used only while setting up stands apart.</summary>
internal sealed record AdvisoriesView(AdvisoryListing Listing, bool MayAct)
{
    public IReadOnlyList<AdvisoryItem> Running { get; } = [.. Listing.Items.Where(i => i.Advisory.Reach is not WeaknessReach.SetUpOnly)];

    public IReadOnlyList<AdvisoryItem> SetUpOnly { get; } = [.. Listing.Items.Where(i => i.Advisory.Reach is WeaknessReach.SetUpOnly)];
}
