using AlmCompliance.Domain.Compliance;
using AlmCompliance.Web.Features.AuditReports.Frozen;
using AlmCompliance.Web.Features.AuditReports.Model;

namespace AlmCompliance.Web.Features.AuditReports.Comparing;

/// <summary>Why two reports are not compared.</summary>
internal enum ComparisonRefusal
{
    None = 0,

    /// <summary>They are one report.</summary>
    SameReport,

    /// <summary>They are about different parts of the plant.</summary>
    OtherScope,

    /// <summary>The one to compare with speaks of a later moment.</summary>
    NotEarlier,
}

/// <summary>
/// Two reports of the same scope, host by host: both are read by the hosts' ids side by side, in constant memory. A line of the plant's list
/// bears an id of its own: once its host enrols, the line is gone and the host is new.
/// </summary>
internal sealed class ReportComparison
{
    private const int RowsBetweenLooks = 4096;

    private readonly FrozenReport _before;
    private readonly FrozenReport _after;

    /// <summary>For each later advisory of the later report its place in the earlier one; -1 where that did not hold it.</summary>
    private readonly int[] _others;

    /// <exception cref="ArgumentException"><see cref="Check"/> refuses them.</exception>
    public ReportComparison(FrozenReport before, FrozenReport after)
    {
        if (Check(before.Head, after.Head) is not ComparisonRefusal.None and var refusal)
        {
            throw new ArgumentException($"{after.Head.Reference} cannot be compared with {before.Head.Reference}: {refusal}.", nameof(before));
        }

        _before = before;
        _after = after;
        var earlier = before.Head.Advisories.Skip(1).Select(a => a.Id).ToList();
        _others = [.. after.Head.Advisories.Skip(1).Select(a => earlier.IndexOf(a.Id))];
    }

    public ReportHead Before => _before.Head;

    public ReportHead After => _after.Head;

    public static ComparisonRefusal Check(ReportHead before, ReportHead after) =>
        before.Id == after.Id ? ComparisonRefusal.SameReport
        : before.Scope.Key != after.Scope.Key ? ComparisonRefusal.OtherScope
        : before.AsOf > after.AsOf ? ComparisonRefusal.NotEarlier
        : ComparisonRefusal.None;

    /// <summary>Hosts with something to tell, by their ids.</summary>
    public IEnumerable<HostChange> Changes(CancellationToken cancellationToken) => All(cancellationToken).Where(c => c.IsChange);

    public ChangeTotals Totals(CancellationToken cancellationToken)
    {
        var hosts = Enum.GetValues<ChangeKind>().ToDictionary(k => k, _ => 0);
        int status = 0, version = 0, opened = 0, closed = 0;
        foreach (var change in All(cancellationToken))
        {
            hosts[change.Kind]++;
            status += change.Kind == ChangeKind.Same && change.Before != change.After ? 1 : 0;
            version += change.HasOtherVersion ? 1 : 0;
            opened += change.FindingsOpened;
            closed += change.FindingsClosed;
        }

        return new ChangeTotals { Hosts = hosts, StatusChanged = status, VersionChanged = version, FindingsOpened = opened, FindingsClosed = closed };
    }

    private IEnumerable<HostChange> All(CancellationToken cancellationToken)
    {
        using var before = _before.HostsById().GetEnumerator();
        using var after = _after.HostsById().GetEnumerator();
        using var findingsBefore = new FindingsOfHosts(_before.FindingsByHost());
        using var findingsAfter = new FindingsOfHosts(_after.FindingsByHost());
        var old = Next(before);
        var now = Next(after);
        for (var row = 1; old is not null || now is not null; row++)
        {
            if (row % RowsBetweenLooks == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            var order = old is null ? 1 : now is null ? -1 : old.Id.CompareTo(now.Id);
            var id = order <= 0 ? old!.Id : now!.Id;
            var closed = findingsBefore.Of(id);
            var opened = findingsAfter.Of(id);
            yield return Change(order <= 0 ? old : null, order >= 0 ? now : null, opened.Except(closed).Count(), closed.Except(opened).Count());
            if (order <= 0)
            {
                old = Next(before);
            }

            if (order >= 0)
            {
                now = Next(after);
            }
        }
    }

    private HostChange Change(ReportHost? old, ReportHost? now, int opened, int closed)
    {
        var (better, worse) = Others(old, now);
        var shown = now ?? old!;
        return new HostChange
        {
            HostId = shown.Id,
            Name = shown.Name,
            Site = shown.Site,
            Zone = shown.Zone,
            IsEnrolled = shown.IsEnrolled,
            Kind = old is null ? ChangeKind.New : now is null ? ChangeKind.Gone : Standing.Of(old.Status, old.LastKnown, now.Status, now.LastKnown),
            Before = old?.Status,
            After = now?.Status,
            VersionBefore = old?.Version,
            VersionAfter = now?.Version,
            FindingsOpened = opened,
            FindingsClosed = closed,
            OtherBetter = better,
            OtherWorse = worse,
        };
    }

    // What was known last of these is not in the rows: Unknown stands for itself.
    private (IReadOnlyList<string> Better, IReadOnlyList<string> Worse) Others(ReportHost? old, ReportHost? now)
    {
        List<string>? better = null, worse = null;
        if (old is not null && now is not null)
        {
            for (var i = 0; i < now.OtherStatuses.Count; i++)
            {
                if (_others[i] is var place && (place < 0 || place >= old.OtherStatuses.Count))
                {
                    continue;
                }

                var kind = Standing.Of(old.OtherStatuses[place], ComplianceStatus.Unknown, now.OtherStatuses[i], ComplianceStatus.Unknown);
                if (kind is ChangeKind.Better or ChangeKind.Worse)
                {
                    (kind == ChangeKind.Better ? better ??= [] : worse ??= []).Add(After.Advisories[i + 1].Id);
                }
            }
        }

        return (better ?? [], worse ?? []);
    }

    private static ReportHost? Next(IEnumerator<ReportHost> hosts) => hosts.MoveNext() ? hosts.Current : null;

    /// <summary>Takes each host's findings out of all of them, as long as hosts are asked for in the same order.</summary>
    private sealed class FindingsOfHosts : IDisposable
    {
        private readonly IEnumerator<(Guid Host, Guid Finding)> _rows;
        private readonly List<Guid> _found = [];
        private bool _more;

        public FindingsOfHosts(IEnumerable<(Guid Host, Guid Finding)> rows)
        {
            _rows = rows.GetEnumerator();
            _more = _rows.MoveNext();
        }

        /// <summary>Good until the next call.</summary>
        public List<Guid> Of(Guid host)
        {
            _found.Clear();
            for (; _more && _rows.Current.Host.CompareTo(host) <= 0; _more = _rows.MoveNext())
            {
                if (_rows.Current.Host == host)
                {
                    _found.Add(_rows.Current.Finding);
                }
            }

            return _found;
        }

        public void Dispose() => _rows.Dispose();
    }
}
