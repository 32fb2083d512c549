using AlmCompliance.Data;
using AlmCompliance.Data.Compliance;
using AlmCompliance.Data.Trail;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Domain.Segmentation;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment;
using AlmCompliance.Web.Live;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Administration;

/// <summary>Sets, or takes back, how many days findings of a rule have in zones of a criticality.</summary>
internal sealed class SetDeadline(IWriteLane lane, PlantKnowledge plant, Reassess reassess, IDbContextFactory<AlmDbContext> contexts, ChangeFeed changes, TimeProvider clock)
{
    public const int MostDays = 3650;

    /// <summary>False where a value is out of its limits, or there was nothing to take back.</summary>
    /// <param name="rule">Unknown for every rule.</param>
    /// <param name="criticality">Unknown for every zone.</param>
    /// <param name="days">Null takes the line back.</param>
    public async Task<bool> RunAsync(Actor actor, RuleId rule, ZoneCriticality criticality, int? days, CancellationToken cancellationToken)
    {
        actor.RequireAdministrator();
        if (!Enum.IsDefined(rule) || !Enum.IsDefined(criticality) || days is < 1 or > MostDays)
        {
            return false;
        }

        var changed = await lane.RunAsync((db, ct) => WriteAsync(db, actor, rule, criticality, days, ct), cancellationToken);
        if (changed)
        {
            // Once begun it goes on though its caller leaves; what a dying server leaves, the nightly run does.
            await plant.RefreshAsync(CancellationToken.None);
            await reassess.HostsAsync(await ConcernedAsync(rule), CancellationToken.None);
            changes.Publish(null);
        }

        return changed;
    }

    /// <summary>Hosts with an open finding of the rule, or of any; one that is told beforehand is among them.</summary>
    private async Task<IReadOnlyCollection<Guid>> ConcernedAsync(RuleId rule)
    {
        await using var db = await contexts.CreateDbContextAsync(CancellationToken.None);
        var findings = db.Findings.Where(f => f.ClosedAt == null);
        return await (rule is RuleId.Unknown ? findings : findings.Where(f => f.Rule == rule)).Select(f => f.HostId).Distinct().ToListAsync(CancellationToken.None);
    }

    private async Task<bool> WriteAsync(AlmDbContext db, Actor actor, RuleId rule, ZoneCriticality criticality, int? days, CancellationToken cancellationToken)
    {
        var now = Microseconds.Truncate(clock.GetUtcNow());
        var row = await db.DeadlinePolicies.SingleOrDefaultAsync(d => d.Rule == rule && d.Criticality == criticality, cancellationToken);
        var before = row is null ? "" : State(row);
        if (days is null)
        {
            if (row is null)
            {
                return false;
            }

            db.DeadlinePolicies.Remove(row);
        }
        else
        {
            row ??= db.DeadlinePolicies.Add(new StoredDeadline { Rule = rule, Criticality = criticality, SetBy = "" }).Entity;
            (row.Days, row.SetBy, row.SetAt) = (days.Value, actor.Name, now);
        }

        await db.SaveChangesAsync(cancellationToken);
        var after = days is null ? "" : State(row!);
        await AuditTrail.AppendAsync(db, actor.Act(days is null ? "deadline.removed" : "deadline.set", "deadline", $"{rule} {criticality}", before, after), now, cancellationToken);
        return true;
    }

    private static string State(StoredDeadline row) => TrailText.Of(new { rule = row.Rule.ToString(), criticality = row.Criticality.ToString(), row.Days });
}
