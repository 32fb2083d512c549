using AlmCompliance.Data;
using AlmCompliance.Data.Compliance;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Inventory;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment;
using AlmCompliance.Web.Live;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Hosts;

/// <summary>Reads of hosts in the actor's sight; every status is as of this moment, whether or not a job has run.</summary>
internal sealed class HostQueries(IDbContextFactory<AlmDbContext> contexts, TimeProvider clock, PlantKnowledge plant, FreshnessLimits limits, ChangeFeed changes) : IDisposable
{
    private readonly SharedReads<HostCounts> _counts = new(changes, clock);

    private static string Note => ProductNote57252401.Id.Value;

    /// <summary>Six statements, five without windows; one more each for zones, a search, and lines of the plant's own list in the filter.</summary>
    public Task<HostListing> ListAsync(Actor actor, HostListRequest request, CancellationToken cancellationToken) =>
        ListAsync(actor, request, count => count(), cancellationToken);

    /// <summary>The same for a page that stays in view: of all who look at the same hosts one counts them, once a second at most. Two statements fewer for the others.</summary>
    public Task<HostListing> WatchAsync(Actor actor, HostListRequest request, CancellationToken cancellationToken)
    {
        actor.RequireReader();
        var counted = request with { Filter = request.Filter with { Statuses = [] }, Sort = default, Descending = false, Columns = null, Page = new(1, 1) };
        return ListAsync(actor, request, count => _counts.GetAsync($"{PlantPulse.Sight(actor.Zones)} {HostsAddressWriter.Page(counted)}", count, cancellationToken), cancellationToken);
    }

    public void Dispose() => _counts.Dispose();

    private async Task<HostListing> ListAsync(Actor actor, HostListRequest request, Func<Func<Task<HostCounts>>, Task<HostCounts>> counting, CancellationToken cancellationToken)
    {
        actor.RequireReader();
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var filter = request.Filter;
        var zones = await ZoneSelection.ReadAsync(db, actor, filter.Zones, cancellationToken);
        if (zones.NotFound.Count > 0)
        {
            return new HostListing([], 0, 0, 0, HostCounts.None.ByStatus, zones.NotFound);
        }

        var owners = await ExpectedLines.OwnersAsync(db, filter.Search, cancellationToken);
        var expected = new ExpectedLines(db, actor, zones, filter, now);
        var rows = zones.Apply(db.HostsFor(actor)).Matching(filter, owners, db, now).WithStatus(db, Note, now);
        var counts = await counting(async () => await CountAsync(db, actor, filter, rows, expected, now, cancellationToken));
        var (hosts, total) = (counts.HostsIn(filter.Statuses), counts.In(filter.Statuses));

        // Two stretches in a row: the page may lie in either, or across the seam.
        var (skip, size) = (request.Page.Skip, request.Page.Size);
        var before = request.LinesFirst ? total - hosts : 0;
        var (from, to) = (Math.Clamp(skip - before, 0, hosts), Math.Clamp(skip - before + size, 0, hosts));
        var page = from == to ? [] : await rows
            .InStatus(filter.Statuses)
            .Ordered(request.Sort, request.Descending, db, Note, now)
            .Skip(from).Take(to - from)
            .AsItems(db, now)
            .ToListAsync(cancellationToken);
        var items = await CompleteAsync(db, page, now, cancellationToken, request.WithWindows);
        var lines = await expected.ReadAsync(Math.Max(0, request.LinesFirst ? skip : skip - hosts), skip >= total ? 0 : size - items.Count, cancellationToken);
        return new HostListing(request.LinesFirst ? [.. lines, .. items] : [.. items, .. lines], total, counts.AllHosts, counts.NeverEnrolled, counts.ByStatus, []) { Hosts = hosts };
    }

    /// <summary>The hosts that an act on the whole filter means, by name and at most so many; lines that never enrolled are none. One statement, one more each for zones and a search in the filter.</summary>
    public async Task<IReadOnlyList<Guid>> SelectAsync(Actor actor, HostListRequest request, int most, CancellationToken cancellationToken)
    {
        actor.RequireReader();
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var filter = request.Filter;
        var zones = await ZoneSelection.ReadAsync(db, actor, filter.Zones, cancellationToken);
        if (zones.NotFound.Count > 0 || !filter.TakesHosts)
        {
            return [];
        }

        var owners = await ExpectedLines.OwnersAsync(db, filter.Search, cancellationToken);
        return await zones.Apply(db.HostsFor(actor)).Matching(filter, owners, db, now).WithStatus(db, Note, now)
            .InStatus(filter.Statuses)
            .OrderBy(r => r.Host.NameKey).ThenBy(r => r.Host.Id).Take(most)
            .Select(r => r.Host.Id)
            .ToListAsync(cancellationToken);
    }

