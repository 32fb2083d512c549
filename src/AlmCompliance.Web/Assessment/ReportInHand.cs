using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AlmCompliance.Contracts;
using AlmCompliance.Data;
using AlmCompliance.Data.Inventory;
using AlmCompliance.Domain.Inventory;

namespace AlmCompliance.Web.Assessment;

/// <summary>A report that was read and is about to be stored: how it came, when it reached the server, and when its facts were true.</summary>
internal sealed class ReportInHand(ReadReport read, InventoryReport report, EvidenceOrigin origin, DateTimeOffset receivedAt, DateTimeOffset evidenceAt)
{
    private static readonly TimeSpan FreshFor = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LongestUptime = TimeSpan.FromDays(20 * 365);

    public ReadReport Read => read;

    public EvidenceOrigin Origin => origin;

    /// <summary>Whether an agent vouches for it.</summary>
    public bool IsStrong => new EvidenceStamp(origin, evidenceAt).IsStrong;

    public DateTimeOffset ReceivedAt => receivedAt;

    public DateTimeOffset EvidenceAt => evidenceAt;

    /// <summary>
    /// The machine as this report shows it. Uptime is counted by the machine's tick, whatever its clock says; of a report that
    /// waited the server cannot tell from when it is to be counted, and a file has the host's own clock alone.
    /// </summary>
    public SeenMachine Seen => new(evidenceAt, Face, BootAt, origin == EvidenceOrigin.Agent && read.SentAt - read.CollectedAt <= FreshFor);

    public MachineFace Face => new(read.HostName, TakeReport.AddressesOf(read));

    /// <summary>By the server's clock; null where it is not told, or cannot be true.</summary>
    public DateTimeOffset? BootAt => read.LastBootAt is { } boot && read.CollectedAt - boot is var uptime && uptime >= TimeSpan.Zero && uptime < LongestUptime
        ? Microseconds.Truncate(evidenceAt - uptime)
        : null;

    /// <summary>Nobody handed out tasks to a file.</summary>
    public ProbeResult[] Probes => origin == EvidenceOrigin.Agent ? report.Probes ?? [] : [];

    /// <summary>Over what the host says of itself; ids and times make no change.</summary>
    public byte[] Digest { get; } = SHA256.HashData(Serialize(report, new MachineFacts
    {
        Name = report.Host?.Name,
        Domain = report.Host?.Domain,
        Os = report.Host?.Os,
        Addresses = report.Host?.Addresses,
    }));

    /// <summary>Whether the snapshot tells the same, heard in the same way.</summary>
    public bool SaysTheSame(InventorySnapshot snapshot) => snapshot.Origin == origin && snapshot.ContentDigest.AsSpan().SequenceEqual(Digest);

    /// <summary>Whether it confirms what its host's current evidence says, or starts another span of it.</summary>
    public bool GoesOn(EvidenceOrigin currentOrigin, byte[]? currentDigest, DateTimeOffset? currentAt, FreshnessLimits limits) =>
        currentOrigin == origin && currentDigest is not null && currentDigest.AsSpan().SequenceEqual(Digest) && evidenceAt - currentAt <= limits.For(origin);

    public InventorySnapshot Snapshot(Guid hostId) => new()
    {
        HostId = hostId,
        Origin = origin,
        Content = Encoding.UTF8.GetString(Serialize(report, report.Host)),
        ContentDigest = Digest,
        ReceivedAt = receivedAt,
        ConfirmedFrom = evidenceAt,
        ConfirmedTo = evidenceAt,
    };

    /// <summary>What is stored of the report: all but its number, its times and its probes.</summary>
    private static byte[] Serialize(InventoryReport report, MachineFacts? host) => JsonSerializer.SerializeToUtf8Bytes(
        new InventoryReport
        {
            Schema = report.Schema,
            Agent = report.Agent,
            Host = host,
            Alm = report.Alm,
            Firewall = report.Firewall,
            Browser = report.Browser,
            Problems = report.Problems,
        },
        ContractJson.Options);
}
