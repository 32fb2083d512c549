using AlmCompliance.Data;
using AlmCompliance.Data.Access;
using AlmCompliance.Data.Compliance;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Findings;

/// <summary>Reads of findings on hosts in the actor's sight.</summary>
internal sealed class FindingQueries(IDbContextFactory<AlmDbContext> contexts, TimeProvider clock)
{
    /// <summary>Four statements, one more each for zones in the filter and the count of those with an owner.</summary>
    public async Task<FindingListing> ListAsync(Actor actor, FindingListRequest request, CancellationToken cancellationToken)
    {
        actor.RequireReader();
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var zones = await ZoneSelection.ReadAsync(db, actor, request.Zones, cancellationToken);
        if (zones.NotFound.Count > 0)
        {
            return new FindingListing([], 0, new Dictionary<RuleId, FindingCount>(), zones.NotFound);
        }

        var findings = db.FindingsFor(actor, request, zones, now);
        var listing = new FindingListing([], 0, await CountAsync(findings, now, cancellationToken), []);
        var counted = listing.CountOf(request.Rules);
        var total = request.Due switch
        {
            FindingDue.Overdue => counted.Overdue,
            FindingDue.Soon => counted.DueSoon,
            FindingDue.Later => counted.Later,
            _ => counted.All,
        };
        var page = request.Page.Skip >= total ? [] : await findings.Narrowed(request, now)
            .Ordered(db, request.Sort, request.Descending)
            .Skip(request.Page.Skip).Take(request.Page.Size)
            .WithWork(db)
            .ToListAsync(cancellationToken);
        return listing with
        {
            Items = await WithHostsAsync(db, page, now, cancellationToken),
            Total = total,
            Owned = request.CountsOwned ? await OwnedAsync(db, findings, request, cancellationToken) : 0,
        };
    }

    /// <summary>These findings as they stand now, in no order, those in sight only; for a list that stays in view. Three statements.</summary>
    public async Task<IReadOnlyList<FindingListItem>> RefreshAsync(Actor actor, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        actor.RequireReader();
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var visible = db.HostsEverFor(actor);
        var findings = await db.Findings.AsNoTracking().Where(f => ids.Contains(f.Id) && visible.Any(h => h.Id == f.HostId)).WithWork(db).ToListAsync(cancellationToken);
        return await WithHostsAsync(db, findings, now, cancellationToken);
    }

    /// <summary>The findings that a bulk act on the whole filter means, as they stand, the most urgent first and at most so many. One statement, two with zones in the filter.</summary>
    public async Task<IReadOnlyList<SeenFinding>> SelectAsync(Actor actor, FindingListRequest request, int most, CancellationToken cancellationToken)
    {
        actor.RequireReader();
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var zones = await ZoneSelection.ReadAsync(db, actor, request.Zones, cancellationToken);
        return zones.NotFound.Count > 0 ? [] : await db.FindingsFor(actor, request, zones, now).Narrowed(request, now)
            .OrderBy(f => f.DueAt).ThenBy(f => f.Id).Take(most)
            .WithWork(db)
            .Select(f => new SeenFinding(f.Finding.Id, f.OwnerId))
            .ToListAsync(cancellationToken);
    }

    /// <summary>One finding with all that is known of it; null where there is none in sight. Seven statements, eight where its row goes on as the next period.</summary>
    public async Task<FindingDetail?> GetAsync(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        actor.RequireReader();
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var visible = db.HostsEverFor(actor);
        var found = await db.Findings.AsNoTracking().Where(f => f.Id == id && visible.Any(h => h.Id == f.HostId)).WithWork(db).SingleOrDefaultAsync(cancellationToken);

        // Known beforehand and not open yet: what its address was given out for is the period before.
        if (found is { Finding: { } next } && next.OpenedAt > now)
        {
            found = await db.FindingsClosed(now).Where(f => f.HostId == next.HostId && f.Rule == next.Rule && f.AdvisoryId == next.AdvisoryId)
                .OrderByDescending(f => f.ClosedAt).Take(1).WithWork(db).SingleOrDefaultAsync(cancellationToken);
        }

        return found is null ? null : await new FindingDetailReader(db, now).ReadAsync((await WithHostsAsync(db, [found], now, cancellationToken))[0], found.Finding, cancellationToken);
    }

    /// <summary>Findings row by row in the request's order, read as the caller goes on, whatever the page; null where a zone is not there. One statement, two with zones in the filter.</summary>
    public async Task<FindingExport?> ExportAsync(Actor actor, FindingListRequest request, CancellationToken cancellationToken)
    {
        actor.RequireReader();
        var now = clock.GetUtcNow();
        var db = await contexts.CreateDbContextAsync(cancellationToken);
        try
        {
            var zones = await ZoneSelection.ReadAsync(db, actor, request.Zones, cancellationToken);
            if (zones.NotFound.Count == 0)
            {
                return new FindingExport(db, db.FindingsFor(actor, request, zones, now).Narrowed(request, now).Ordered(db, request.Sort, request.Descending), now);
            }

            await db.DisposeAsync();
            return null;
        }
        catch
        {
            await db.DisposeAsync();
            throw;
        }
    }