    /// <summary>The rows of these hosts as they stand now, in no order, those in sight only; for a list that stays in view. Four statements.</summary>
    public async Task<IReadOnlyList<HostListItem>> RefreshAsync(Actor actor, IReadOnlyCollection<Guid> hostIds, CancellationToken cancellationToken)
    {
        actor.RequireReader();
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await db.HostsEverFor(actor).Where(h => hostIds.Contains(h.Id)).WithStatus(db, Note, now).AsItems(db, now).ToListAsync(cancellationToken);
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

    /// <summary>The host as the API and a row show it; null where it is unknown or out of sight. Four statements.</summary>
    public async Task<HostListItem?> SummaryAsync(Actor actor, Guid hostId, CancellationToken cancellationToken) =>
        (await RefreshAsync(actor, [hostId], cancellationToken)) is [var host] ? host : null;

    /// <summary>Everything known of the host; null where it is unknown or out of sight. Eight statements, nine where hosts of other zones reached it.</summary>
    public async Task<HostDetail?> GetAsync(Actor actor, Guid hostId, CancellationToken cancellationToken)
    {
        actor.RequireReader();
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var reading = await db.HostsEverFor(actor).AsNoTracking().Where(h => h.Id == hostId).WithStatus(db, Note, now).AsReadings(db, now).FirstOrDefaultAsync(cancellationToken);
        if (reading is null)
        {
            return null;
        }

        var findings = await HostFindings.ReadAsync(db, hostId, now, cancellationToken);
        var items = await CompleteAsync(db, [reading.Item], now, cancellationToken, open: findings.Open);
        return await new HostDetailReader(db, actor, plant.Current, limits, now).ReadAsync(reading with { Item = items[0] }, findings, cancellationToken);
    }

    /// <summary>Two reports of the host; null where one is not there, not the host's, or cannot be read. One statement.</summary>
    public async Task<ReportPair?> ReportsAsync(Actor actor, Guid hostId, Guid before, Guid after, CancellationToken cancellationToken)
    {
        actor.RequireReader();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var visible = db.HostsEverFor(actor);
        var stored = await db.Snapshots.AsNoTracking().Where(s => s.HostId == hostId && (s.Id == before || s.Id == after) && visible.Any(h => h.Id == s.HostId))
            .Select(s => new { s.Id, s.Content }).ToListAsync(cancellationToken);
        return HostDetailReader.Parse(stored.Find(s => s.Id == before)?.Content) is { } old && HostDetailReader.Parse(stored.Find(s => s.Id == after)?.Content) is { } latest
            ? new ReportPair(old, latest)
            : null;
    }

    /// <summary>Hosts row by row in the request's order, read as the caller goes on, whatever the page; null where a zone is not there. One statement, one more each for zones, a search, and lines of the plant's own list in the filter.</summary>
    public async Task<HostExport?> ExportAsync(Actor actor, HostListRequest request, CancellationToken cancellationToken)
    {
        actor.RequireReader();
        var now = clock.GetUtcNow();
        var db = await contexts.CreateDbContextAsync(cancellationToken);
        try
        {
            var filter = request.Filter;
            var zones = await ZoneSelection.ReadAsync(db, actor, filter.Zones, cancellationToken);
            if (zones.NotFound.Count > 0)
            {
                await db.DisposeAsync();
                return null;
            }

            var owners = await ExpectedLines.OwnersAsync(db, filter.Search, cancellationToken);
            var rows = zones.Apply(db.HostsFor(actor)).Matching(filter, owners, db, now).WithStatus(db, Note, now)
                .InStatus(filter.Statuses)
                .Ordered(request.Sort, request.Descending, db, Note, now)
                .AsItems(db, now);
            var lines = await new ExpectedLines(db, actor, zones, filter, now).ReadAsync(0, int.MaxValue, cancellationToken);
            return new HostExport(db, filter.TakesHosts ? rows : null, lines, request.LinesFirst, now);
        }
        catch
        {
            await db.DisposeAsync();
            throw;
        }
    }

    /// <summary>Adds open findings with their last windows, and every advisory's status: three statements, two without a zone, none for no hosts.</summary>
    /// <param name="open">Their open findings, where they were read already: then one statement fewer.</param>
    private static async Task<IReadOnlyList<HostListItem>> CompleteAsync(
        AlmDbContext db, List<HostListItem> hosts, DateTimeOffset now, CancellationToken cancellationToken, bool withWindows = true, IReadOnlyList<FindingPeriod>? open = null)
    {
        if (hosts.Count == 0)
        {
            return hosts;
        }

        var ids = hosts.Select(h => h.Id).ToArray();
        open ??= await db.FindingsOpen(now).Where(f => ids.Contains(f.HostId)).OrderBy(f => f.Rule).ThenBy(f => f.AdvisoryId).ToListAsync(cancellationToken);
        var findings = open.ToLookup(f => f.HostId, HostDetailReader.Finding);
        var statuses = (await db.CurrentStatuses(now).Where(s => ids.Contains(s.HostId)).OrderBy(s => s.AdvisoryId != Note).ThenBy(s => s.AdvisoryId)
            .ToListAsync(cancellationToken)).ToLookup(s => s.HostId);
        var windows = await ZoneWindows.ReadAsync(db, withWindows ? hosts.Select(h => h.ZoneId) : [], now, cancellationToken);
        return
        [
            .. hosts.Select(h => h with
            {
                OpenFindings = [.. findings[h.Id].Select(f => f with { LastWindow = windows.LastBefore(h.ZoneId, f.DueAt) })],
                Statuses = [.. statuses[h.Id].Select(s => Status(s, h.EvidenceExpiresAt, now))],
            }),
        ];
    }

    private static HostAdvisoryStatus Status(EffectiveStatus s, DateTimeOffset? evidenceExpiresAt, DateTimeOffset now) =>
        new(s.AdvisoryId, s.Status, s.Reason, s.IsExpired ? [] : s.Arguments, s.Since, s.HoldsUntil, s.LastKnown)
        {
            Measures = Array.ConvertAll(s.Measures, m => new MeasureVerdict(
                new AdvisoryId(s.AdvisoryId), m.Measure, m.StateAt(evidenceExpiresAt, now), m.Basis, m.HoldsUntil ?? evidenceExpiresAt)),
        };

    /// <summary>Two statements; one more for lines of the plant's own list in the filter.</summary>
    private static async Task<HostCounts> CountAsync(
        AlmDbContext db, Actor actor, HostFilter filter, IQueryable<HostRow> rows, ExpectedLines expected, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var isWholePlant = actor.SeesAllZones && (filter with { Statuses = [] }).IsEmpty;

        // Of the whole plant the statuses are counted without a look for each host's: who is decommissioned has none.
        var counted = !filter.TakesHosts ? []
            : await (isWholePlant ? db.CurrentStatuses(now).Where(s => s.AdvisoryId == Note).Select(s => s.Status) : rows.Select(r => r.Status))
                .GroupBy(s => s).Select(g => new { Status = g.Key, Hosts = g.Count() }).ToListAsync(cancellationToken);
        var lines = await expected.CountAsync(cancellationToken);
        var all = await db.HostsFor(actor).GroupBy(_ => 0).Select(g => new { IsLine = false, Number = g.Count() })
            .Concat(db.NeverEnrolledFor(actor, now).GroupBy(_ => 0).Select(g => new { IsLine = true, Number = g.Count() }))
            .ToListAsync(cancellationToken);
        var (hosts, neverEnrolled) = (all.Where(c => !c.IsLine).Sum(c => c.Number), all.Where(c => c.IsLine).Sum(c => c.Number));

        // One without a row of its own is Unknown, never left out.
        var without = isWholePlant ? Math.Max(0, hosts - counted.Sum(c => c.Hosts)) : 0;
        return HostCounts.Of([.. counted.Select(c => (c.Status, c.Hosts)), (ComplianceStatus.Unknown, without)], lines, hosts, neverEnrolled);
    }
}
