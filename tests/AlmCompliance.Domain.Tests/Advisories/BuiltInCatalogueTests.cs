namespace AlmCompliance.Domain.Tests.Advisories;

/// <summary>The later advisories, line by line, at both sides of each bound (ALM facts, section 4).</summary>
public sealed class BuiltInCatalogueTests
{
    private static readonly string[] Ids =
        ["57252401", "SSA-783261", "SSA-284342", "SSA-920962", "SSA-388646", "SSA-158827", "SSA-476715", "SSA-103653", "SSA-282044"];

    [Fact]
    public void The_note_and_eight_later_advisories_are_built_in() =>
        AdvisoryCatalogue.BuiltIn.Advisories.Select(a => a.Id.Value).ShouldBe(Ids);

    /// <summary>One letter an advisory: A affected, c clear, n not applicable, ? unknown.</summary>
    [Theory]
    [InlineData("V3.99 SP99 Upd99", "nnA??????")]
    [InlineData("V4.0", "AAA??????")]
    [InlineData("V5.0", "AAAAAAAA?")]
    [InlineData("V5.1 SP1 Upd2", "AAAAAAAA?")]
    [InlineData("V5.1 SP1 Upd3", "cAAAAAAA?")]
    [InlineData("V5.1 SP99 Upd99", "cAAAAAAA?")]
    [InlineData("V5.2", "ccAAAAAA?")]
    [InlineData("V5.3 SP3", "ccAAAAAA?")]
    [InlineData("V5.3 SP3 Upd1", "cccAAAAA?")]
    [InlineData("V5.3 SP4 Upd3", "cccAAAAA?")]
    [InlineData("V5.3 SP4 Upd4", "ccccAAAA?")]
    [InlineData("V5.99 SP99 Upd99", "ccccAAAA?")]
    [InlineData("V6.0", "cccAAAAAA")]
    [InlineData("V6.0 SP1", "ccccAAAAA")]
    [InlineData("V6.0 SP7 Upd99", "ccccAAAAA")]
    [InlineData("V6.0 SP8", "cccccAAAA")]
    [InlineData("V6.0 SP9 Upd1", "cccccAAAA")]
    [InlineData("V6.0 SP9 Upd2", "ccccccAAA")]
    [InlineData("V6.0 SP9 Upd3", "ccccccAAA")]
    [InlineData("V6.0 SP9 Upd4", "cccccccAA")]
    [InlineData("V6.0 SP12 Upd2", "cccccccAA")]
    [InlineData("V6.0 SP12 Upd3", "ccccccccA")]
    [InlineData("V6.0 SP99 Upd99", "ccccccccA")]
    [InlineData("V6.1", "ccccccc??")]
    [InlineData("V6.2", "cccccccAA")]
    [InlineData("V6.2 Upd2", "cccccccAA")]
    [InlineData("V6.2 Upd3", "ccccccccc")]
    [InlineData("V6.2 SP5", "ccccccccc")]
    [InlineData("V6.3", "ccccccc??")]
    [InlineData("V7.0", "ccc??????")]
    public void Every_version_stands_where_its_line_says(string version, string expected) =>
        string.Concat(Hosts.Assess(Hosts.Facts(version)).Statuses.Select(s => s.Status switch
        {
            ComplianceStatus.NonCompliant => 'A',
            ComplianceStatus.Compliant => 'c',
            ComplianceStatus.NotApplicable => 'n',
            _ => '?',
        })).ShouldBe(expected);

    [Fact]
    public void A_line_that_no_branch_names_is_unknown_and_says_so()
    {
        var verdict = Hosts.Assess(Hosts.Facts("V6.1")).Statuses.Single(s => s.Advisory.Value == "SSA-103653");

        verdict.Reason.ShouldBe(StatusReason.LineNotNamed);
        verdict.Arguments.ShouldBe(["V6.1"]);
        verdict.HoldsUntil.ShouldBeNull();
    }

    [Fact]
    public void The_inferred_packed_form_of_V6_0_is_interpretable_only_where_no_bound_lies_in_its_line()
    {
        var statuses = Hosts.Assess(Hosts.Facts("06.00.1203")).Statuses.ToDictionary(s => s.Advisory.Value, s => s.Reason);

        statuses["57252401"].ShouldBe(StatusReason.Fixed);
        statuses["SSA-284342"].ShouldBe(StatusReason.Fixed);
        statuses["SSA-103653"].ShouldBe(StatusReason.VersionNotInterpretable);
        statuses["SSA-282044"].ShouldBe(StatusReason.AffectedWithoutUpdate);
    }

    [Fact]
    public void A_failed_collector_is_named_before_an_inferred_text() =>
        Hosts.Assess(Hosts.Facts("06.00.1203").Failing(Collector.Autsw)).Statuses.Single(s => s.Advisory.Value == "SSA-103653")
            .Reason.ShouldBe(StatusReason.VersionCollectorFailed);

