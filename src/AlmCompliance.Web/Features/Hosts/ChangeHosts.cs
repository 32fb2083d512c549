using AlmCompliance.Data;
using AlmCompliance.Data.Inventory;
using AlmCompliance.Data.Trail;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment;
using AlmCompliance.Web.Live;

namespace AlmCompliance.Web.Features.Hosts;

/// <summary>
/// Gives many hosts a zone, an owner or a role, in short slices of the write lane so that reports go on between them. Hosts that
/// were placed are judged anew before the next slice. An act that dies half-way is simply done again.
/// </summary>
internal sealed class ChangeHosts(IWriteLane lane, Redraw redraw, ChangeFeed changes, TimeProvider clock)
{
    private const int Slice = 50;

    public async Task<HostActOutcome> RunAsync(Actor actor, HostAct act, IReadOnlyList<SeenHost> hosts, CancellationToken cancellationToken)
    {
        actor.RequireSecurityManager();
        var asked = hosts.DistinctBy(h => h.Id).ToList();
        if (act.Check(asked.Count) is { } wrong)
        {
            return HostActOutcome.RefusedFor(wrong);
        }

        var outcome = new HostActOutcome([], null, 0);
        foreach (var slice in asked.Chunk(Slice))
        {
            var done = await lane.RunAsync((db, ct) => SliceAsync(db, actor, act, slice, ct), cancellationToken);
            outcome = outcome.Plus(done);

            // Of hosts that stand there already too: an act that died half-way may have left them unjudged.
            await FollowAsync(act, [.. done.Lines.Where(l => l.Result is HostActResult.Changes || (act.Kind is HostActKind.Zone && l.Result is HostActResult.Same)).Select(l => l.HostId)]);
            if (outcome.Refused is not null)
            {
                break;
            }
        }

        return outcome;
    }

    // What is written is followed up even where the caller has gone meanwhile.
    private async Task FollowAsync(HostAct act, IReadOnlyCollection<Guid> changed)
    {
        if (changed.Count == 0)
        {
            return;
        }

        if (act.Kind is HostActKind.Zone)
        {
            await redraw.HostsAsync(changed, CancellationToken.None);
        }
        else
        {
            changes.Publish(null);
        }
    }

    private async Task<HostActOutcome> SliceAsync(AlmDbContext db, Actor actor, HostAct act, SeenHost[] slice, CancellationToken cancellationToken)
    {
        var plan = await HostPlan.ReadAsync(db, actor, act, slice, cancellationToken);
        var now = Microseconds.Truncate(clock.GetUtcNow());
        if (plan.Changing.Count > 0 && act.Kind is HostActKind.Zone)
        {
            await PlaceByHand.WriteAsync(db, actor, plan.Changing, act.ZoneId, now, cancellationToken);
        }
        else if (plan.Changing.Count > 0)
        {
            await WriteAsync(db, actor, act, plan.Changing, now, cancellationToken);
        }

        return plan.Outcome;
    }

    private static async Task WriteAsync(AlmDbContext db, Actor actor, HostAct act, IReadOnlyList<Host> hosts, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var acts = new List<AuditAct>(hosts.Count);
        foreach (var host in hosts)
        {
            if (act.Kind is HostActKind.Owner)
            {
                acts.Add(actor.Act("host.owner-set", "host", host.Id.ToString(), TrailText.Of(new { owner = host.Owner }), TrailText.Of(new { owner = act.Value })));
                host.Owner = act.Value;
                host.SearchKey = HostSearch.KeyOf(host);
            }
            else
            {
                acts.Add(actor.Act("host.role-set", "host", host.Id.ToString(), TrailText.Of(new { role = host.Role }), TrailText.Of(new { role = act.Value })));
                host.Role = act.Value;
            }

            host.Revision++;
        }

        await db.SaveChangesAsync(cancellationToken);
        await AuditTrail.AppendAsync(db, acts, now, cancellationToken);
    }
}
