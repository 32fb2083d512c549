using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AlmCompliance.Data;
using AlmCompliance.Data.Compliance;
using AlmCompliance.Data.Inventory;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Inventory;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Web.Assessment;
using AlmCompliance.Web.Features.AuditReports.Inputs;
using AlmCompliance.Web.Features.AuditReports.Model;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.AuditReports.Freezing;

/// <summary>
/// Hosts at the moment of making. Each is judged once more from what is kept with the report, so that every verdict follows from
/// its input; since when it stands, and since when findings are open, is what the server has written down.
/// </summary>
internal sealed class PresentHosts(AlmDbContext db, PlantScope scope, PlantPicture plant, FreshnessLimits limits, DateTimeOffset moment)
{
    /// <summary>Eight or nine statements, however many hosts.</summary>
    public async Task<IReadOnlyList<FrozenHost>> ReadAsync(IReadOnlyList<Host> hosts, CancellationToken cancellationToken)
    {
        var ids = hosts.Select(h => h.Id).ToArray();
        var fleet = (await db.ReadHostsAsync(ids, cancellationToken)).ToDictionary(h => h.Id);
        var bearings = await HostCaseReader.ReadAsync(db, plant, [.. fleet.Values], cancellationToken);
        var statuses = (await db.CurrentStatuses(moment).Where(s => EF.Parameter(ids).Contains(s.HostId)).ToListAsync(cancellationToken)).ToLookup(s => s.HostId);
        var findings = (await db.FindingsOpen(moment).Where(f => EF.Parameter(ids).Contains(f.HostId)).ToListAsync(cancellationToken)).ToLookup(f => f.HostId);
        var surroundings = await HostSurroundings.ReadAsync(db, ids, moment, cancellationToken);
        var owners = await OwnersAsync(ids, cancellationToken);
        var frozen = new List<FrozenHost>(hosts.Count);
        foreach (var host in hosts)
        {
            if (!fleet.TryGetValue(host.Id, out var stored))
            {
                continue;
            }

            var facts = await StoredFacts.OfAsync(db, stored, cancellationToken);
            var given = scope.Veiled(HostCaseReader.Of(stored, facts, plant, bearings[host.Id], limits));
            HostAssessment assessment;
            try
            {
                assessment = HostAssessor.Assess(given, plant.Catalogue, limits, moment);
            }
#pragma warning disable CA1031 // Whatever a rule throws concerns this host alone: it becomes Unknown.
            catch (Exception) when (facts is not null)
#pragma warning restore CA1031
            {
                given = given with { Facts = UnreadableSnapshot.Facts };
                assessment = HostAssessor.Assess(given, plant.Catalogue, limits, moment);
            }

            var row = new PresentHost(host, given, assessment, [.. statuses[host.Id]], [.. findings[host.Id]]);
            var rows = Rows(row, surroundings, owners);
            if (scope.Holds(rows.Host, host.SearchKey))
            {
                frozen.Add(rows with { Input = JsonSerializer.SerializeToUtf8Bytes(new VerdictInput(host.Id, given), InputJson.Options) });
            }
        }

        return frozen;
    }

