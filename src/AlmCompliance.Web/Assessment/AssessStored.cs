using System.Data.Common;
using AlmCompliance.Data;
using AlmCompliance.Data.Inventory;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Assessment;

/// <summary>
/// Judges a host by its stored report. One that cannot be judged must not stay as green as it was, and must not keep the
/// others of its slice from being judged: it becomes Unknown, and its findings stay open.
/// </summary>
internal sealed class AssessStored(AssessHost assess, ILogger<AssessStored> logger)
{
    public async Task<StoredVerdict> RunAsync(AlmDbContext db, Host host, InventorySnapshot? snapshot, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            return new StoredVerdict(await assess.RunAsync(db, host, snapshot is null ? null : AssessHost.FactsOf(snapshot), now, cancellationToken), true);
        }
#pragma warning disable CA1031 // Whatever stored text or a rule throws concerns this host alone; what the database throws concerns the slice.
        catch (Exception exception) when (snapshot is not null && exception is not (DbException or DbUpdateException or OperationCanceledException))
#pragma warning restore CA1031
        {
            logger.LogError(exception, "The stored report of host {Host} cannot be judged; it counts as unknown", host.Id);
            var changed = await assess.RunAsync(db, host, UnreadableSnapshot.Facts, now, cancellationToken);
            UnreadableSnapshot.KeepOpen(db, host.Id);
            return new StoredVerdict(changed, false);
        }
    }
}

/// <param name="Changed">Whether anything that a reader sees has changed. The caller saves.</param>
/// <param name="Readable">Whether the stored report could be judged.</param>
internal readonly record struct StoredVerdict(bool Changed, bool Readable);
