using System.Text.Json;
using AlmCompliance.Data;
using AlmCompliance.Data.Inventory;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Inventory;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Advisories;

/// <summary>
/// Judges every host by the catalogue as it is and as it would be, and writes nothing. Hosts pass in slices, so that a million
/// of them need no more memory than one slice.
/// </summary>
internal sealed class PreviewRevision(IDbContextFactory<AlmDbContext> contexts, PlantKnowledge plant, FreshnessLimits limits, TimeProvider clock)
{
    public const int MostListed = 500;
    private const int Slice = 256;

    /// <returns>Null where there is no such revision.</returns>
    public async Task<RevisionPreview?> RunAsync(Actor actor, Guid revisionId, CancellationToken cancellationToken)
    {
        actor.RequireCatalogueKeeper();
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await CatalogueChange.ReadAsync(db, revisionId, now, cancellationToken) is not { } change)
        {
            return null;
        }

        var changes = new VerdictChanges(change.Before, change.After, MostListed);
        await using var beside = await contexts.CreateDbContextAsync(cancellationToken);
        var slice = new List<Judged>(Slice);
        await foreach (var host in Hosts(db).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            slice.Add(host);
            if (slice.Count == Slice)
            {
                await JudgeAsync(beside, change, slice, changes, now, cancellationToken);
                slice.Clear();
            }
        }

        await JudgeAsync(beside, change, slice, changes, now, cancellationToken);
        return new RevisionPreview(
            change.Key, change.Spoken.Id.Value, change.Revision.TrackingId, changes.Hosts, changes.ChangedHosts, changes.Counts, changes.Listed, Contradiction.Of(change), change.Ranges.Unread);
    }

    private static IQueryable<Judged> Hosts(AlmDbContext db) =>
        from host in db.Hosts.AsNoTracking()
        where host.DecommissionedAt == null
        join snapshot in db.Snapshots.AsNoTracking() on host.CurrentSnapshotId equals (Guid?)snapshot.Id into found
        from snapshot in found.DefaultIfEmpty()
        orderby host.NameKey, host.Id
        select new Judged(host, host.Zone!.Name, snapshot);

    private async Task JudgeAsync(
        AlmDbContext db, CatalogueChange change, List<Judged> slice, VerdictChanges changes, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var bearings = await HostCaseReader.ReadAsync(db, plant.Current, slice.ConvertAll(h => h.Host), cancellationToken);
        foreach (var (host, zone, snapshot) in slice)
        {
            var hostCase = HostCaseReader.Of(host, FactsOf(snapshot), plant.Current, bearings[host.Id], limits);
            changes.Add(host, zone, HostAssessor.Assess(hostCase, change.Before, limits, now), HostAssessor.Assess(hostCase, change.After, limits, now));
        }
    }

    private static HostFacts? FactsOf(InventorySnapshot? snapshot)
    {
        try
        {
            return snapshot is null ? null : AssessHost.FactsOf(snapshot);
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or InvalidOperationException or FormatException)
        {
            return UnreadableSnapshot.Facts;
        }
    }

    private sealed record Judged(Host Host, string? Zone, InventorySnapshot? Snapshot);
}
