using AlmCompliance.Data;
using AlmCompliance.Data.Inventory;
using AlmCompliance.Data.Trail;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Live;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.ExpectedHosts;

/// <summary>What came of a change to one line.</summary>
/// <param name="Id">The line; null where it was refused or is not there.</param>
internal sealed record LineOutcome(Guid? Id, LineError? Error)
{
    public bool IsNotFound => Id is null && Error is null;
}

/// <summary>Puts one host on the plant's own list, or changes its line.</summary>
internal sealed class EditExpectedHost(IWriteLane lane, ChangeFeed changes, TimeProvider clock)
{
    /// <param name="id">The line to change; null for a new one.</param>
    public async Task<LineOutcome> RunAsync(Actor actor, Guid? id, ExpectedHostLine line, CancellationToken cancellationToken)
    {
        actor.RequireAdministrator();
        if (ExpectedHostCsv.Check(line) is { } wrong)
        {
            return new LineOutcome(null, wrong);
        }

        var outcome = await lane.RunAsync((db, ct) => WriteAsync(db, actor, id, line, ct), cancellationToken);
        changes.Publish(null);
        return outcome;
    }

    private async Task<LineOutcome> WriteAsync(AlmDbContext db, Actor actor, Guid? id, ExpectedHostLine line, CancellationToken cancellationToken)
    {
        var now = Microseconds.Truncate(clock.GetUtcNow());
        var key = SortKeys.Of(line.Name.Trim());
        if (await db.ExpectedHosts.AnyAsync(e => e.NameKey == key && e.Id != id, cancellationToken))
        {
            return new LineOutcome(null, new LineError(0, "Known", line.Name));
        }

        var row = id is null ? null : await db.ExpectedHosts.SingleOrDefaultAsync(e => e.Id == id, cancellationToken);
        if (id is not null && row is null)
        {
            return new LineOutcome(null, null);
        }

        var zoneKey = line.Zone is null ? null : SortKeys.Of(line.Zone);
        var zone = zoneKey is null ? null : await db.Zones.SingleOrDefaultAsync(z => z.NameKey == zoneKey, cancellationToken);
        if (line.Zone is not null && zone is null)
        {
            return new LineOutcome(null, new LineError(0, "NoZone", line.Zone));
        }

        var before = row is null ? "" : State(row);
        row ??= db.ExpectedHosts.Add(new ExpectedHost { Name = "", NameKey = "", Owner = "", ListedAt = now }).Entity;
        if (row.NameKey != key)
        {
            // Under another name it stands for another machine: what was said of the former one stays said.
            if (row.NameKey.Length > 0 && row.ListedAt < now)
            {
                db.DelistedHosts.Add(DelistedHost.Of(row, now));
                row.ListedAt = now;
            }

            row.HostId = await db.Hosts.Where(h => h.NameKey == key && h.DecommissionedAt == null).OrderBy(h => h.Id).Select(h => (Guid?)h.Id).FirstOrDefaultAsync(cancellationToken);
        }

        (row.Name, row.NameKey, row.Owner, row.ZoneId, row.Address, row.Role) =
            (line.Name.Trim(), key, line.Owner.Trim(), zone?.Id, ImportExpectedHosts.Canonical(line.Address), string.IsNullOrWhiteSpace(line.Role) ? null : line.Role.Trim());
        await db.SaveChangesAsync(cancellationToken);
        await AuditTrail.AppendAsync(db, actor.Act(before.Length == 0 ? "expected-host.added" : "expected-host.changed", "expected-host", row.Id.ToString(), before, State(row)), now, cancellationToken);
        return new LineOutcome(row.Id, null);
    }

    internal static string State(ExpectedHost row) => TrailText.Of(new { row.Name, row.Owner, row.Role, row.ZoneId, row.Address, row.HostId });
}

/// <summary>Takes one line off the plant's own list from now on; its host, if there is one, stays and stands on none.</summary>
internal sealed class RemoveExpectedHost(IWriteLane lane, ChangeFeed changes, TimeProvider clock)
{
    public async Task<bool> RunAsync(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        actor.RequireAdministrator();
        var removed = await lane.RunAsync(
            async (db, ct) =>
            {
                if (await db.ExpectedHosts.SingleOrDefaultAsync(e => e.Id == id, ct) is not { } row)
                {
                    return false;
                }

                var now = Microseconds.Truncate(clock.GetUtcNow());
                var before = EditExpectedHost.State(row);
                db.DelistedHosts.Add(DelistedHost.Of(row, now));
                db.ExpectedHosts.Remove(row);
                await db.SaveChangesAsync(ct);
                await AuditTrail.AppendAsync(db, actor.Act("expected-host.removed", "expected-host", id.ToString(), before), now, ct);
                return true;
            },
            cancellationToken);
        changes.Publish(null);
        return removed;
    }
}
