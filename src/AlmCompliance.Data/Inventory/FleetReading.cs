using System.Runtime.CompilerServices;
using AlmCompliance.Data.Segmentation;
using AlmCompliance.Domain.Inventory;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Data.Inventory;

/// <summary>What a run over the whole fleet needs of a host to judge it and to know whether anything changed.</summary>
public sealed class FleetHost : IStoredHost
{
    public required Guid Id { get; init; }

    /// <summary>A writer takes the host only while it is still this one: <see cref="FleetSlice"/>.</summary>
    public required long Revision { get; init; }
    public required Guid? ZoneId { get; init; }
    public required ZoneBasis ZoneBasis { get; init; }
    public required string? Addresses { get; init; }
    public required DateTimeOffset EnrolledAt { get; init; }
    public required DateTimeOffset? EvidenceAt { get; init; }
    public required EvidenceOrigin EvidenceOrigin { get; init; }
    public required DateTimeOffset? EvidenceExpiresAt { get; init; }
    public required Guid? CurrentSnapshotId { get; init; }
    public required byte[]? ContentDigest { get; init; }
    public required IdentityDoubt? Identity { get; init; }

    /// <summary>Of the verdicts as they stand in the database.</summary>
    public required byte[] VerdictDigest { get; init; }

    /// <summary>Of the current snapshot by <see cref="FactsEncoding"/>; null where there is no current one in today's format.</summary>
    public required byte[]? Facts { get; init; }

    /// <summary>The current snapshot's content where <see cref="Facts"/> is null; null as well where the host never reported.</summary>
    public string? Content { get; internal set; }
}

public static class FleetReading
{
    /// <summary>
    /// Every host that is not decommissioned, page by page in the order of ids, from the one after <paramref name="after"/>. While a
    /// page is worked on, the next one is being read. Each page is a read of its own: a long run holds up neither writers nor the log.
    /// </summary>
    public static async IAsyncEnumerable<IReadOnlyList<FleetHost>> ReadFleetAsync(
        this IDbContextFactory<AlmDbContext> contexts, int pageSize, Guid after = default, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var next = ReadPageAsync(after);
        try
        {
            while (await next is { Count: > 0 } page)
            {
                next = ReadPageAsync(page[^1].Id);
                yield return page;
            }
        }
        finally
        {
            // The context must not go while a page is being read for a caller who has gone.
            await next.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }

        // SQLite works on its caller's thread.
        Task<List<FleetHost>> ReadPageAsync(Guid from) => Task.Run(() => PageAsync(db, from, pageSize, cancellationToken), cancellationToken);
    }

    /// <summary>These hosts, if they are not decommissioned, as a page of the fleet has them. Two statements at most.</summary>
    public static async Task<IReadOnlyList<FleetHost>> ReadHostsAsync(this AlmDbContext db, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) =>
        await ReadAsync(db, db.Hosts.Where(h => EF.Parameter(ids).Contains(h.Id)), cancellationToken);

    /// <summary>The current snapshots' contents of hosts whose facts in short form are absent, or prove to be unreadable. One statement, or none.</summary>
    public static async Task ReadContentsAsync(this AlmDbContext db, IEnumerable<FleetHost> hosts, CancellationToken cancellationToken)
    {
        var missing = hosts.Where(h => h.CurrentSnapshotId is not null).ToDictionary(h => h.CurrentSnapshotId!.Value);
        if (missing.Count == 0)
        {
            return;
        }

        var ids = missing.Keys.ToArray();
        await foreach (var snapshot in db.Snapshots.Where(s => EF.Parameter(ids).Contains(s.Id)).Select(s => new { s.Id, s.Content }).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            missing[snapshot.Id].Content = snapshot.Content;
        }
    }

    private static Task<List<FleetHost>> PageAsync(AlmDbContext db, Guid after, int size, CancellationToken cancellationToken) =>
        ReadAsync(db, db.Hosts.Where(h => h.Id > after && h.DecommissionedAt == null).OrderBy(h => h.Id).Take(size), cancellationToken);

    private static async Task<List<FleetHost>> ReadAsync(AlmDbContext db, IQueryable<Host> hosts, CancellationToken cancellationToken)
    {
        var page = await PageOf(db, hosts).ToListAsync(cancellationToken);
        await db.ReadContentsAsync(page.Where(h => h.Facts is null), cancellationToken);
        return page;
    }

    private static IQueryable<FleetHost> PageOf(AlmDbContext db, IQueryable<Host> hosts) =>
        from host in hosts.AsNoTracking()
        where host.DecommissionedAt == null
        join facts in db.CompactFacts.Where(f => f.Format == FactsEncoding.Format)
            on new { HostId = host.Id, SnapshotId = host.CurrentSnapshotId } equals new { facts.HostId, SnapshotId = (Guid?)facts.SnapshotId } into found
        from facts in found.DefaultIfEmpty()
        orderby host.Id
        select new FleetHost
        {
            Id = host.Id,
            Revision = host.Revision,
            ZoneId = host.ZoneId,
            ZoneBasis = host.ZoneBasis,
            Addresses = host.Addresses,
            EnrolledAt = host.EnrolledAt,
            EvidenceAt = host.EvidenceAt,
            EvidenceOrigin = host.EvidenceOrigin,
            EvidenceExpiresAt = host.EvidenceExpiresAt,
            CurrentSnapshotId = host.CurrentSnapshotId,
            ContentDigest = host.ContentDigest,
            Identity = host.IdentityDoubtedAt == null ? null : new IdentityDoubt(host.IdentitySign, host.IdentityDoubtedAt.Value, host.IdentityWords, host.IdentitySettledAt),
            VerdictDigest = host.VerdictDigest,
            Facts = facts.Bytes,
        };
}
