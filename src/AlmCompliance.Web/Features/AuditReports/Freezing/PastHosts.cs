using AlmCompliance.Data;
using AlmCompliance.Data.Compliance;
using AlmCompliance.Data.Inventory;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Inventory;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Web.Features.AuditReports.Model;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.AuditReports.Freezing;

/// <summary>Hosts at a past moment, as the server had concluded then: late evidence and new rules rewrite nothing. What the rules were given then is not kept.</summary>
internal sealed class PastHosts(AlmDbContext db, PlantScope scope, IReadOnlyList<Advisory> advisories, DateTimeOffset moment, DateTimeOffset now)
{
    /// <summary>Seven statements, however many hosts.</summary>
    public async Task<IReadOnlyList<FrozenHost>> ReadAsync(IReadOnlyList<Host> hosts, CancellationToken cancellationToken)
    {
        var ids = hosts.Select(h => h.Id).ToArray();
        var statuses = (await db.StatusesAsOf(moment, now).Where(s => EF.Parameter(ids).Contains(s.HostId)).ToListAsync(cancellationToken)).ToLookup(s => s.HostId);
        var open = await db.FindingsOpenAsOf(moment).Where(f => EF.Parameter(ids).Contains(f.HostId)).OrderBy(f => f.Rule).ThenBy(f => f.AdvisoryId).ToListAsync(cancellationToken);
        var findings = (await db.AsSaidAtAsync(open, moment, cancellationToken)).ToLookup(f => f.HostId);
        var reports = await ReportsAsync(ids, cancellationToken);
        var surroundings = await HostSurroundings.ReadAsync(db, ids, moment, cancellationToken);
        return
        [
            .. hosts.Select(h => Rows(h, statuses[h.Id].ToDictionary(s => s.AdvisoryId), findings[h.Id], reports.GetValueOrDefault(h.Id), surroundings))
                .OfType<FrozenHost>(),
        ];
    }

    /// <summary>The report that each host's verdicts rested on: of those that had come by then, the newest.</summary>
    private async Task<Dictionary<Guid, InventorySnapshot>> ReportsAsync(Guid[] ids, CancellationToken cancellationToken) =>
        (await db.Hosts.AsNoTracking().Where(h => EF.Parameter(ids).Contains(h.Id))
            .SelectMany(h => db.Snapshots.Where(s => s.HostId == h.Id && s.ReceivedAt <= moment && s.ConfirmedFrom <= moment).OrderByDescending(s => s.ConfirmedFrom).Take(1))
            .ToListAsync(cancellationToken))
        .ToDictionary(s => s.HostId);

    private FrozenHost? Rows(Host host, Dictionary<string, EffectiveStatus> said, IEnumerable<FindingPeriod> open, InventorySnapshot? report, HostSurroundings surroundings)
    {
        var zoneId = said.Values.FirstOrDefault()?.ZoneId ?? (said.Count == 0 ? host.ZoneId : null);
        if (!scope.Holds(zoneId))
        {
            return null;
        }

        var zone = scope.Zone(zoneId);
        var statuses = advisories.Select(a => said.TryGetValue(a.Id.Value, out var s)
            ? new ReportStatusRow(a.Id.Value, s.Status, s.Reason, s.IsExpired ? [] : s.Arguments, s.Since, null, s.LastKnown)
            : new ReportStatusRow(a.Id.Value, ComplianceStatus.Unknown, StatusReason.NeverReported, [], null, null, ComplianceStatus.Unknown)).ToArray();
        var findings = open.Select(f => new ReportFinding
        {
            Id = f.Id,
            HostId = host.Id,
            HostName = host.Name,
            Zone = zone?.Name,
            Rule = f.Rule,
            AdvisoryId = f.AdvisoryId,
            Reason = f.Reason,
            Arguments = f.Arguments,
            OpenedAt = f.OpenedAt,
            DueAt = f.DueAt,
            IsOverdue = f.DueAt <= moment,
            Owner = "",
        }).ToArray();
        var measures = said.Values.SelectMany(s => s.Measures.Select(m => (s.AdvisoryId, s.IsExpired, Measure: m))).Where(m => m.Measure.State != MeasureState.NotRequired)
            .Select(m => new ReportMeasure(
                host.Id, host.Name, zone?.Name, m.AdvisoryId, m.Measure.Measure, m.IsExpired || m.Measure.HoldsUntil <= moment ? MeasureState.Unknown : m.Measure.State,
                m.Measure.Basis, m.Measure.HoldsUntil, [])).ToArray();
        var version = report is null ? InstalledVersion.None : VersionResolution.Resolve(StoredFacts.Of(report.Content).Versions);
        var first = version.Readings is [var best, ..] ? best.Evidence : default;
        var row = new ReportHost
        {
            Id = host.Id,
            IsEnrolled = true,
            IsExpected = surroundings.IsExpected(host.Id),
            Name = host.Name,
            Site = zone?.Site ?? "",
            Zone = zone?.Name,
            Owner = scope.Holds(host.ZoneId) ? host.Owner ?? "" : "",
            Role = scope.Holds(host.ZoneId) ? host.Role ?? "" : "",
            Status = statuses[0].Status,
            Reason = statuses[0].Reason,
            Arguments = statuses[0].Arguments,
            Since = statuses[0].Since,
            HoldsUntil = null,
            LastKnown = statuses[0].LastKnown,
            OtherStatuses = [.. statuses.Skip(1).Select(s => s.Status)],
            VersionText = version.Readings.Count == 0 ? null : first.Raw,
            VersionSource = first.Source,
            Version = version.Version?.Canonical,
            RemoteAccess = null,
            RemoteAccessBasis = null,
            Origin = report?.Origin ?? EvidenceOrigin.Unknown,

            // When it was confirmed last by then is not kept: later reports that say the same move that on.
            EvidenceAt = report?.ConfirmedFrom,
            EnrolledAt = host.EnrolledAt,
            EvidenceDigest = report is null ? null : Convert.ToHexStringLower(report.ContentDigest),
            OpenFindings = findings.Length,
            OverdueFindings = findings.Count(f => f.IsOverdue),
            NextDue = findings.Length == 0 ? null : findings.Min(f => f.DueAt),
            Decisions = surroundings.DecisionsOf(host.Id),
        };

        // Where it stands out of sight now its addresses are not told of, not even by being found by them.
        return scope.Holds(row, scope.Holds(host.ZoneId) ? host.SearchKey : null) ? new FrozenHost(row, statuses, findings, measures, null) : null;
    }
}
