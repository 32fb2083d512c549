using AlmCompliance.Domain.Compliance;
using AlmCompliance.Web.Features.AuditReports.Comparing;
using AlmCompliance.Web.Features.AuditReports.Frozen;
using AlmCompliance.Web.Features.AuditReports.Model;
using CsCheck;

namespace AlmCompliance.Web.Tests.AuditReports;

public sealed class ReportComparisonTests : IDisposable
{
    private static readonly Gen<ComplianceStatus> _status = Gen.Enum<ComplianceStatus>();

    private readonly ReportFiles _files = new();
    private readonly ReportHead _head;

    public ReportComparisonTests() => _head = _files.Freeze(new SyntheticReport { Hosts = 0 }).Head;

    [Fact]
    public void Each_host_is_better_worse_new_gone_or_as_before()
    {
        var before = Earlier([Host(1, ComplianceStatus.NonCompliant), Host(2, ComplianceStatus.Compliant), Host(3, ComplianceStatus.Waived), Host(4, ComplianceStatus.Compliant), Host(6, ComplianceStatus.Compliant)]);
        var after = Later([Host(1, ComplianceStatus.Compliant), Host(2, ComplianceStatus.Unknown, ComplianceStatus.Compliant), Host(3, ComplianceStatus.NonCompliant), Host(5, ComplianceStatus.Compliant), Host(6, ComplianceStatus.Compliant)]);
        var comparison = new ReportComparison(before, after);

        var totals = comparison.Totals(CancellationToken.None);
        var changes = comparison.Changes(CancellationToken.None).ToList();

        changes.Select(c => (c.Name, c.Kind, c.Before, c.After)).ShouldBe(
        [
            (Name(1), ChangeKind.Better, ComplianceStatus.NonCompliant, ComplianceStatus.Compliant),
            (Name(2), ChangeKind.Worse, ComplianceStatus.Compliant, ComplianceStatus.Unknown),
            (Name(3), ChangeKind.Same, ComplianceStatus.Waived, ComplianceStatus.NonCompliant),
            (Name(4), ChangeKind.Gone, ComplianceStatus.Compliant, null),
            (Name(5), ChangeKind.New, null, ComplianceStatus.Compliant),
        ]);
        totals.Hosts.ShouldBe(new Dictionary<ChangeKind, int>
        {
            [ChangeKind.Same] = 2,
            [ChangeKind.Better] = 1,
            [ChangeKind.Worse] = 1,
            [ChangeKind.New] = 1,
            [ChangeKind.Gone] = 1,
        }, ignoreOrder: true);
        totals.StatusChanged.ShouldBe(1);
    }

    [Theory]
    [InlineData(ComplianceStatus.NonCompliant, ComplianceStatus.NonCompliant)]
    [InlineData(ComplianceStatus.Waived, ComplianceStatus.Waived)]
    [InlineData(ComplianceStatus.NonCompliant, ComplianceStatus.Unknown)]
    [InlineData(ComplianceStatus.Compliant, ComplianceStatus.Compliant)]
    public void A_host_that_falls_silent_is_never_better(ComplianceStatus before, ComplianceStatus lastKnown) =>
        Standing.Of(before, ComplianceStatus.Unknown, ComplianceStatus.Unknown, lastKnown).ShouldNotBe(ChangeKind.Better);

    [Fact]
    public void An_exposed_host_that_falls_silent_is_as_exposed_as_before() =>
        Standing.Of(ComplianceStatus.NonCompliant, ComplianceStatus.Unknown, ComplianceStatus.Unknown, ComplianceStatus.NonCompliant).ShouldBe(ChangeKind.Same);

    [Fact]
    public void What_is_better_one_way_is_not_better_the_other_way() => Gen.Select(_status, _status, _status, _status).Sample((a, lastA, b, lastB) =>
        !(Standing.Of(a, lastA, b, lastB) == ChangeKind.Better && Standing.Of(b, lastB, a, lastA) == ChangeKind.Better) && Standing.Of(a, lastA, a, lastA) == ChangeKind.Same);

