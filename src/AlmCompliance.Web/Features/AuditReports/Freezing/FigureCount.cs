using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Web.Features.AuditReports.Model;

namespace AlmCompliance.Web.Features.AuditReports.Freezing;

/// <summary>Adds up a report's figures while its hosts go by.</summary>
/// <param name="onList">The plant has a list of its own: then the figures are of its lines.</param>
/// <param name="advisories">The product note first.</param>
internal sealed class FigureCount(bool onList, bool isPresent, IReadOnlyList<Advisory> advisories)
{
    private readonly int[] _byStatus = new int[Enum.GetValues<ComplianceStatus>().Length];
    private readonly int[][] _byAdvisory = [.. advisories.Select(_ => new int[Enum.GetValues<ComplianceStatus>().Length])];
    private readonly SortedDictionary<RuleId, (int Hosts, int Open, int Overdue)> _rules = new(
        Enum.GetValues<RuleId>().Where(r => r is not (RuleId.Unknown or RuleId.ALM0009)).ToDictionary(r => r, _ => (0, 0, 0)));
    private readonly Dictionary<(string Site, string? Zone), ZoneCount> _zones = [];
    private readonly List<long> _evidence = [];
    private int _hosts, _lines, _neverEnrolled, _neverReported, _tooOld, _unlisted, _open, _overdue, _ofNote, _ofNoteOverdue, _ofNoteHosts;

    /// <param name="isTooOld">There is evidence, and it proves nothing any more.</param>
    public void Add(ReportHost host, IReadOnlyList<ReportStatusRow> statuses, IReadOnlyList<ReportFinding> findings, bool isTooOld)
    {
        _lines += host.IsExpected ? 1 : 0;
        if (onList && !host.IsExpected)
        {
            _unlisted++;
            return;
        }

        _hosts++;
        _byStatus[(int)host.Status]++;
        for (var i = 0; i < statuses.Count && i < _byAdvisory.Length; i++)
        {
            _byAdvisory[i][(int)statuses[i].Status]++;
        }

        if (!host.IsEnrolled)
        {
            _neverEnrolled++;
        }
        else if (host.EvidenceAt is not { } at)
        {
            _neverReported++;
        }
        else
        {
            if (isPresent)
            {
                _evidence.Add(at.UtcTicks);
            }

            _tooOld += isTooOld ? 1 : 0;
        }

        var zone = ZoneOf(host);
        zone.Hosts++;
        zone.ByStatus[(int)host.Status]++;
        _open += findings.Count;
        var overdueOfNote = _ofNoteOverdue;
        foreach (var finding in findings.Where(f => f.AdvisoryId.Length == 0 || f.AdvisoryId == advisories[0].Id.Value))
        {
            _ofNote++;
            _ofNoteOverdue += finding.IsOverdue ? 1 : 0;
        }

        _ofNoteHosts += _ofNoteOverdue > overdueOfNote ? 1 : 0;
        zone.Overdue += findings.Any(f => f.IsOverdue) ? 1 : 0;

        foreach (var ofRule in findings.GroupBy(f => f.Rule))
        {
            var overdue = ofRule.Count(f => f.IsOverdue);
            var sum = _rules.GetValueOrDefault(ofRule.Key);
            _rules[ofRule.Key] = (sum.Hosts + 1, sum.Open + ofRule.Count(), sum.Overdue + overdue);
            zone.ByRule[ofRule.Key] = zone.ByRule.GetValueOrDefault(ofRule.Key) + 1;
            _overdue += overdue;
        }
    }

    public IReadOnlyDictionary<ComplianceStatus, int> ByStatusOf(int advisory) => Named(_byAdvisory[advisory]);

    public ReportFigures Sum(ReportPatchTime? timeToPatch, IReadOnlyList<ReportDay> trend)
    {
        _evidence.Sort();
        return new ReportFigures
        {
            Hosts = _hosts,
            ByStatus = Named(_byStatus),
            Expected = onList ? _lines : null,
            NeverEnrolled = _neverEnrolled,
            NeverReported = _neverReported,
            EvidenceTooOld = _tooOld,
            Unlisted = _unlisted,
            FindingsOpen = _open,
            FindingsOverdue = _overdue,
            NoteFindingsOpen = _ofNote,
            NoteFindingsOverdue = _ofNoteOverdue,
            NoteOverdueHosts = _ofNoteHosts,
            RemoteAccessOpen = _rules[RuleId.ALM0002].Hosts,
            OldestEvidence = _evidence.Count == 0 ? null : new DateTimeOffset(_evidence[0], TimeSpan.Zero),
            MedianEvidence = _evidence.Count == 0 ? null : new DateTimeOffset(_evidence[(_evidence.Count - 1) / 2], TimeSpan.Zero),
            Rules = [.. _rules.Select(r => new ReportRuleFigure(r.Key, r.Value.Hosts, r.Value.Open, r.Value.Overdue))],
            Zones =
            [
                .. _zones.OrderBy(z => z.Key.Zone is null).ThenBy(z => z.Key.Site, StringComparer.OrdinalIgnoreCase).ThenBy(z => z.Key.Zone, StringComparer.OrdinalIgnoreCase)
                    .Select(z => new ReportZoneFigure(z.Key.Site.Length == 0 ? null : z.Key.Site, z.Key.Zone, z.Value.Hosts, Named(z.Value.ByStatus), z.Value.ByRule, z.Value.Overdue)),
            ],
            TimeToPatch = timeToPatch,
            Trend = trend,
        };
    }

    private ZoneCount ZoneOf(ReportHost host)
    {
        if (!_zones.TryGetValue((host.Site, host.Zone), out var zone))
        {
            _zones.Add((host.Site, host.Zone), zone = new ZoneCount());
        }

        return zone;
    }

    private static Dictionary<ComplianceStatus, int> Named(int[] counts) => Enum.GetValues<ComplianceStatus>().ToDictionary(s => s, s => counts[(int)s]);

    private sealed class ZoneCount
    {
        public int Hosts { get; set; }
        public int[] ByStatus { get; } = new int[Enum.GetValues<ComplianceStatus>().Length];
        public SortedDictionary<RuleId, int> ByRule { get; } = [];
        public int Overdue { get; set; }
    }
}
