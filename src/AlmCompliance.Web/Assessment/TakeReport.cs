using AlmCompliance.Contracts;
using AlmCompliance.Data;
using AlmCompliance.Data.Inventory;
using AlmCompliance.Data.Trail;
using AlmCompliance.Domain.Inventory;
using AlmCompliance.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Assessment;

/// <summary>How a report was taken, or why it was not.</summary>
internal enum Acceptance
{
    Accepted,
    Repeated,
    History,
    OtherMachine,

    /// <summary>An agent reports for this host: what people type or export counts no more.</summary>
    AgentReports,

    /// <summary>Two machines report under this identity: it stands in the history, and nothing is concluded from it.</summary>
    Contested,

    /// <summary>The key that was shown holds no more.</summary>
    KeyEnded,
}

/// <summary>What became of a report, and what its host is asked to probe.</summary>
internal sealed record TakenReport(Acceptance Acceptance)
{
    public ProbesTaken Probes { get; init; } = ProbesTaken.Nothing;
    public ProbeTarget[] Targets { get; init; } = [];
}

/// <summary>
/// Stores a report and judges its host inside the caller's transaction: the one way for what agents send, for signed files
/// and for what people bring. Unchanged content writes the host, its statuses' expiry and the snapshot's end, nothing more.
/// </summary>
internal sealed class TakeReport(AssessHost assess, SettleIdentity identity, PlantKnowledge plant, FreshnessLimits limits)
{
    public async Task<TakenReport> RunAsync(AlmDbContext db, Host host, ReportInHand report, CancellationToken cancellationToken)
    {
        if (host.MachineId != report.Read.MachineId)
        {
            return new TakenReport(Acceptance.OtherMachine);
        }

        if (!report.IsStrong && HasAgent(host))
        {
            return new TakenReport(Acceptance.AgentReports);
        }

        var drawing = plant.Current.Segmentation;
        var isOnline = report.Origin == EvidenceOrigin.Agent;
        if (RecentReports.With(host.RecentReports, report.Read.ReportId) is not { } recent)
        {
            return new TakenReport(Acceptance.Repeated) { Targets = isOnline && host.Identity is null ? await ProbeHandout.RunAsync(db, host, drawing, again: true, report.ReceivedAt, cancellationToken) : [] };
        }

        host.RecentReports = recent;
        host.LastContactAt = isOnline ? report.ReceivedAt : host.LastContactAt;

        var isLate = IsHistory(host, report.Origin, report.EvidenceAt, report.ReceivedAt);
        if (await IsContestedAsync(db, host, report, isLate, cancellationToken))
        {
            return new TakenReport(Acceptance.Contested);
        }

        if (isLate)
        {
            await KeepHistoryAsync(db, host, report, cancellationToken);
            var late = await ProbeTaking.RunAsync(db, host, drawing, report.Probes, report.Read.SentAt, report.ReceivedAt, cancellationToken);
            host.Revision++;
            await db.SaveChangesAsync(cancellationToken);
            return new TakenReport(Acceptance.History) { Probes = late };
        }

        return await TakeNewestAsync(db, host, report, drawing, cancellationToken);
    }

    /// <summary>Whether an agent ever reported for the host, itself or by a file that it signed.</summary>
    public static bool HasAgent(Host host) =>
        host.LastContactAt is not null || new EvidenceStamp(host.EvidenceOrigin, default).IsStrong;

    /// <summary>
    /// Older than what is current. Evidence from the future was stamped while the server's clock stood ahead; it outranks
    /// nothing, and neither does what people typed or exported outrank an agent's first word, whichever came first.
    /// </summary>
    public static bool IsHistory(Host host, EvidenceOrigin origin, DateTimeOffset evidenceAt, DateTimeOffset now) =>
        host.EvidenceAt is { } current && evidenceAt < current && current <= now
        && new EvidenceStamp(host.EvidenceOrigin, current).IsStrong == new EvidenceStamp(origin, evidenceAt).IsStrong;

    /// <summary>Whether two machines report under this identity; then the report is kept, its probes count for nothing, and the verdicts stay as they are.</summary>
    private async Task<bool> IsContestedAsync(AlmDbContext db, Host host, ReportInHand report, bool isLate, CancellationToken cancellationToken)
    {
        if (host.Identity?.EndsWith(report.EvidenceAt) == true)
        {
            IdentityWatch.Forget(host);
        }

        var isNew = host.Identity is null && !isLate && host.DecommissionedAt is null && IdentityWatch.IsDoubtedBy(host, report);
        if (host.Identity is null)
        {
            return false;
        }

        await KeepBesideAsync(db, host, report, cancellationToken);
        host.Revision++;
        await db.SaveChangesAsync(cancellationToken);
        if (isNew)
        {
            await identity.BeginAsync(db, host, report.ReceivedAt, cancellationToken);
        }

        return true;
    }

