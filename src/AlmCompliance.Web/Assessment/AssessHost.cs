using System.Text.Json;
using AlmCompliance.Contracts;
using AlmCompliance.Data;
using AlmCompliance.Data.Inventory;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Inventory;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Assessment;

/// <summary>Judges a stored host by the pure rules and writes the verdicts: the one way for acceptance and for jobs.</summary>
internal sealed class AssessHost(PlantKnowledge plant, FreshnessLimits limits)
{
    /// <summary>Whether anything that a reader sees has changed. The caller saves.</summary>
    public async Task<bool> RunAsync(AlmDbContext db, Host host, HostFacts? facts, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // It has left the counts, and nobody brings it back by judging it once more.
        if (host.DecommissionedAt is not null)
        {
            return false;
        }

        now = Microseconds.Truncate(now);
        var picture = plant.Current;
        var bearings = await HostCaseReader.ReadAsync(db, picture, [host], cancellationToken);
        var assessment = HostAssessor.Assess(HostCaseReader.Of(host, facts, picture, bearings[host.Id], limits), picture.Catalogue, limits, now);
        return await new VerdictWriter(db, picture).WriteAsync(host, assessment, now, cancellationToken);
    }

    /// <summary>The same by the facts that are stored of it.</summary>
    public async Task<bool> AgainAsync(AlmDbContext db, Host host, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var snapshot = await db.Snapshots.AsNoTracking().SingleOrDefaultAsync(s => s.Id == host.CurrentSnapshotId, cancellationToken);
        return await RunAsync(db, host, snapshot is null ? null : ReadableFactsOf(snapshot), now, cancellationToken);
    }

    private static HostFacts ReadableFactsOf(InventorySnapshot snapshot)
    {
        try
        {
            return FactsOf(snapshot);
        }
        catch (JsonException)
        {
            return UnreadableSnapshot.Facts;
        }
    }

    /// <summary>The facts of a stored snapshot.</summary>
    public static HostFacts FactsOf(InventorySnapshot snapshot) =>
        InventoryReportReader.Facts(JsonSerializer.Deserialize<InventoryReport>(snapshot.Content, ContractJson.Options)!);
}
