using AlmCompliance.Data;
using AlmCompliance.Data.Decisions;
using AlmCompliance.Domain.Segmentation;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Decisions;

/// <summary>Reads of decisions in the actor's sight; every state is as of this moment.</summary>
internal sealed class DecisionQueries(IDbContextFactory<AlmDbContext> contexts, PlantKnowledge plant, TimeProvider clock)
{
    private const int MostHosts = 500;
    private static readonly TimeSpan Soon = TimeSpan.FromDays(30);

    /// <summary>Four statements.</summary>
    public async Task<DecisionListing> ListAsync(Actor actor, DecisionListRequest request, CancellationToken cancellationToken)
    {
        actor.RequireReader();
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var all = db.DecisionsFor(actor);
        var visible = db.HostsEverFor(actor);
        var seesAll = actor.SeesAllZones;
        var matching = InView(all, actor, request.View, now, request.Since);
        var kinds = request.Kinds;
        matching = kinds.Count == 0 ? matching : matching.Where(d => kinds.Contains(d.Kind));
        matching = request.Host is { } host ? matching.Where(d => db.DecisionHosts.Any(h => h.DecisionId == d.Id && h.HostId == host)) : matching;
        var rows = matching.Select(d => new DecisionItem
        {
            Id = d.Id,
            Number = d.Number,
            Kind = d.Kind,
            State = (d.State == DecisionState.Approved || d.State == DecisionState.Requested) && d.Kind != DecisionKind.Decommission && d.ValidUntil <= now ? DecisionState.Lapsed : d.State,
            AdvisoryId = d.AdvisoryId,
            Measure = d.Measure,
            Reason = seesAll || !db.DecisionHosts.Any(h => h.DecisionId == d.Id && !visible.Any(v => v.Id == h.HostId)) ? d.Reason : "",
            Owner = d.Owner,
            RequesterId = d.RequesterId,
            RequesterName = d.RequesterName,
            RequestedAt = d.RequestedAt,
            ApproverName = d.ApproverName,
            ValidUntil = d.ValidUntil,
            Hosts = db.DecisionHosts.Count(h => h.DecisionId == d.Id),
        });
        var states = request.States;
        rows = states.Count == 0 ? rows : rows.Where(r => states.Contains(r.State));
        var ordered = request.View is DecisionView.Expiring ? rows.OrderBy(r => r.ValidUntil).ThenBy(r => r.Number) : rows.OrderByDescending(r => r.Number);
        return new DecisionListing(
            await ordered.Skip(request.Page.Skip).Take(request.Page.Size).ToListAsync(cancellationToken),
            await rows.CountAsync(cancellationToken),
            await InView(all, actor, DecisionView.Waiting, now).CountAsync(cancellationToken),
            await InView(all, actor, DecisionView.Expiring, now).CountAsync(cancellationToken));
    }

    /// <summary>Null where it is not in sight. At most six statements.</summary>
    public async Task<DecisionDetail?> GetAsync(Actor actor, string reference, CancellationToken cancellationToken)
    {
        actor.RequireReader();
        var now = clock.GetUtcNow();
        var number = DecisionAuthority.NumberOf(reference);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.DecisionsFor(actor).SingleOrDefaultAsync(d => d.Number == number, cancellationToken) is not { } row)
        {
            return null;
        }

        var visible = db.HostsEverFor(actor);
        var hosts = await (
            from entry in db.DecisionHosts.AsNoTracking()
            join host in visible on entry.HostId equals host.Id
            where entry.DecisionId == row.Id
            orderby host.NameKey, host.Id
            select new DecisionHostItem(
                host.Id, host.Name, host.Zone!.Name, entry.Version, host.VersionText, entry.LapsedAt, entry.LapseReason, host.DecommissionedAt != null))
            .Take(MostHosts).ToListAsync(cancellationToken);
        var count = await db.DecisionHosts.CountAsync(h => h.DecisionId == row.Id, cancellationToken);
        var files = await db.StoredFiles.AsNoTracking().Where(f => f.DecisionId == row.Id).OrderBy(f => f.UploadedAt)
            .Select(f => new { f.Id, f.Name, f.Length, f.Digest, f.UploadedBy, f.UploadedAt }).ToListAsync(cancellationToken);
        var boundary = row.BoundaryZoneId is not { } zone ? null
            : zone == ZoneId.Outside.Value ? nameof(ZoneId.Outside)
            : await db.Zones.Where(z => z.Id == zone).Select(z => z.Name).FirstOrDefaultAsync(cancellationToken) ?? zone.ToString();
        var extended = row.ExtendsId is { } id ? await db.Decisions.AsNoTracking().SingleOrDefaultAsync(d => d.Id == id, cancellationToken) : null;
        var hidden = await HiddenHostsAsync(db, actor, row.Id, cancellationToken);
        if (hidden > 0)
        {
            // Reason, note and file were written for all of its hosts: they may tell of those of other zones.
            files.Clear();
            (row.Reason, row.ReviewNote, row.EndReason) = ("", "", "");
        }

