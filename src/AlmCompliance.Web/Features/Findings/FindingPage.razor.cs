using AlmCompliance.Web.Access;
using AlmCompliance.Web.Components.Live;
using Microsoft.AspNetCore.Components;

namespace AlmCompliance.Web.Features.Findings;

/// <summary>One finding: why, what to do, what it rests on, who sees to it, and what became of it.</summary>
public sealed partial class FindingPage
{
    private LiveData<FindingPageView>? _live;
    private Guid? _host;

    [Parameter]
    public Guid Id { get; set; }

    [Inject]
    private FindingQueries Queries { get; set; } = default!;

    [Inject]
    private CurrentActor Actor { get; set; } = default!;

    private async Task<FindingPageView?> ReadAsync(CancellationToken cancellationToken)
    {
        var actor = await Actor.GetAsync();
        var detail = await Queries.GetAsync(actor, Id, cancellationToken);
        _host = detail?.Item.HostId;
        var people = detail is not null && actor.IsSecurityManager ? await Queries.PeopleAsync(actor, cancellationToken) : [];
        return new FindingPageView(detail, people, actor.PersonId, actor.IsSecurityManager);
    }

    private Task ReloadAsync() => _live!.ReloadAsync();
}

/// <summary>What the page shows.</summary>
/// <param name="Detail">Null where there is none in sight.</param>
/// <param name="MayAct">Whether the reader's role lets them act; the actions check it again.</param>
internal sealed record FindingPageView(FindingDetail? Detail, IReadOnlyList<OwnerPerson> People, Guid? Me, bool MayAct)
{
    public FindingListItem Item => Detail!.Item;
}
