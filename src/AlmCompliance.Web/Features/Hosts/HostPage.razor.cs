using AlmCompliance.Data.Access;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Inventory;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment;
using Microsoft.AspNetCore.Components;

namespace AlmCompliance.Web.Features.Hosts;

/// <summary>One host: the verdict, why, what to do, and everything it rests on.</summary>
public sealed partial class HostPage
{
    [Parameter]
    public Guid Id { get; set; }

    [Inject]
    private HostQueries Queries { get; set; } = default!;

    [Inject]
    private CurrentActor Actor { get; set; } = default!;

    [Inject]
    private PlantKnowledge Plant { get; set; } = default!;

    [Inject]
    private FreshnessLimits Limits { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    private async Task<HostView?> ReadAsync(CancellationToken cancellationToken)
    {
        var actor = await Actor.GetAsync();
        var host = await Queries.GetAsync(actor, Id, cancellationToken);
        var now = Clock.GetUtcNow();
        var catalogue = Plant.Current.Catalogue;
        return new HostView(host, catalogue.Advisories[0], host is null ? new([], catalogue.AsOf) : OtherAdvisories.Of(host, catalogue), Limits, now)
        {
            MayAct = actor is { Kind: ActorKind.Person, Role: AccessRole.SecurityManager or AccessRole.Administrator },
            Role = TodoRoles.Of(actor.Role),
        };
    }
}

/// <summary>What the page shows.</summary>
/// <param name="Host">Null where there is none, or not in sight.</param>
/// <param name="Note">The advisory that decides the verdict.</param>
/// <param name="Later">The other advisories on this host.</param>
/// <param name="Limits">How long evidence counts.</param>
/// <param name="Now">The moment of reading.</param>
internal sealed record HostView(HostDetail? Host, Advisory Note, OtherAdvisories Later, FreshnessLimits Limits, DateTimeOffset Now)
{
    /// <summary>The note's; none where no measure is asked: nothing was reported, or no ALM is there.</summary>
    public IReadOnlyList<MeasureVerdict> Measures =>
        Host is { Facts: not null, Summary: { Reason: not StatusReason.NotInstalled, Statuses: [var note, ..] } } ? note.Measures : [];

    /// <summary>Whether the reader may say something about the host's identity.</summary>
    public bool MayAct { get; init; }

    /// <summary>Whose words the reader sees first.</summary>
    public TodoRole Role { get; init; }

    public HostDetail Detail => Host!;

    public HostListItem Summary => Host!.Summary;
}