    [Theory]
    [InlineData("V5.0", "SSA-476715", RemedyKind.NonePlanned, null)]
    [InlineData("V5.0", "SSA-388646", RemedyKind.NoneAvailable, null)]
    [InlineData("V6.0", "SSA-476715", RemedyKind.UpdateAvailable, "V6.0 SP9 Upd4")]
    [InlineData("V6.0", "SSA-282044", RemedyKind.NonePlanned, null)]
    [InlineData("V6.2", "SSA-282044", RemedyKind.UpdateAvailable, "V6.2 Upd3")]
    [InlineData("V5.0", "SSA-920962", RemedyKind.UpdateAvailable, "V5.3 SP4 Upd4")]
    public void None_planned_is_kept_apart_from_an_update_of_the_own_line(string version, string advisory, RemedyKind remedy, string? fix)
    {
        var branch = Find(advisory).Affected.StandingOf(Parse(version)).Branch.ShouldNotBeNull();
        branch.Remedy.ShouldBe(remedy);
        branch.FixedIn?.ToString().ShouldBe(fix);

        var assessment = Hosts.Assess(Hosts.Facts(version));
        var finding = assessment.Findings.Single(f => f.Rule == RuleId.ALM0001 && f.Advisory?.Value == advisory);
        finding.Reason.ShouldBe(fix is null ? FindingReason.NoUpdateForLine : FindingReason.UpdateMissing);
        finding.Arguments.ShouldBe(fix is null ? [version] : [version, fix]);
        assessment.Statuses.Single(s => s.Advisory.Value == advisory).Reason.ShouldBe(fix is null ? StatusReason.AffectedWithoutUpdate : StatusReason.Affected);
    }

    [Theory]
    [InlineData("SSA-783261", "M2|M1 on a licence server")]
    [InlineData("SSA-284342", "")]
    [InlineData("SSA-920962", "")]
    [InlineData("SSA-388646", "")]
    [InlineData("SSA-158827", "")]
    [InlineData("SSA-476715", "M2|M1 on a licence server")]
    [InlineData("SSA-103653", "M2|M1 on a licence server")]
    [InlineData("SSA-282044", "")]
    public void Each_CVE_has_the_sets_that_are_known_to_be_enough(string advisory, string sets) =>
        Find(advisory).Cves.ShouldAllBe(c => string.Join('|', c.SufficientMeasures.Select(Words)) == sets);

    [Fact]
    public void Local_and_set_up_only_weaknesses_are_marked()
    {
        Find("SSA-388646").Reach.ShouldBe(WeaknessReach.LocalOnly);
        Find("SSA-282044").Reach.ShouldBe(WeaknessReach.SetUpOnly);
        AdvisoryCatalogue.BuiltIn.Advisories.Count(a => a.Reach == WeaknessReach.Network).ShouldBe(7);
    }

    [Theory]
    [InlineData("SSA-783261", "ICSA-12-349-01", "2026-02-10", "CVE-2012-4691 8.6")]
    [InlineData("SSA-284342", "ICSA-16-287-02", "2016-10-12", "CVE-2016-8563 7.5, CVE-2016-8564 6.5, CVE-2016-8565 9.1")]
    [InlineData("SSA-920962", "ICSA-18-226-03", "2018-08-14", "CVE-2018-11455 8.8, CVE-2018-11456 5.3")]
    [InlineData("SSA-388646", "ICSA-20-224-07", "2020-08-11", "CVE-2020-7583 7.3")]
    [InlineData("SSA-158827", "ICSA-21-222-02", "2021-08-10", "CVE-2021-25659 5.9")]
    [InlineData("SSA-476715", "ICSA-23-012-10", "2023-01-12", "CVE-2022-43513 8.2, CVE-2022-43514 7.7")]
    [InlineData("SSA-103653", "ICSA-24-256-06", "2025-05-13", "CVE-2024-44087 8.6")]
    [InlineData("SSA-282044", "ICSA-25-226-22", "2026-02-10", "CVE-2025-30033 7.8")]
    public void Numbers_revisions_and_scores_are_the_published_ones(string advisory, string alias, string revision, string cves)
    {
        var found = Find(advisory);
        found.Aliases.ShouldBe([alias]);
        found.Revision.Version.ShouldBe(revision);
        string.Join(", ", found.Cves.Select(c => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{c.Id} {c.CvssBase}"))).ShouldBe(cves);
    }

    private static string Words(MeasureSet set) =>
        string.Join('+', set.Measures.Select(m => $"M{(int)m}")) + (set.OnLicenceServer ? " on a licence server" : "");

    private static Advisory Find(string id) => AdvisoryCatalogue.BuiltIn.Advisories.Single(a => a.Id.Value == id);

    private static AlmVersion Parse(string text) => VersionResolution.Resolve([new VersionEvidence(VersionSource.AutswVersionString, text)]).Version!.Value;
}
