using System.Text.Json;
using AlmCompliance.Contracts;
using AlmCompliance.Data;
using AlmCompliance.Data.Inventory;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Inventory;

namespace AlmCompliance.Web.Assessment;

/// <summary>
/// Judges stored hosts by the page: what bears on them is read for all at once, and no row of theirs. One whose report cannot be
/// judged must not stay as green as it was, and must not keep the others from being judged: it becomes Unknown.
/// </summary>
internal sealed class JudgeHosts(PlantKnowledge plant, FreshnessLimits limits, ILogger<JudgeHosts> logger)
{
    /// <summary>Two statements or three, however many hosts; a few more where some of them need what others do not.</summary>
    public async Task<JudgedHosts> RunAsync(AlmDbContext db, IReadOnlyList<FleetHost> hosts, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // As it will be stored: what opens now must not look as if it opened a moment later.
        now = Microseconds.Truncate(now);
        var picture = plant.Current;
        var bearings = await HostCaseReader.ReadAsync(db, picture, hosts, cancellationToken);
        var spoiled = new List<FleetHost>();
        var toWrite = new List<JudgedHost>();
        foreach (var host in hosts)
        {
            if (TryJudge(host, FactsOf) is { } judged)
            {
                Keep(judged);
            }
            else
            {
                spoiled.Add(host);
            }
        }

        // Short forms are made from snapshots: where one is spoiled the snapshot still says what it said.
        await db.ReadContentsAsync(spoiled.Where(h => h.Content is null), cancellationToken);
        var unreadable = 0;
        foreach (var host in spoiled)
        {
            if (host.Facts is not null && TryJudge(host, FactsOfContent) is { } judged)
            {
                Keep(judged);
            }
            else
            {
                unreadable++;
                Keep(Judge(host, UnreadableSnapshot.Facts) with { IsReadable = false, FactsToKeep = null });
            }
        }

        return new JudgedHosts(toWrite, unreadable);

        void Keep(JudgedHost judged)
        {
            if (judged.IsToBeWritten)
            {
                toWrite.Add(judged);
            }
        }

        JudgedHost? TryJudge(FleetHost host, Func<FleetHost, HostFacts?> factsOf)
        {
            try
            {
                return Judge(host, factsOf(host));
            }
#pragma warning disable CA1031 // Whatever stored text or a rule throws concerns this host alone.
            catch (Exception exception) when (host.CurrentSnapshotId is not null)
#pragma warning restore CA1031
            {
                logger.LogError(exception, "What is stored of host {Host} cannot be judged", host.Id);
                return null;
            }
        }

        JudgedHost Judge(FleetHost host, HostFacts? facts)
        {
            var assessment = HostAssessor.Assess(HostCaseReader.Of(host, facts, picture, bearings[host.Id], limits), picture.Catalogue, limits, now);
            return new JudgedHost(host, picture, assessment, JudgedDigest.Of(picture, host, assessment, now), now) { FactsToKeep = host.Content is null ? null : facts };
        }
    }

    private static HostFacts? FactsOf(FleetHost host) => host.Facts is { } bytes ? FactsEncoding.Decode(bytes) : host.Content is null ? null : FactsOfContent(host);

    private static HostFacts FactsOfContent(FleetHost host) =>
        InventoryReportReader.Facts(JsonSerializer.Deserialize<InventoryReport>(host.Content!, ContractJson.Options)!);
}

/// <summary>What came of a page.</summary>
/// <param name="ToWrite">Those of which the database says something else, or lacks something; few, as a rule.</param>
/// <param name="Unreadable">How many hosts' stored reports cannot be judged any more.</param>
internal sealed record JudgedHosts(IReadOnlyList<JudgedHost> ToWrite, int Unreadable);

/// <summary>One host as it was read, and what the rules concluded at a moment by the plant's picture of then.</summary>
internal readonly record struct JudgedHost(FleetHost Read, PlantPicture Plant, HostAssessment Assessment, byte[] Digest, DateTimeOffset At)
{
    /// <summary>False where its stored report could not be judged.</summary>
    public bool IsReadable { get; init; } = true;

    /// <summary>The facts where they had to be read from the snapshot itself: the next run is to have them in short form.</summary>
    public HostFacts? FactsToKeep { get; init; }

    public bool IsToBeWritten => FactsToKeep is not null || !Read.VerdictDigest.AsSpan().SequenceEqual(Digest);
}
