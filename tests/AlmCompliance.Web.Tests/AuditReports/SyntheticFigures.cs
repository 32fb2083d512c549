using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Web.Features.AuditReports.Model;

namespace AlmCompliance.Web.Tests.AuditReports;

/// <summary>Counts the rows of a synthetic report as the figures of its head.</summary>
internal sealed class SyntheticFigures(bool hasList)
{
    private readonly Dictionary<ComplianceStatus, int> _byStatus = [];
    private readonly Dictionary<(string Site, string? Zone), Place> _places = [];
    private readonly Dictionary<RuleId, (int Hosts, int Open, int Overdue)> _rules = [];
    private readonly List<Dictionary<ComplianceStatus, int>> _advisories = [];
    private readonly List<DateTimeOffset> _evidence = [];
    private int _never;
    private int _neverReported;
    private int _tooOld;
    private int _unlisted;
    private int _open;
    private int _overdue;
    private int _ofNote;
    private int _ofNoteOverdue;
    private int _ofNoteHosts;

    public int Hosts { get; private set; }

    public void Add(ReportHost host, List<ReportFinding> findings)
    {
        if (host.IsEnrolled)
        {
            CountAdvisories([host.Status, .. host.OtherStatuses]);
        }

        if (hasList && !host.IsExpected)
        {
            _unlisted++;
            return;
        }

        Hosts++;
        Increase(_byStatus, host.Status);
        _never += host.IsEnrolled ? 0 : 1;
        _neverReported += host is { IsEnrolled: true, EvidenceAt: null } ? 1 : 0;
        _tooOld += host.Reason == StatusReason.EvidenceTooOld ? 1 : 0;
        _open += findings.Count;
        _overdue += findings.Count(f => f.IsOverdue);
        _ofNote += findings.Count(f => f.AdvisoryId is "" or SyntheticReport.Note);
        _ofNoteHosts += findings.Any(f => f.IsOverdue && f.AdvisoryId is "" or SyntheticReport.Note) ? 1 : 0;
        _ofNoteOverdue += findings.Count(f => f.IsOverdue && f.AdvisoryId is "" or SyntheticReport.Note);
        if (host.EvidenceAt is { } at)
        {
            _evidence.Add(at);
        }

        var place = _places.TryGetValue((host.Site, host.Zone), out var known) ? known : _places[(host.Site, host.Zone)] = new Place();
        place.Hosts++;
        Increase(place.ByStatus, host.Status);
        place.Overdue += findings.Any(f => f.IsOverdue) ? 1 : 0;
        foreach (var rule in findings.GroupBy(f => f.Rule))
        {
            Increase(place.ByRule, rule.Key);
            var (hosts, open, overdue) = _rules.GetValueOrDefault(rule.Key);
            _rules[rule.Key] = (hosts + 1, open + rule.Count(), overdue + rule.Count(f => f.IsOverdue));
        }
    }

    public IReadOnlyDictionary<ComplianceStatus, int> OfAdvisory(int n) => n < _advisories.Count ? _advisories[n] : new Dictionary<ComplianceStatus, int>();

    public ReportFigures Figures()
    {
        _evidence.Sort();
        return new ReportFigures
        {
            Hosts = Hosts,
            ByStatus = _byStatus,
            Expected = hasList ? Hosts : null,
            NeverEnrolled = _never,
            NeverReported = _neverReported,
            EvidenceTooOld = _tooOld,
            Unlisted = _unlisted,
            FindingsOpen = _open,
            FindingsOverdue = _overdue,
            NoteFindingsOpen = _ofNote,
            NoteFindingsOverdue = _ofNoteOverdue,
            NoteOverdueHosts = _ofNoteHosts,
            RemoteAccessOpen = _rules.GetValueOrDefault(RuleId.ALM0002).Hosts,
            OldestEvidence = _evidence.Count == 0 ? null : _evidence[0],
            MedianEvidence = _evidence.Count == 0 ? null : _evidence[_evidence.Count / 2],
            Rules = [.. Enum.GetValues<RuleId>().Skip(1).Select(r => new ReportRuleFigure(r, _rules.GetValueOrDefault(r).Hosts, _rules.GetValueOrDefault(r).Open, _rules.GetValueOrDefault(r).Overdue))],
            Zones = [.. SyntheticHosts.Places.Where(_places.ContainsKey).Select(p => (Name: p, Of: _places[p])).Select(p => new ReportZoneFigure(
                p.Name.Zone is null ? null : p.Name.Site, p.Name.Zone, p.Of.Hosts, p.Of.ByStatus, p.Of.ByRule, p.Of.Overdue))],
            TimeToPatch = Hosts == 0 ? null : new(Math.Max(1, Hosts / 9), TimeSpan.FromDays(11.4), TimeSpan.FromDays(33)),
            Trend = Hosts == 0 ? [] : [.. Enumerable.Range(0, 90).Select(Day)],
        };
    }

    /// <summary>Falls in steps to what the report's moment has.</summary>
    private ReportDay Day(int day)
    {
        var steps = (89 - day) / 15;
        return new(
            DateOnly.FromDateTime(SyntheticReport.Moment.UtcDateTime).AddDays(day - 89),
            Scaled(ComplianceStatus.NonCompliant, 1 + (0.25 * steps)),
            Scaled(ComplianceStatus.Waived, 1 + (0.1 * (steps % 3))),
            Scaled(ComplianceStatus.Unknown, 0.4 + (0.1 * (day % 7 / 3))));
    }

    private int Scaled(ComplianceStatus status, double by) => (int)Math.Round(_byStatus.GetValueOrDefault(status) * by);

    private void CountAdvisories(List<ComplianceStatus> statuses)
    {
        for (var n = 0; n < statuses.Count; n++)
        {
            if (_advisories.Count == n)
            {
                _advisories.Add([]);
            }

            Increase(_advisories[n], statuses[n]);
        }
    }

    private static void Increase<T>(Dictionary<T, int> counts, T key)
        where T : notnull => counts[key] = counts.GetValueOrDefault(key) + 1;

    private sealed class Place
    {
        public int Hosts { get; set; }
        public int Overdue { get; set; }
        public Dictionary<ComplianceStatus, int> ByStatus { get; } = [];
        public Dictionary<RuleId, int> ByRule { get; } = [];
    }
}
