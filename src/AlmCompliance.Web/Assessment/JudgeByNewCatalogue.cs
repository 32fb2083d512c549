using AlmCompliance.Data;
using AlmCompliance.Web.Live;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Assessment;

/// <summary>After the catalogue in force has changed: takes it up, then judges every host by it.</summary>
internal sealed class JudgeByNewCatalogue(PlantKnowledge plant, Reassess reassess, IDbContextFactory<AlmDbContext> contexts, ChangeFeed changes)
{
    /// <summary>How many hosts changed. Once begun it goes on though its caller leaves: half a plant must not stay as it was.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await plant.RefreshAsync(CancellationToken.None);
        changes.Publish(null);
        await using var db = await contexts.CreateDbContextAsync(CancellationToken.None);
        var hosts = await db.Hosts.Where(h => h.DecommissionedAt == null).Select(h => h.Id).ToListAsync(CancellationToken.None);
        return await reassess.HostsAsync(hosts, CancellationToken.None);
    }
}