    private async Task<TakenReport> TakeNewestAsync(AlmDbContext db, Host host, ReportInHand report, PlantSegmentation drawing, CancellationToken cancellationToken)
    {
        var (read, now) = (report.Read, report.ReceivedAt);
        if (await StoreAsync(db, host, report, cancellationToken))
        {
            await FleetSlice.KeepFactsAsync(db, [FactsEncoding.Of(host.Id, host.CurrentSnapshotId!.Value, read.Facts)], cancellationToken);
        }

        var addresses = host.Addresses;
        var approver = host.ProbesApprovedBy;
        var version = host.VersionCanonical;
        Describe(host, report);
        var hasMoved = host.Addresses != addresses;
        var standsElsewhere = hasMoved && await PlaceHost.WriteAddressesAsync(db, host, cancellationToken);
        var approvalEnded = approver is not null && host.ProbesApprovedBy is null;
        standsElsewhere |= await PlaceHost.WriteZonesAsync(db, host, drawing, hasMoved, cancellationToken);
        var lapsed = standsElsewhere ? await HostCover.LapseByPlaceAsync(db, host.Id, now, cancellationToken) : [];
        var taken = await ProbeTaking.RunAsync(db, host, drawing, report.Probes, read.SentAt, now, cancellationToken);
        await assess.RunAsync(db, host, read.Facts, now, cancellationToken);
        var lapsedByVersion = await HostCover.LapseByVersionAsync(db, host, version, now, cancellationToken);
        var targets = report.Origin == EvidenceOrigin.Agent ? await ProbeHandout.RunAsync(db, host, drawing, again: false, now, cancellationToken) : [];
        await db.SaveChangesAsync(cancellationToken);
        var agent = Actor.Agent(host.Id);
        if (approvalEnded)
        {
            var act = agent.Act("host.probe-approval-ended", "host", host.Id.ToString(), TrailText.Of(new { addresses, approvedBy = approver }), TrailText.Of(new { addresses = host.Addresses }));
            await AuditTrail.AppendAsync(db, act, now, cancellationToken);
        }

        await HostCover.AppendAsync(db, agent, [.. lapsed, .. lapsedByVersion], now, cancellationToken);
        return new TakenReport(Acceptance.Accepted) { Probes = taken, Targets = targets };
    }

    /// <summary>What was late: it confirms the snapshot before or after it where that one says the same, else it stands between them.</summary>
    private async Task KeepHistoryAsync(AlmDbContext db, Host host, ReportInHand report, CancellationToken cancellationToken)
    {
        var own = db.Snapshots.Where(s => s.HostId == host.Id);
        var at = report.EvidenceAt;
        var gap = limits.For(report.Origin);
        var before = await own.Where(s => s.ConfirmedFrom <= at).OrderByDescending(s => s.ConfirmedFrom).FirstOrDefaultAsync(cancellationToken);
        if (before is not null && report.SaysTheSame(before) && host.ConfirmedTo(before) is var confirmedTo && at - confirmedTo <= gap)
        {
            before.ConfirmedTo = confirmedTo < at ? at : before.ConfirmedTo;
            return;
        }

        var after = await own.Where(s => s.ConfirmedFrom > at).OrderBy(s => s.ConfirmedFrom).FirstOrDefaultAsync(cancellationToken);
        if (after is not null && report.SaysTheSame(after) && after.ConfirmedFrom - at <= gap)
        {
            after.ConfirmedFrom = at;
            return;
        }

        db.Snapshots.Add(report.Snapshot(host.Id));
    }

    /// <summary>Of two machines that speak in turn each has a snapshot that goes on, however often they do.</summary>
    private async Task KeepBesideAsync(AlmDbContext db, Host host, ReportInHand report, CancellationToken cancellationToken)
    {
        var at = report.EvidenceAt;
        var same = await db.Snapshots.Where(s => s.HostId == host.Id && s.Origin == report.Origin && s.ContentDigest == report.Digest && s.ConfirmedFrom <= at)
            .OrderByConfirmation(host).FirstOrDefaultAsync(cancellationToken);
        if (same is null || at - host.ConfirmedTo(same) > limits.For(report.Origin))
        {
            db.Snapshots.Add(report.Snapshot(host.Id));
        }
        else if (same.ConfirmedTo < at)
        {
            same.ConfirmedTo = at;
        }
    }

    /// <summary>Whether this began a new snapshot.</summary>
    private async Task<bool> StoreAsync(AlmDbContext db, Host host, ReportInHand report, CancellationToken cancellationToken)
    {
        var goesOn = report.GoesOn(host.EvidenceOrigin, host.ContentDigest, host.EvidenceAt, limits);
        if (!goesOn)
        {
            if (host is { CurrentSnapshotId: { } former, EvidenceAt: { } confirmedTo })
            {
                await db.Snapshots.Where(s => s.Id == former && s.ConfirmedTo < confirmedTo).ExecuteUpdateAsync(s => s.SetProperty(x => x.ConfirmedTo, confirmedTo), cancellationToken);
            }

            var next = report.Snapshot(host.Id);
            db.Snapshots.Add(next);
            host.CurrentSnapshotId = next.Id;
            host.ContentDigest = next.ContentDigest;
        }

        host.EvidenceAt = report.EvidenceAt;
        host.EvidenceReceivedAt = report.ReceivedAt;
        host.EvidenceOrigin = report.Origin;
        host.EvidenceExpiresAt = limits.HeldUntil(new EvidenceStamp(report.Origin, report.EvidenceAt), host.EvidenceExpiresAt, report.ReceivedAt);
        return !goesOn;
    }

    /// <summary>As the host's row names them.</summary>
    public static string? AddressesOf(ReadReport read) => read.Machine.Addresses is { Length: > 0 } addresses ? string.Join(' ', addresses) : null;

    private static void Describe(Host host, ReportInHand report)
    {
        // What somebody did not write down is not gone.
        var read = report.Read;
        var keeps = !report.IsStrong;
        host.Name = read.HostName;
        host.NameKey = SortKeys.Of(read.HostName);
        host.Domain = read.Machine.Domain ?? (keeps ? host.Domain : null);
        host.OsName = read.Machine.Os?.Name ?? (keeps ? host.OsName : null);
        host.OsVersion = read.Machine.Os?.Version ?? (keeps ? host.OsVersion : null);
        host.Addresses = AddressesOf(read) ?? (keeps ? host.Addresses : null);
        host.AgentVersion = read.Agent?.Version;
        host.AgentPlatform = read.Agent?.Platform;
        host.SearchKey = HostSearch.KeyOf(host);
    }
}