    [Fact]
    public void Other_versions_findings_and_advisories_are_told_without_another_status()
    {
        var old = Host(1, ComplianceStatus.NonCompliant) with { Version = "5.1.1.2", OtherStatuses = Others(ComplianceStatus.NonCompliant) };
        var now = old with { Version = "5.1.1.3", OtherStatuses = Others(ComplianceStatus.Compliant) };
        var findings = SyntheticHosts.Findings(0).Concat(SyntheticHosts.Findings(14)).Select(f => f with { HostId = old.Id }).ToList();
        findings.Count.ShouldBeGreaterThan(2);
        var comparison = new ReportComparison(_files.Freeze(Before(), [old], findings.Skip(1)), _files.Freeze(_head, [now], findings.SkipLast(2)));

        var change = comparison.Changes(CancellationToken.None).ShouldHaveSingleItem();

        change.Kind.ShouldBe(ChangeKind.Same);
        (change.VersionBefore, change.VersionAfter, change.HasOtherVersion).ShouldBe(("5.1.1.2", "5.1.1.3", true));
        (change.FindingsOpened, change.FindingsClosed).ShouldBe((1, 2));
        change.OtherBetter.ShouldBe(_head.Advisories.Skip(1).Select(a => a.Id));
        change.OtherWorse.ShouldBeEmpty();
    }

    [Fact]
    public void An_advisory_that_came_later_is_no_change()
    {
        var old = Host(1, ComplianceStatus.Compliant) with { OtherStatuses = [ComplianceStatus.Compliant] };
        var now = old with { OtherStatuses = [ComplianceStatus.NonCompliant, ComplianceStatus.Compliant] };
        var before = _files.Freeze(Before() with { Advisories = [_head.Advisories[0], _head.Advisories[2]] }, [old]);
        var after = _files.Freeze(_head with { Advisories = [.. _head.Advisories.Take(3)] }, [now]);

        new ReportComparison(before, after).Changes(CancellationToken.None).ShouldBeEmpty();
    }

    [Fact]
    public void Every_host_of_both_is_counted_once() =>
        Gen.Select(Gen.Int[0, 60].HashSet[0, 30], Gen.Int[0, 60].HashSet[0, 30]).Sample(
            (before, after) =>
            {
                var totals = new ReportComparison(Earlier(before.Select(i => Host(i, ComplianceStatus.Compliant))), Later(after.Select(i => Host(i, ComplianceStatus.Compliant)))).Totals(CancellationToken.None);
                totals.Hosts[ChangeKind.Gone].ShouldBe(before.Except(after).Count());
                totals.Hosts[ChangeKind.New].ShouldBe(after.Except(before).Count());
                totals.Hosts[ChangeKind.Same].ShouldBe(before.Intersect(after).Count());
                totals.Hosts.Values.Sum().ShouldBe(before.Union(after).Count());
            },
            iter: 20,
            threads: 1);

    [Fact]
    public void Reports_of_different_parts_are_not_compared_nor_the_wrong_way_round()
    {
        var other = Before() with { Scope = new ReportScope { Kind = ReportScopeKind.Site, Site = "Olefins" } };

        ReportComparison.Check(Before(), _head).ShouldBe(ComparisonRefusal.None);
        ReportComparison.Check(other, _head).ShouldBe(ComparisonRefusal.OtherScope);
        ReportComparison.Check(_head, _head).ShouldBe(ComparisonRefusal.SameReport);
        ReportComparison.Check(_head, Before()).ShouldBe(ComparisonRefusal.NotEarlier);
        Should.Throw<ArgumentException>(() => new ReportComparison(_files.Freeze(other, []), _files.Freeze(_head, [])));
    }

    public void Dispose() => _files.Dispose();

    private ReportHead Before() => _head with { Id = new Guid(1, 2, 3, new byte[8]), Reference = "R-0006", AsOf = _head.AsOf.AddDays(-35) };

    private FrozenReport Earlier(IEnumerable<ReportHost> hosts) => _files.Freeze(Before(), hosts);

    private FrozenReport Later(IEnumerable<ReportHost> hosts) => _files.Freeze(_head, hosts);

    private ComplianceStatus[] Others(ComplianceStatus status) => [.. _head.Advisories.Skip(1).Select(_ => status)];

    private static string Name(int i) => SyntheticHosts.Host(i, 0).Name;

    private static ReportHost Host(int i, ComplianceStatus status, ComplianceStatus lastKnown = ComplianceStatus.Unknown) =>
        SyntheticHosts.Host(i, 0) with { Status = status, LastKnown = lastKnown, Version = "5.1.1.3" };
}
