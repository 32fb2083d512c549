using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;
using AlmCompliance.Contracts;
using AlmCompliance.Simulator.Life;
using AlmCompliance.Simulator.Plant;

namespace AlmCompliance.Simulator.Reports;

/// <summary>Writes what a host's agent would send of a state.</summary>
internal static class ReportWriter
{
    private static readonly string[] s_noProblems = [];

    public static byte[] Write(SimulatedHost host, HostState state, DateTimeOffset collectedAt, DateTimeOffset sentAt) =>
        JsonSerializer.SerializeToUtf8Bytes(Compose(host, state, collectedAt, sentAt), SimulatorJson.Wire.InventoryReport);

    public static InventoryReport Compose(SimulatedHost host, HostState state, DateTimeOffset collectedAt, DateTimeOffset sentAt)
    {
        var report = new InventoryReport
        {
            Schema = InventoryReport.SchemaV1,
            ReportId = ReportId(host, collectedAt).ToString(),
            CollectedAt = Text(collectedAt + host.ClockError),
            SentAt = Text(sentAt + host.ClockError),
            Agent = new AgentFacts { Version = host.Habit("agent").Hits(0.85) ? "1.0.0" : "0.9.4", Platform = host.Windows.AgentPlatform },
            Host = Machine(host, state, collectedAt),
            Alm = new AlmFacts
            {
                Installed = state.Release is not null,
                Versions = VersionFacts.Of(host, state),
                RestartPending = state.Restart == RestartState.NotRead ? null : state.Restart == RestartState.Pending,
            },
            Browser = ControlFacts.Of(host, state),
        };
        ReachFacts.Put(host, state, report);
        report.Problems = [.. Problems(report, state)];
        return report;
    }

    private static MachineFacts Machine(SimulatedHost host, HostState state, DateTimeOffset now) => new()
    {
        MachineId = host.MachineId,
        Name = host.Name,
        Domain = host.Zone.Site.Length == 0 ? "WORKGROUP" : host.Zone.Site.ToUpperInvariant(),
        Os = new OperatingSystemFacts { Name = host.Windows.Name, Version = host.Windows.Version, Is64Bit = host.Windows.Is64Bit },
        Addresses = state.IsSecondPortUp ? [host.Address + "/24", "169.254.17.4/16"] : [host.Address + "/24"],
        LastBootAt = Text(host.LastBoot(state, now) + host.ClockError),
    };

    /// <summary>Every fact that is absent has its collector named here.</summary>
    private static IEnumerable<CollectorProblem> Problems(InventoryReport report, HostState state)
    {
        var failed = report.Alm!.Versions is null ? ["autsw", "uninstall"] : s_noProblems;
        foreach (var collector in failed
            .Concat(report.Alm.Listeners is null ? ["listeners"] : s_noProblems)
            .Concat(report.Firewall is null ? ["firewall"] : s_noProblems)
            .Concat(state.Restart == RestartState.NotRead ? ["restart"] : s_noProblems)
            .Concat(report.Browser is null ? ["browser"] : s_noProblems))
        {
            yield return new CollectorProblem { Collector = collector, Message = "Access is denied. (5)" };
        }
    }

    /// <summary>A UUID version 7 that the same host makes of the same time again.</summary>
    private static Guid ReportId(SimulatedHost host, DateTimeOffset collectedAt)
    {
        var dice = host.Dice(collectedAt.UtcTicks.ToString(CultureInfo.InvariantCulture));
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, ((ulong)collectedAt.ToUnixTimeMilliseconds() << 16) | 0x7000 | (dice.NextBits() >> 52));
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], (dice.NextBits() >> 2) | (1UL << 63));
        return new Guid(bytes, bigEndian: true);
    }

    private static string Text(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);
}
