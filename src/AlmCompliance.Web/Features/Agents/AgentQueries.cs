using AlmCompliance.Data;
using AlmCompliance.Data.Access;
using AlmCompliance.Data.Inventory;
using AlmCompliance.Domain.Inventory;
using AlmCompliance.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Agents;

/// <summary>Reads of enrolment and contact, as far as the actor's zones let through.</summary>
internal sealed class AgentQueries(IDbContextFactory<AlmDbContext> contexts, TimeProvider clock)
{
    private const int Most = 500;

    /// <summary>Newest first; a token without a zone only for those who see all. One statement.</summary>
    public async Task<IReadOnlyList<EnrollmentTokenItem>> TokensAsync(Actor actor, CancellationToken cancellationToken)
    {
        actor.RequireReader();
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var tokens = db.EnrollmentTokens.AsNoTracking();
        if (actor.Zones is { } zones)
        {
            tokens = tokens.Where(t => t.ZoneId != null && zones.Contains(t.ZoneId.Value));
        }

        return await (
            from token in tokens
            join zone in db.Zones on token.ZoneId equals zone.Id into found
            from zone in found.DefaultIfEmpty()
            orderby token.CreatedAt descending, token.Id
            select new EnrollmentTokenItem(
                token.Id, token.Hint, token.ZoneId, zone.Name, token.Uses, token.MaxUses, token.CreatedAt, token.CreatedBy, token.ExpiresAt, token.LastUsedAt, token.RevokedAt,
                token.RevokedAt != null ? EnrollmentTokenState.Revoked
                : token.ExpiresAt <= now ? EnrollmentTokenState.Expired
                : token.Uses >= token.MaxUses ? EnrollmentTokenState.UsedUp : EnrollmentTokenState.Usable))
            .Take(Most).ToListAsync(cancellationToken);
    }

    /// <summary>What waits for a person, oldest first; without a zone only for those who see all. One statement.</summary>
    public async Task<IReadOnlyList<PendingEnrollmentItem>> PendingAsync(Actor actor, CancellationToken cancellationToken)
    {
        actor.RequireReader();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var waiting = db.PendingEnrollments.AsNoTracking().Where(p => p.Decision == EnrollmentDecision.Waiting);
        if (actor.Zones is { } zones)
        {
            waiting = waiting.Where(p => p.ZoneId != null && zones.Contains(p.ZoneId.Value));
        }

        return await (
            from pending in waiting
            join token in db.EnrollmentTokens on pending.TokenId equals token.Id into shown
            from token in shown.DefaultIfEmpty()
            join zone in db.Zones on pending.ZoneId equals zone.Id into found
            from zone in found.DefaultIfEmpty()
            join host in db.HostsEverFor(actor) on pending.ExistingHostId equals host.Id into known
            from host in known.DefaultIfEmpty()
            orderby pending.RequestedAt, pending.Id
            select new PendingEnrollmentItem(
                pending.Id, pending.MachineId, pending.HostName, pending.PeerAddress, token.Hint, pending.ZoneId, zone.Name, pending.RequestedAt,
                (Guid?)host.Id, host.Name, host.LastContactAt, pending.RequestSecretHash != null || pending.TokenId == null, pending.AskedBy, pending.PublicKey))
            .Take(Most).ToListAsync(cancellationToken);
    }

    /// <summary>Hosts by their last contact. Three statements.</summary>
    public async Task<AgentListing> ListAsync(Actor actor, AgentListRequest request, CancellationToken cancellationToken)
    {
        actor.RequireReader();
        var now = clock.GetUtcNow();
        var silentBefore = now - SilentHosts.Limit;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var hosts = db.HostsFor(actor);
        hosts = request.Search is { } search ? hosts.Containing(search) : hosts;
        var silent = await hosts.Silent(now).CountAsync(cancellationToken);
        var total = request.Silent ? silent : await hosts.CountAsync(cancellationToken);
        hosts = request.Silent ? hosts.Silent(now) : hosts;

        // A host that never made contact stands before all that did: nobody has heard of it for longest.
        var ordered = request.LatestFirst
            ? hosts.OrderByDescending(h => h.LastContactAt != null).ThenByDescending(h => h.LastContactAt)
            : hosts.OrderBy(h => h.LastContactAt != null).ThenBy(h => h.LastContactAt);
        var items = await ordered.ThenBy(h => h.NameKey).ThenBy(h => h.Id)
            .Skip(request.Page.Skip).Take(request.Page.Size)
            .Select(h => new AgentItem(
                h.Id, h.Name, h.ZoneId, h.Zone!.Name, h.EnrolledAt, h.LastContactAt, h.AgentVersion, h.AgentPlatform,
                (h.LastContactAt == null ? h.EnrolledAt < silentBefore : h.LastContactAt < silentBefore) && !(h.EvidenceOrigin != EvidenceOrigin.Agent && h.EvidenceExpiresAt > now),
                h.EvidenceOrigin != EvidenceOrigin.Agent ? h.EvidenceAt : null,
                db.AgentKeys.Any(k => k.HostId == h.Id && k.RevokedAt == null),
                db.AgentKeys.Any(k => k.HostId == h.Id && k.RevokedAt == null && k.KeyHash != null),
                h.IdentityDoubtedAt != null))
            .ToListAsync(cancellationToken);
        return new AgentListing(items, total, silent);
    }
}