    private FrozenHost Rows(PresentHost of, HostSurroundings surroundings, IReadOnlyDictionary<(Guid, RuleId, string, DateTimeOffset), string> owners)
    {
        var (host, assessment) = (of.Host, of.Assessment);
        var zone = scope.Zone(host.ZoneId);
        var statuses = assessment.Statuses.Select(of.Status).ToArray();
        var terms = new FindingTerms(plant, host.ZoneId, assessment);
        var findings = new List<ReportFinding>();
        foreach (var finding in assessment.Findings.Where(f => Microseconds.Truncate(f.OpensAt) <= moment))
        {
            var advisory = finding.Advisory?.Value ?? "";
            var stored = of.Findings.FirstOrDefault(f => f.Rule == finding.Rule && f.AdvisoryId == advisory);
            var openedAt = stored?.OpenedAt ?? Microseconds.Truncate(finding.OpensAt);
            findings.Add(Finding(host, owners, new FindingPeriod
            {
                Id = stored?.Id ?? NameOf(host.Id, finding.Rule, advisory, openedAt),
                Rule = finding.Rule,
                AdvisoryId = advisory,
                Reason = finding.Reason,
                Arguments = VerdictRowsWriter.Printable(finding.Arguments),
                OpenedAt = openedAt,
                DueAt = stored?.DueAt ?? terms.DueAt(finding, openedAt),
            }));
        }

        if (ReferenceEquals(of.Given.Facts, UnreadableSnapshot.Facts))
        {
            // That these are over was not seen either: the server keeps them open.
            findings.AddRange(of.Findings.Where(f => !findings.Exists(o => o.Rule == f.Rule && o.AdvisoryId == f.AdvisoryId)).OrderBy(f => f.Rule).ThenBy(f => f.AdvisoryId, StringComparer.Ordinal)
                .Select(f => Finding(host, owners, f)).ToList());
        }

        var measures = assessment.Measures.Where(m => m.State != MeasureState.NotRequired).Select(m => new ReportMeasure(
            host.Id, host.Name, zone?.Name, m.Advisory.Value, m.Measure, m.State, m.Basis, m.HoldsUntil,
            VerdictRowsWriter.Printable(MeasureEvidence.WordsOf(m, of.Given, limits, moment)))).ToArray();
        var first = assessment.Version.Readings is [var best, ..] ? best.Evidence : default;
        return new FrozenHost(
            new ReportHost
            {
                Id = host.Id,
                IsEnrolled = true,
                IsExpected = surroundings.IsExpected(host.Id),
                Name = host.Name,
                Site = zone?.Site ?? "",
                Zone = zone?.Name,
                Owner = host.Owner ?? "",
                Role = host.Role ?? "",
                Status = statuses[0].Status,
                Reason = statuses[0].Reason,
                Arguments = statuses[0].Arguments,
                Since = statuses[0].Since,
                HoldsUntil = statuses[0].HoldsUntil,
                LastKnown = statuses[0].LastKnown,
                OtherStatuses = [.. statuses.Skip(1).Select(s => s.Status)],
                VersionText = assessment.Version.Readings.Count == 0 ? null : VerdictRowsWriter.Printable([first.Raw])[0],
                VersionSource = first.Source,
                Version = assessment.Version.Version?.Canonical,
                RemoteAccess = assessment.RemoteAccess.State,
                RemoteAccessBasis = assessment.RemoteAccess.Basis,
                Origin = host.EvidenceOrigin,
                EvidenceAt = host.EvidenceAt,
                EnrolledAt = host.EnrolledAt,
                EvidenceDigest = host.ContentDigest is { } digest ? Convert.ToHexStringLower(digest) : null,
                OpenFindings = findings.Count,
                OverdueFindings = findings.Count(f => f.IsOverdue),
                NextDue = findings.Count == 0 ? null : findings.Min(f => f.DueAt),
                Decisions = surroundings.DecisionsOf(host.Id),
            },
            statuses, findings, measures, null);
    }

    private ReportFinding Finding(Host host, IReadOnlyDictionary<(Guid, RuleId, string, DateTimeOffset), string> owners, FindingPeriod open) => new()
    {
        Id = open.Id,
        HostId = host.Id,
        HostName = host.Name,
        Zone = scope.Zone(host.ZoneId)?.Name,
        Rule = open.Rule,
        AdvisoryId = open.AdvisoryId,
        Reason = open.Reason,
        Arguments = open.Arguments,
        OpenedAt = open.OpenedAt,
        DueAt = open.DueAt,
        IsOverdue = open.DueAt <= moment,
        Owner = owners.GetValueOrDefault((host.Id, open.Rule, open.AdvisoryId, open.OpenedAt), ""),
    };

    /// <summary>Of a finding that no job has written yet: the same for the same.</summary>
    private static Guid NameOf(Guid host, RuleId rule, string advisory, DateTimeOffset openedAt) => new(
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{host} {rule} {advisory} {Microseconds.From(openedAt)}"))).AsSpan(0, 16));

    private async Task<Dictionary<(Guid, RuleId, string, DateTimeOffset), string>> OwnersAsync(Guid[] ids, CancellationToken cancellationToken) =>
        (await (
            from work in db.FindingWork.AsNoTracking().Where(w => EF.Parameter(ids).Contains(w.HostId))
            join user in db.Users on work.OwnerId equals user.Id
            select new { work.HostId, work.Rule, work.AdvisoryId, work.OpenedAt, Name = user.UserName ?? "" }).ToListAsync(cancellationToken))
        .ToDictionary(w => (w.HostId, w.Rule, w.AdvisoryId, w.OpenedAt), w => w.Name);

    /// <summary>A host with what the rules say of it now, and what the server has written down.</summary>
    private sealed record PresentHost(Host Host, HostCase Given, HostAssessment Assessment, IReadOnlyList<EffectiveStatus> Stored, IReadOnlyList<FindingPeriod> Findings)
    {
        public ReportStatusRow Status(StatusVerdict verdict)
        {
            var stored = Stored.FirstOrDefault(s => s.AdvisoryId == verdict.Advisory.Value);
            var stands = stored?.Status == verdict.Status;
            return new ReportStatusRow(
                verdict.Advisory.Value,
                verdict.Status,
                verdict.Reason,
                VerdictRowsWriter.Printable(verdict.Arguments),
                stands ? stored!.Since : null,
                verdict.HoldsUntil is { } until ? Microseconds.Truncate(until) : null,
                verdict.Status != ComplianceStatus.Unknown ? ComplianceStatus.Unknown : stands ? stored!.LastKnown : stored?.Status ?? ComplianceStatus.Unknown);
        }
    }
}
