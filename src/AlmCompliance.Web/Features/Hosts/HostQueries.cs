using AlmCompliance.Data;
using AlmCompliance.Data.Compliance;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Hosts;

/// <summary>Reads of hosts in the actor's sight; every status is as of this moment, whether or not a job has run.</summary>
internal sealed class HostQueries(IDbContextFactory<AlmDbContext> contexts, TimeProvider clock, AdvisoryCatalogue catalogue)
{
    private string Note => catalogue.Advisories[0].Id.Value;

    /// <summary>Five statements, six with zones in the filter.</summary>
    public async Task<HostListing> ListAsync(Actor actor, HostListRequest request, CancellationToken cancellationToken)
    {
        actor.RequireReader();
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var filter = request.Filter;
        var zones = await ZoneSelection.ReadAsync(db, actor, filter.Zones, cancellationToken);
        if (zones.NotFound.Count > 0)
        {
            return new HostListing([], 0, 0, CountsOf([]), zones.NotFound);
        }

        var rows = zones.Apply(db.HostsFor(actor)).Matching(filter, db, now).WithStatus(db, Note, now);
        var counted = await rows
            .GroupBy(r => r.Status)
            .Select(g => new { Status = g.Key, Hosts = g.Count() })
            .ToListAsync(cancellationToken);
        var byStatus = CountsOf(counted.Select(c => (c.Status, c.Hosts)));
        var total = filter.Statuses.Count == 0 ? byStatus.Values.Sum() : filter.Statuses.Sum(s => byStatus[s]);
        var all = await db.HostsFor(actor).CountAsync(cancellationToken);

        var page = request.Page.Skip >= total ? [] : await rows
            .InStatus(filter.Statuses)
            .Ordered(request.Sort, request.Descending)
            .Skip(request.Page.Skip).Take(request.Page.Size)
            .AsItems()
            .ToListAsync(cancellationToken);
        return new HostListing(await CompleteAsync(db, page, now, cancellationToken), total, all, byStatus, []);
    }

    /// <summary>The rows of these hosts as they stand now, in no order, those in sight only; for a list that stays in view. Three statements.</summary>
    public async Task<IReadOnlyList<HostListItem>> RefreshAsync(Actor actor, IReadOnlyCollection<Guid> hostIds, CancellationToken cancellationToken)
    {
        actor.RequireReader();
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await db.HostsFor(actor).Where(h => hostIds.Contains(h.Id)).WithStatus(db, Note, now).AsItems().ToListAsync(cancellationToken);
        return await CompleteAsync(db, rows, now, cancellationToken);
    }

    /// <summary>The zones that a filter offers. One statement.</summary>
    public async Task<IReadOnlyList<ZoneChoice>> ZonesAsync(Actor actor, CancellationToken cancellationToken)
    {
        actor.RequireReader();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.ZonesFor(actor)
            .OrderBy(z => z.NameKey)
            .Select(z => new ZoneChoice(z.Id, z.Name, z.Site))
            .ToListAsync(cancellationToken);
    }

    /// <summary>The host as the API and a row show it; null where it is unknown or out of sight. Three statements.</summary>
    public async Task<HostListItem?> SummaryAsync(Actor actor, Guid hostId, CancellationToken cancellationToken) =>
        (await RefreshAsync(actor, [hostId], cancellationToken)) is [var host] ? host : null;

    /// <summary>Everything known of the host; null where it is unknown or out of sight. Eight statements.</summary>
    public async Task<HostDetail?> GetAsync(Actor actor, Guid hostId, CancellationToken cancellationToken)
    {
        actor.RequireReader();
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await db.HostsFor(actor).Where(h => h.Id == hostId).WithStatus(db, Note, now).AsItems().ToListAsync(cancellationToken);
        return row.Count == 0
            ? null
            : await new HostDetailReader(db, catalogue, now).ReadAsync((await CompleteAsync(db, row, now, cancellationToken))[0], cancellationToken);
    }

    /// <summary>Hosts row by row in the request's order, read as the caller goes on; the page is ignored. One statement, two with zones in the filter.</summary>
    public async Task<HostExport> ExportAsync(Actor actor, HostListRequest request, CancellationToken cancellationToken)
    {
        actor.RequireReader();
        var now = clock.GetUtcNow();
        var db = await contexts.CreateDbContextAsync(cancellationToken);
        try
        {
            var filter = request.Filter;
            var zones = await ZoneSelection.ReadAsync(db, actor, filter.Zones, cancellationToken);
            var rows = zones.Apply(db.HostsFor(actor)).Matching(filter, db, now).WithStatus(db, Note, now)
                .InStatus(filter.Statuses)
                .Ordered(request.Sort, request.Descending)
                .AsItems();
            return new HostExport(db, rows, now, zones.NotFound);
        }
        catch
        {
            await db.DisposeAsync();
            throw;
        }
    }

    /// <summary>Adds open findings and every advisory's status: two statements, none for no hosts.</summary>
    private async Task<IReadOnlyList<HostListItem>> CompleteAsync(
        AlmDbContext db, List<HostListItem> hosts, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (hosts.Count == 0)
        {
            return hosts;
        }

        var ids = hosts.Select(h => h.Id).ToArray();
        var findings = (await db.FindingsOpen(now).Where(f => ids.Contains(f.HostId)).OrderBy(f => f.Rule).ThenBy(f => f.AdvisoryId)
            .ToListAsync(cancellationToken)).ToLookup(f => f.HostId, HostDetailReader.Finding);
        var statuses = (await db.CurrentStatuses(now).Where(s => ids.Contains(s.HostId)).OrderBy(s => s.AdvisoryId != Note).ThenBy(s => s.AdvisoryId)
            .ToListAsync(cancellationToken)).ToLookup(s => s.HostId, Status);
        return [.. hosts.Select(h => h with { OpenFindings = [.. findings[h.Id]], Statuses = [.. statuses[h.Id]] })];
    }

    private static HostAdvisoryStatus Status(EffectiveStatus s) =>
        new(s.AdvisoryId, s.Status, s.Reason, s.IsExpired ? [] : s.Arguments, s.Since, s.HoldsUntil, s.LastKnown);

    private static Dictionary<ComplianceStatus, int> CountsOf(IEnumerable<(ComplianceStatus Status, int Hosts)> counted)
    {
        var counts = Enum.GetValues<ComplianceStatus>().ToDictionary(s => s, _ => 0);
        foreach (var (status, hosts) in counted)
        {
            counts[status] += hosts;
        }

        return counts;
    }
}
