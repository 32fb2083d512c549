using AlmCompliance.Web.Access;
using AlmCompliance.Web.Components.Live;
using Microsoft.AspNetCore.Components;

namespace AlmCompliance.Web.Features.Advisories;

/// <summary>One imported revision: its checks, what it would change, and what people read into it.</summary>
public sealed partial class RevisionPage
{
    private LiveData<RevisionView>? _live;

    [Parameter]
    public Guid Id { get; set; }

    [Inject]
    private RevisionQueries Queries { get; set; } = default!;

    [Inject]
    private CurrentActor Actor { get; set; } = default!;

    private async Task<RevisionView?> ReadAsync(CancellationToken cancellationToken)
    {
        var actor = await Actor.GetAsync();
        return new RevisionView(await Queries.FindAsync(actor, Id, cancellationToken), AdvisoriesPage.MayAct(actor), actor.Name);
    }

    private Task ReloadAsync() => _live?.ReloadAsync() ?? Task.CompletedTask;
}

/// <param name="Detail">Null where there is no such revision.</param>
/// <param name="Reader">Who looks at it: nobody confirms a reading of their own.</param>
internal sealed record RevisionView(RevisionDetail? Detail, bool MayAct, string Reader);
