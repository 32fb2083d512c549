using AlmCompliance.Data.Access;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Components.Live;
using Microsoft.AspNetCore.Components;

namespace AlmCompliance.Web.Features.Decisions;

/// <summary>One decision: about what, why, by whom, until when, and what can be done about it.</summary>
public sealed partial class DecisionPage
{
    private LiveData<DecisionPageView>? _live;

    [Parameter]
    public string Reference { get; set; } = "";

    [Inject]
    private DecisionQueries Decisions { get; set; } = default!;

    [Inject]
    private CurrentActor Actor { get; set; } = default!;

    private async Task<DecisionPageView?> ReadAsync(CancellationToken cancellationToken)
    {
        var actor = await Actor.GetAsync();
        var mayAct = actor.Role is AccessRole.SecurityManager or AccessRole.Administrator;
        var detail = await Decisions.GetAsync(actor, Reference, cancellationToken);
        return new DecisionPageView(detail, mayAct, detail?.Row.RequesterId == actor.Id);
    }

    private Task ReloadAsync() => _live?.ReloadAsync() ?? Task.CompletedTask;
}

/// <summary>What the page shows.</summary>
/// <param name="Detail">Null where there is none in sight.</param>
/// <param name="MayAct">Whether the reader's role lets them decide; the actions check it again.</param>
/// <param name="IsOwn">The reader asked for it.</param>
internal sealed record DecisionPageView(DecisionDetail? Detail, bool MayAct, bool IsOwn)
{
    public DecisionDetail Decision => Detail!;
}
