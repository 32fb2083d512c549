using System.Data.Common;
using System.Security.Cryptography;
using System.Text.Json;
using AlmCompliance.Contracts;
using AlmCompliance.Data;
using AlmCompliance.Data.Inventory;
using AlmCompliance.Data.Trail;
using AlmCompliance.Domain.Inventory;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment;
using AlmCompliance.Web.Live;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Inventory;

/// <summary>How an accepted report was taken, or why it was not.</summary>
internal enum Acceptance
{
    Accepted,
    Repeated,
    History,
    OtherMachine,
}

/// <summary>What became of a report, and what its host is asked to probe.</summary>
internal sealed record AcceptedReport(Acceptance Acceptance)
{
    public ProbesTaken Probes { get; init; } = ProbesTaken.Nothing;
    public ProbeTarget[] Targets { get; init; } = [];
}

/// <summary>
/// Stores an agent's report and judges its host in one transaction. Four reads; unchanged content writes the host, its
/// statuses' expiry and the snapshot's end, nothing more.
/// </summary>
internal sealed class AcceptInventoryReport(
    IWriteLane lane, AssessHost assess, PlantKnowledge plant, ProbeEcho echo, FreshnessLimits limits, ChangeFeed changes, TimeProvider clock)
{
    private const int Remembered = 16;
    private const string UniqueViolation = "23505";

    public async Task<AcceptedReport> RunAsync(Actor actor, ReadReport read, InventoryReport report, CancellationToken cancellationToken)
    {
        if (actor.Kind != ActorKind.Agent)
        {
            throw new AccessDeniedException("Only an agent reports.");
        }

        var hostId = Guid.Parse(actor.Id);
        var receivedAt = Microseconds.Truncate(clock.GetUtcNow());
        var evidenceAt = Microseconds.Truncate(receivedAt - (read.SentAt - read.CollectedAt));
        var content = Content(report);
        var digest = Digest(report);

        AcceptedReport taken;
        try
        {
            taken = await lane.RunAsync((db, ct) => TakeAsync(db, hostId, read, report.Probes ?? [], content, digest, receivedAt, evidenceAt, ct), cancellationToken);
        }
        catch (DbUpdateException exception) when (exception is DbUpdateConcurrencyException || exception.InnerException is DbException { SqlState: UniqueViolation })
        {
            // On PostgreSQL other reports of this very host were first, at every attempt.
            throw new WriteLaneFullException();
        }

        echo.Add(taken.Probes);
        if (taken.Acceptance is Acceptance.Accepted or Acceptance.History)
        {
            changes.Publish(hostId);
        }

        return taken;
    }

    private async Task<AcceptedReport> TakeAsync(
        AlmDbContext db, Guid hostId, ReadReport read, ProbeResult[] probes, byte[] content, byte[] digest, DateTimeOffset receivedAt, DateTimeOffset evidenceAt, CancellationToken cancellationToken)
    {
        var host = await db.Hosts.SingleAsync(h => h.Id == hostId, cancellationToken);
        if (host.MachineId != read.MachineId)
        {
            return new AcceptedReport(Acceptance.OtherMachine);
        }

        if (!Remember(host, read.ReportId))
        {
            return new AcceptedReport(Acceptance.Repeated) { Targets = await ProbeHandout.RunAsync(db, host, plant.Current.Segmentation, again: true, receivedAt, cancellationToken) };
        }

        host.LastContactAt = receivedAt;
        var drawing = plant.Current.Segmentation;

        // Evidence from the future was stamped while the server's clock stood ahead; it outranks nothing.
        if (host.EvidenceAt is { } current && evidenceAt < current && current <= receivedAt)
        {
            await KeepHistoryAsync(db, hostId, content, digest, receivedAt, evidenceAt, cancellationToken);
            var late = await ProbeTaking.RunAsync(db, host, drawing, probes, read.SentAt, receivedAt, cancellationToken);
            host.Revision++;
            await db.SaveChangesAsync(cancellationToken);
            return new AcceptedReport(Acceptance.History) { Probes = late };
        }

        if (await StoreAsync(db, host, content, digest, receivedAt, evidenceAt, cancellationToken))
        {
            await FleetSlice.KeepFactsAsync(db, [FactsEncoding.Of(hostId, host.CurrentSnapshotId!.Value, read.Facts)], cancellationToken);
        }

        var addresses = host.Addresses;
        var approver = host.ProbesApprovedBy;
        var version = host.VersionCanonical;
        Describe(host, read);
        var hasMoved = host.Addresses != addresses;
        var standsElsewhere = hasMoved && await PlaceHost.WriteAddressesAsync(db, host, cancellationToken);
        var approvalEnded = approver is not null && host.ProbesApprovedBy is null;
        standsElsewhere |= await PlaceHost.WriteZonesAsync(db, host, drawing, hasMoved, cancellationToken);
        var lapsed = standsElsewhere ? await HostCover.LapseByPlaceAsync(db, hostId, receivedAt, cancellationToken) : [];
        var taken = await ProbeTaking.RunAsync(db, host, drawing, probes, read.SentAt, receivedAt, cancellationToken);
        await assess.RunAsync(db, host, read.Facts, receivedAt, cancellationToken);
        var lapsedByVersion = await HostCover.LapseByVersionAsync(db, host, version, receivedAt, cancellationToken);
        var targets = await ProbeHandout.RunAsync(db, host, drawing, again: false, receivedAt, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        if (approvalEnded)
        {
            var act = Actor.Agent(hostId).Act("host.probe-approval-ended", "host", hostId.ToString(), TrailText.Of(new { addresses, approvedBy = approver }), TrailText.Of(new { addresses = host.Addresses }));
            await AuditTrail.AppendAsync(db, act, receivedAt, cancellationToken);
        }

        await HostCover.AppendAsync(db, Actor.Agent(hostId), [.. lapsed, .. lapsedByVersion], receivedAt, cancellationToken);
        return new AcceptedReport(Acceptance.Accepted) { Probes = taken, Targets = targets };
    }

    /// <summary>What was late: it confirms the snapshot before or after it where that one says the same, else it stands between them.</summary>
    private async Task KeepHistoryAsync(
        AlmDbContext db, Guid hostId, byte[] content, byte[] digest, DateTimeOffset receivedAt, DateTimeOffset evidenceAt, CancellationToken cancellationToken)
    {
        var own = db.Snapshots.Where(s => s.HostId == hostId);
        var before = await own.Where(s => s.ConfirmedFrom <= evidenceAt).OrderByDescending(s => s.ConfirmedFrom).FirstOrDefaultAsync(cancellationToken);
        if (before is not null && before.ContentDigest.AsSpan().SequenceEqual(digest) && evidenceAt - before.ConfirmedTo <= limits.OnlineReport)
        {
            before.ConfirmedTo = before.ConfirmedTo < evidenceAt ? evidenceAt : before.ConfirmedTo;
            return;
        }

        var after = await own.Where(s => s.ConfirmedFrom > evidenceAt).OrderBy(s => s.ConfirmedFrom).FirstOrDefaultAsync(cancellationToken);
        if (after is not null && after.ContentDigest.AsSpan().SequenceEqual(digest) && after.ConfirmedFrom - evidenceAt <= limits.OnlineReport)
        {
            after.ConfirmedFrom = evidenceAt;
            return;
        }

        db.Snapshots.Add(Snapshot(hostId, content, digest, receivedAt, evidenceAt));
    }

    /// <summary>Whether this began a new snapshot.</summary>
    private async Task<bool> StoreAsync(
        AlmDbContext db, Host host, byte[] content, byte[] digest, DateTimeOffset receivedAt, DateTimeOffset evidenceAt, CancellationToken cancellationToken)
    {
        var current = await db.Snapshots.SingleOrDefaultAsync(s => s.Id == host.CurrentSnapshotId, cancellationToken);
        var goesOn = current is not null && current.ContentDigest.AsSpan().SequenceEqual(digest) && evidenceAt - current.ConfirmedTo <= limits.OnlineReport;
        if (goesOn)
        {
            current!.ConfirmedTo = evidenceAt;
        }
        else
        {
            current = Snapshot(host.Id, content, digest, receivedAt, evidenceAt);
            db.Snapshots.Add(current);
            host.CurrentSnapshotId = current.Id;
        }

        host.EvidenceAt = evidenceAt;
        host.EvidenceOrigin = EvidenceOrigin.Agent;
        host.EvidenceExpiresAt = limits.ExpiryOf(new EvidenceStamp(EvidenceOrigin.Agent, evidenceAt));
        return !goesOn;
    }

    private static InventorySnapshot Snapshot(Guid host, byte[] content, byte[] digest, DateTimeOffset receivedAt, DateTimeOffset evidenceAt) => new()
    {
        HostId = host,
        Origin = EvidenceOrigin.Agent,
        Content = System.Text.Encoding.UTF8.GetString(content),
        ContentDigest = digest,
        ReceivedAt = receivedAt,
        ConfirmedFrom = evidenceAt,
        ConfirmedTo = evidenceAt,
    };

    private static void Describe(Host host, ReadReport read)
    {
        host.Name = read.HostName;
        host.NameKey = SortKeys.Of(read.HostName);
        host.Domain = read.Machine.Domain;
        host.OsName = read.Machine.Os?.Name;
        host.OsVersion = read.Machine.Os?.Version;
        host.Addresses = read.Machine.Addresses is { Length: > 0 } addresses ? string.Join(' ', addresses) : null;
        host.AgentVersion = read.Agent?.Version;
        host.AgentPlatform = read.Agent?.Platform;
        host.SearchKey = SortKeys.Folded(string.Join(' ', host.Name, host.Addresses, host.Domain, host.Owner));
    }

    /// <summary>False where the id is one of the last sixteen.</summary>
    private static bool Remember(Host host, Guid reportId)
    {
        Span<byte> id = stackalloc byte[16];
        reportId.TryWriteBytes(id);
        var known = host.RecentReports.AsSpan();
        for (var at = 0; at + 16 <= known.Length; at += 16)
        {
            if (known.Slice(at, 16).SequenceEqual(id))
            {
                return false;
            }
        }

        var keep = known.Length >= 16 * Remembered ? known[^(16 * (Remembered - 1))..] : known;
        var next = new byte[keep.Length + 16];
        keep.CopyTo(next);
        id.CopyTo(next.AsSpan(keep.Length));
        host.RecentReports = next;
        return true;
    }

    /// <summary>What is stored of the report: all but its number, its times and its probes.</summary>
    private static byte[] Content(InventoryReport report) => Serialize(report, report.Host);

    /// <summary>Over what the host says of itself; ids and times make no change.</summary>
    private static byte[] Digest(InventoryReport report) => SHA256.HashData(Serialize(report, new MachineFacts
    {
        Name = report.Host?.Name,
        Domain = report.Host?.Domain,
        Os = report.Host?.Os,
        Addresses = report.Host?.Addresses,
    }));

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
