using AlmCompliance.Data;
using AlmCompliance.Data.Inventory;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Inventory;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Hosts;

/// <summary>Lines of the plant's own list that never enrolled, as rows of the list of hosts: Unknown, and never left out of its numbers.</summary>
internal sealed class ExpectedLines(AlmDbContext db, Actor actor, ZoneSelection zones, HostFilter filter, DateTimeOffset now)
{
    private List<HostListItem>? _found;

    /// <summary>Owners on the plant's own list with the searched text, whatever its case. One statement where there is a search.</summary>
    public static async Task<IReadOnlyList<string>> OwnersAsync(AlmDbContext db, string? search, CancellationToken cancellationToken)
    {
        if (search is null)
        {
            return [];
        }

        var text = SortKeys.Folded(search);
        var owners = await db.ExpectedHosts.AsNoTracking().Select(e => e.Owner).Distinct().ToListAsync(cancellationToken);
        return owners.FindAll(o => SortKeys.Folded(o).Contains(text, StringComparison.Ordinal));
    }

    /// <summary>Those of the filter without its statuses.</summary>
    public async Task<int> CountAsync(CancellationToken cancellationToken) =>
        !filter.TakesLines ? 0
        : filter.Search is null ? await Lines.CountAsync(cancellationToken)
        : (await FindAsync(cancellationToken)).Count;

    /// <summary>Those of the filter, by name; none where its statuses leave Unknown out.</summary>
    public async Task<IReadOnlyList<HostListItem>> ReadAsync(int skip, int take, CancellationToken cancellationToken) =>
        !filter.TakesLines || take <= 0 || (filter.Statuses.Count > 0 && !filter.Statuses.Contains(ComplianceStatus.Unknown)) ? []
        : filter.Search is null ? await Items(Lines.OrderBy(e => e.NameKey).ThenBy(e => e.Id).Skip(skip).Take(take)).ToListAsync(cancellationToken)
        : [.. (await FindAsync(cancellationToken)).Skip(skip).Take(take)];

    private IQueryable<ExpectedHost> Lines => zones.Apply(db.NeverEnrolledFor(actor, now));

    // Names of lines are kept as they were listed, so what both databases would fold differently is folded here.
    private async Task<List<HostListItem>> FindAsync(CancellationToken cancellationToken)
    {
        var text = SortKeys.Folded(filter.Search!);
        return _found ??= (await Items(Lines.OrderBy(e => e.NameKey).ThenBy(e => e.Id)).ToListAsync(cancellationToken))
            .FindAll(l => SortKeys.Folded($"{l.Name} {l.Owner}").Contains(text, StringComparison.Ordinal));
    }

    private IQueryable<HostListItem> Items(IQueryable<ExpectedHost> lines) => lines.Select(e => new HostListItem
        {
            Id = e.Id,
            ListedAt = e.ListedAt,
            Name = e.Name,
            ZoneId = e.ZoneId,
            ZoneName = db.Zones.Where(z => z.Id == e.ZoneId).Select(z => z.Name).FirstOrDefault(),
            Site = db.Zones.Where(z => z.Id == e.ZoneId).Select(z => z.Site).FirstOrDefault(),
            Role = e.Role,
            Owner = e.Owner,
            Status = ComplianceStatus.Unknown,
            Reason = StatusReason.NeverReported,
            Arguments = Array.Empty<string>(),
            Since = e.ListedAt,
            HoldsUntil = null,
            LastKnown = ComplianceStatus.Unknown,
            VersionCertainty = VersionCertainty.None,
            VersionText = null,
            VersionCanonical = null,
            RemoteAccess = RemoteAccessState.Unknown,
            RemoteAccessBasis = RemoteAccessBasis.None,
            EvidenceOrigin = EvidenceOrigin.Unknown,
            EvidenceAt = null,
            EvidenceExpiresAt = null,
            LastContactAt = null,
            EnrolledAt = e.ListedAt,
        });
}