    /// <summary>The zones that a filter offers. One statement.</summary>
    public async Task<IReadOnlyList<string>> ZonesAsync(Actor actor, CancellationToken cancellationToken)
    {
        actor.RequireReader();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.ZonesFor(actor).OrderBy(z => z.NameKey).Select(z => z.Name).ToListAsync(cancellationToken);
    }

    /// <summary>
    /// The people that a filter and an assignment offer: whoever may act sees all whose zones meet theirs, others only who owns
    /// a finding. One statement.
    /// </summary>
    public async Task<IReadOnlyList<OwnerPerson>> PeopleAsync(Actor actor, CancellationToken cancellationToken)
    {
        actor.RequireReader();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var people = db.PeopleFor(actor);
        if (!actor.IsSecurityManager)
        {
            people = people.Where(u => db.FindingWork.Any(w => w.OwnerId == u.Id));
        }

        return await people.Where(u => u.Role != AccessRole.None).OrderBy(u => u.NormalizedUserName)
            .Select(u => new OwnerPerson(u.Id, u.UserName ?? "")).ToListAsync(cancellationToken);
    }

    private static async Task<Dictionary<RuleId, FindingCount>> CountAsync(IQueryable<FindingPeriod> findings, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var soon = FindingRows.SoonAfter(now);
        var counted = await findings
            .GroupBy(f => f.Rule)
            .Select(g => new
            {
                Rule = g.Key,
                All = g.Count(),
                Overdue = g.Count(f => f.DueAt <= now),
                DueSoon = g.Count(f => f.DueAt > now && f.DueAt <= soon),
            })
            .ToListAsync(cancellationToken);
        return counted.OrderBy(c => c.Rule).ToDictionary(c => c.Rule, c => new FindingCount(c.All, c.Overdue, c.DueSoon));
    }

    // From the work, of which there is less than of findings.
    private static Task<int> OwnedAsync(AlmDbContext db, IQueryable<FindingPeriod> findings, FindingListRequest request, CancellationToken cancellationToken)
    {
        var rules = request.Rules;
        var asked = rules.Count == 0 ? findings : findings.Where(f => rules.Contains(f.Rule));
        return db.FindingWork.CountAsync(w => asked.Any(f => f.HostId == w.HostId && f.Rule == w.Rule && f.AdvisoryId == w.AdvisoryId && f.OpenedAt == w.OpenedAt), cancellationToken);
    }

    private static async Task<IReadOnlyList<FindingListItem>> WithHostsAsync(
        AlmDbContext db, List<WorkedFinding> page, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (page.Count == 0)
        {
            return [];
        }

        var note = ProductNote57252401.Id.Value;
        var ids = page.Select(f => f.Finding.HostId).Distinct().ToArray();
        var hosts = await (
            from host in db.Hosts.AsNoTracking().Where(h => ids.Contains(h.Id))
            join status in db.CurrentStatuses(now).Where(s => s.AdvisoryId == note) on host.Id equals status.HostId into statuses
            from status in statuses.DefaultIfEmpty()
            select new
            {
                host.Id,
                host.Name,
                host.ZoneId,
                ZoneName = host.Zone!.Name,
                Status = (ComplianceStatus?)status.Status ?? ComplianceStatus.Unknown,
                LastKnown = (ComplianceStatus?)status.LastKnown ?? ComplianceStatus.Unknown,
            }).ToDictionaryAsync(h => h.Id, cancellationToken);
        var windows = await ZoneWindows.ReadAsync(db, hosts.Values.Select(h => h.ZoneId), now, cancellationToken);
        return page.ConvertAll(worked =>
        {
            var f = worked.Finding;
            var host = hosts[f.HostId];
            return new FindingListItem
            {
                Id = f.Id,
                HostId = f.HostId,
                HostName = host.Name,
                ZoneId = host.ZoneId,
                ZoneName = host.ZoneName,
                Owner = worked.Owner,
                Notes = worked.Notes,
                HostStatus = host.Status,
                HostLastKnown = host.LastKnown,
                Rule = f.Rule,
                AdvisoryId = f.AdvisoryId.Length == 0 ? null : f.AdvisoryId,
                Reason = f.Reason,
                Arguments = f.Arguments,
                OpenedAt = f.OpenedAt,
                ClosedAt = f.ClosedAt,
                DueAt = f.DueAt,
                LastWindow = windows.LastBefore(host.ZoneId, f.DueAt),
            };
        });
    }
}

/// <summary>A person that a finding can be given to.</summary>
internal sealed record OwnerPerson(Guid Id, string Name);

/// <summary>A finding that somebody picked, with the owner that they saw.</summary>
internal sealed record SeenFinding(Guid Id, Guid? OwnerId);