        return new DecisionDetail(
            row, StateAt(row, now), hosts, count - hosts.Count, boundary, extended?.Reference,
            files.ConvertAll(f => new DecisionFileItem(f.Id, f.Name, f.Length, Convert.ToHexStringLower(f.Digest), f.UploadedBy, f.UploadedAt)));
    }

    private static Task<int> HiddenHostsAsync(AlmDbContext db, Actor actor, Guid decision, CancellationToken cancellationToken)
    {
        var visible = db.HostsEverFor(actor);
        return actor.SeesAllZones ? Task.FromResult(0) : db.DecisionHosts.CountAsync(h => h.DecisionId == decision && !visible.Any(v => v.Id == h.HostId), cancellationToken);
    }

    /// <summary>The newest file of a decision whose hosts are all in sight. One statement.</summary>
    public async Task<StoredFile?> FileAsync(Actor actor, string reference, CancellationToken cancellationToken)
    {
        actor.RequireReader();
        var number = DecisionAuthority.NumberOf(reference);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var hosts = db.HostsEverFor(actor);
        var visible = db.DecisionsFor(actor).Where(d => d.Number == number);
        visible = actor.SeesAllZones ? visible : visible.Where(d => !db.DecisionHosts.Any(h => h.DecisionId == d.Id && !hosts.Any(v => v.Id == h.HostId)));
        return await db.StoredFiles.AsNoTracking().Where(f => visible.Any(d => d.Id == f.DecisionId)).OrderByDescending(f => f.UploadedAt).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>What a form offers, with the names of these hosts. Two statements.</summary>
    public async Task<DecisionChoices> ChoicesAsync(Actor actor, IReadOnlyCollection<Guid> hostIds, CancellationToken cancellationToken)
    {
        actor.RequireReader();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var zones = await db.ZonesFor(actor).OrderBy(z => z.NameKey).Select(z => z.Name).ToListAsync(cancellationToken);
        var hosts = hostIds.Count == 0 ? [] : await db.HostsFor(actor).Where(h => hostIds.Contains(h.Id)).OrderBy(h => h.NameKey).Select(h => h.Name).ToListAsync(cancellationToken);
        return new DecisionChoices(plant.Current.Catalogue.Advisories, zones, hosts);
    }

    private static DecisionState StateAt(Decision decision, DateTimeOffset now) =>
        decision.State is DecisionState.Approved or DecisionState.Requested && decision.Kind is not DecisionKind.Decommission && decision.ValidUntil <= now ? DecisionState.Lapsed : decision.State;

    private static IQueryable<Decision> InView(IQueryable<Decision> decisions, Actor actor, DecisionView view, DateTimeOffset now, DateTimeOffset? since = null)
    {
        var soon = now + Soon;
        var me = actor.Id;
        return view switch
        {
            DecisionView.Waiting => decisions.Where(d => d.State == DecisionState.Requested && d.ValidUntil > now && d.RequesterId != me),
            DecisionView.Expiring => decisions.Where(d => d.State == DecisionState.Approved && d.Kind != DecisionKind.Decommission && d.ValidUntil > now && d.ValidUntil <= soon),
            DecisionView.Others => decisions.Where(d => ((since == null || d.RequestedAt > since) && d.RequesterId != me)
                || ((since == null || d.DecidedAt > since) && d.ApproverId != null && d.ApproverId != me)),
            DecisionView.Mine => decisions.Where(d => d.RequesterId == me),
            _ => decisions,
        };
    }
}
