using AlmCompliance.Data;
using AlmCompliance.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Hosts;

/// <summary>Says of each host what an act would do, and writes nothing.</summary>
internal sealed class PreviewHostAct(IDbContextFactory<AlmDbContext> contexts)
{
    private const int Slice = 500;

    /// <summary>One statement for five hundred hosts; four for a placing.</summary>
    public async Task<HostActOutcome> RunAsync(Actor actor, HostAct act, IReadOnlyList<Guid> hosts, CancellationToken cancellationToken)
    {
        actor.RequireSecurityManager();
        var asked = hosts.Distinct().ToList();
        if (act.Check(asked.Count) is { } wrong)
        {
            return HostActOutcome.RefusedFor(wrong);
        }

        var outcome = new HostActOutcome([], null, 0);
        foreach (var slice in asked.Chunk(Slice))
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            outcome = outcome.Plus((await HostPlan.ReadAsync(db, actor, act, Array.ConvertAll(slice, id => new SeenHost(id)), cancellationToken)).Outcome);
            if (outcome.Refused is not null)
            {
                break;
            }
        }

        return outcome;
    }
}
