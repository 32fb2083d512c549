using System.Text.Json;
using AlmCompliance.Contracts;
using AlmCompliance.Data;
using AlmCompliance.Data.Compliance;
using AlmCompliance.Data.Inventory;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Inventory;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Domain.Segmentation;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Hosts;

/// <summary>Reads what a list does not show of one host that the caller has found to be in sight.</summary>
internal sealed class HostDetailReader(AlmDbContext db, Actor actor, PlantPicture plant, FreshnessLimits limits, DateTimeOffset now)
{
    private const int Most = 200;

    /// <summary>Four statements, five where hosts of other zones reached it.</summary>
    public async Task<HostDetail> ReadAsync(HostReading stored, HostFindings findings, CancellationToken cancellationToken)
    {
        var summary = stored.Item;
        var id = summary.Id;
        var history = await db.StatusPeriods.AsNoTracking().Where(p => p.HostId == id)
            .OrderByDescending(p => p.To).ThenBy(p => p.AdvisoryId).Take(Most)
            .Select(p => new EndedStatus(p.AdvisoryId, p.Status, p.Reason, p.Arguments, p.From, p.To, p.LastKnown))
            .ToListAsync(cancellationToken);
        var spans = await db.Snapshots.AsNoTracking().Where(s => s.HostId == id)
            .OrderByConfirmation(stored.Host).ThenByDescending(s => s.Id).Take(Most)
            .Select(s => new InventorySnapshot { Id = s.Id, Origin = s.Origin, ReceivedAt = s.ReceivedAt, ConfirmedFrom = s.ConfirmedFrom, ConfirmedTo = s.ConfirmedTo, ContentDigest = s.ContentDigest, Content = "" })
            .ToListAsync(cancellationToken);

        var report = Parse(stored.Content);
        var facts = report is null ? null : InventoryReportReader.Facts(report);
        var bearings = await HostCaseReader.ReadAsync(db, plant, [stored.Host], cancellationToken);
        var subject = HostCaseReader.Of(stored.Host, facts, plant, bearings[id], limits);
        return Detail(summary, stored.Host) with
        {
            Expected = stored.Expected,
            Version = facts is null ? InstalledVersion.None : VersionResolution.Resolve(facts.Versions),
            Facts = report,
            ClosedFindings = [.. findings.Closed.Select(Finding)],
            ClosedFindingsTotal = findings.ClosedTotal,
            History = history,
            Snapshots = spans.ConvertAll(s => new SnapshotSpan(s.Id, s.Origin, s.ReceivedAt, s.ConfirmedFrom, stored.Host.ConfirmedTo(s), s.Id == stored.Host.CurrentSnapshotId)),
            Cves = Cves(subject, summary.EvidenceExpiresAt),
            Shielding = Seen(subject.Shielding),
        };
    }

    private HostShielding Seen(HostShielding shielding)
    {
        string Name(ZoneId zone, string name) => zone == ZoneId.Outside || actor.Sees(zone.Value) ? name : "";
        return shielding with
        {
            Shields = [.. shielding.Shields.Select(s => new RangeShield(s.Stand, [.. s.Boundaries.Select(b => b with { FromName = Name(b.From, b.FromName) })]))],
            OpenAnswers = [.. shielding.OpenAnswers.Select(a => a with { FromName = Name(a.From, a.FromName) })],
        };
    }

    public static HostFinding Finding(FindingPeriod f) =>
        new(f.Rule, f.AdvisoryId.Length == 0 ? null : f.AdvisoryId, f.Reason, f.Arguments, f.OpenedAt, f.ClosedAt, f.DueAt);

    private static HostDetail Detail(HostListItem summary, Host host) => new()
    {
        Summary = summary,
        MachineId = host.MachineId,
        Domain = host.Domain,
        OsName = host.OsName,
        OsVersion = host.OsVersion,
        Addresses = host.Addresses,
        AgentVersion = host.AgentVersion,
        AgentPlatform = host.AgentPlatform,
        Identity = host.Identity,
    };

    // Evidence that has expired can still show that a weakness is there, never that it is not.
    private CveOnHost[] Cves(HostCase host, DateTimeOffset? evidenceExpiresAt)
    {
        var isCurrent = evidenceExpiresAt > now;
        var weaknesses = plant.Catalogue.Advisories.SelectMany(a => a.Cves.Select(cve => (Advisory: a, Cve: cve)));
        return [.. weaknesses.Zip(CveAssessor.Assess(host, plant.Catalogue, limits, now), (w, verdict) =>
        {
            var onDisk = w.Cve.AppliesTo(host.Facts);
            return verdict.Applies == CveApplicability.DoesNotApply && !isCurrent
                ? new CveOnHost(w.Advisory, w.Cve, CveApplicability.Unknown, CveHold.Unknown, AwaitsRestart: false)
                : new CveOnHost(w.Advisory, w.Cve, verdict.Applies, verdict.Hold, isCurrent && host.Identity is null && onDisk == CveApplicability.DoesNotApply && verdict.Applies == CveApplicability.Unknown);
        })];
    }

    internal static InventoryReport? Parse(string? content)
    {
        try
        {
            return content is null ? null : JsonSerializer.Deserialize<InventoryReport>(content, ContractJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
