namespace AlmCompliance.Domain.Tests.Compliance;

/// <summary>Advisories whose publisher asks for no measure of its own: each CVE that applies wants one complete set.</summary>
public sealed class OtherAdvisoryTests
{
    private static readonly AdvisoryId Id = new("SSA-1");

    private static readonly Cve Network = Weakness("CVE-1", new MeasureSet([ProtectiveMeasure.RemoteAccess]), new MeasureSet([ProtectiveMeasure.Port], OnLicenceServer: true));

    private static readonly Cve Browser = Weakness("CVE-2", new MeasureSet([ProtectiveMeasure.Browser]));

    private static readonly HostFacts Off = Hosts.Facts("V5.0");

    private static readonly HostFacts On = Off with { Listeners = [Hosts.Socket("0.0.0.0")] };

    [Fact]
    public void One_complete_set_for_each_CVE_is_mitigated()
    {
        Judge(Off, Deferred(), Network).ShouldBe(ComplianceStatus.Mitigated);
        Judge(Off, Deferred(), Network, Browser).ShouldBe(ComplianceStatus.NonCompliant);
        Judge(Off, Deferred().Attesting(ProtectiveMeasure.Browser), Network, Browser).ShouldBe(ComplianceStatus.Mitigated);
        Judge(On, Deferred(), Network).ShouldBe(ComplianceStatus.NonCompliant);
        Judge(Off, HostDecisions.None, Network).ShouldBe(ComplianceStatus.NonCompliant);
    }

    [Fact]
    public void Every_measure_of_a_set_is_needed()
    {
        var both = Weakness("CVE-3", new MeasureSet([ProtectiveMeasure.RemoteAccess, ProtectiveMeasure.Port]));

        Judge(Off, Deferred(), both).ShouldBe(ComplianceStatus.NonCompliant);
        Judge(Off, Deferred().Attesting(ProtectiveMeasure.Port), both).ShouldBe(ComplianceStatus.Mitigated);
    }

    [Fact]
    public void The_set_of_a_licence_server_counts_on_a_valid_licence_server_alone()
    {
        var port = Deferred().Attesting(ProtectiveMeasure.Port);

        Judge(On, port, Network).ShouldBe(ComplianceStatus.NonCompliant);
        Judge(On, port.ServingLicences(), Network).ShouldBe(ComplianceStatus.Mitigated);
        Judge(On, port.ServingLicences(Hosts.Now), Network).ShouldBe(ComplianceStatus.NonCompliant);
    }

    [Fact]
    public void A_measure_that_is_not_required_fills_no_set() =>
        Judge(On, Deferred().ServingLicences(), Network).ShouldBe(ComplianceStatus.NonCompliant);

    [Fact]
    public void A_CVE_that_does_not_apply_wants_no_set()
    {
        var newer = Browser with { Affected = Versions(new AlmVersion(6, 0), null) };
        var older = Browser with { Affected = Versions(null, new AlmVersion(5, 0)) };

        Judge(Off, Deferred(), Network, newer, older).ShouldBe(ComplianceStatus.Mitigated);
    }

    [Fact]
    public void A_CVE_of_which_nobody_knows_whether_it_applies_wants_its_set()
    {
        var straddled = Browser with { Affected = Versions(null, new AlmVersion(5, 0, 5)) };

        Judge(Off with { Versions = Hosts.Facts("05.00.1203").Versions }, Deferred(), Network, straddled).ShouldBe(ComplianceStatus.NonCompliant);
    }

    [Fact]
    public void Without_a_set_nothing_is_ever_mitigated()
    {
        Judge(Off, Deferred(), Weakness("CVE-4")).ShouldBe(ComplianceStatus.NonCompliant);
        Judge(Off, Deferred(), Weakness("CVE-5", new MeasureSet([]))).ShouldBe(ComplianceStatus.NonCompliant);
        Judge(Off, Deferred()).ShouldBe(ComplianceStatus.NonCompliant);
    }

    [Fact]
    public void A_publisher_that_asks_for_one_measure_wants_that_one()
    {
        var asking = Of() with { AskedMeasures = [ProtectiveMeasure.RemoteAccess] };

        Judge(Off, Deferred(), asking).ShouldBe(ComplianceStatus.Mitigated);
        Judge(On, Deferred(), asking).ShouldBe(ComplianceStatus.NonCompliant);
    }

    [Fact]
    public void What_a_publisher_asks_for_is_enough_where_its_weaknesses_say_nothing_of_the_version()
    {
        var asking = Of(Browser with { Affected = Versions(new AlmVersion(5, 5), new AlmVersion(6, 0)) }) with { AskedMeasures = [ProtectiveMeasure.RemoteAccess] };

        Judge(Off, Deferred(), asking).ShouldBe(ComplianceStatus.Mitigated);
    }

    [Fact]
    public void A_status_tells_until_when_its_update_is_deferred()
    {
        var statuses = HostAssessor.Assess(Hosts.Case(On, decisions: Deferred()), new AdvisoryCatalogue([ProductNote57252401.Advisory, Of(Network)]), FreshnessLimits.Default, Hosts.Now).Statuses;

        statuses.Select(s => s.DeferredUntil).ShouldBe([null, Decided.Later]);
    }

    [Fact]
    public void Each_advisory_has_its_own_status_measures_and_findings()
    {
        var catalogue = new AdvisoryCatalogue([ProductNote57252401.Advisory, Of(Network, Browser)]);

        var assessment = HostAssessor.Assess(Hosts.Case(Hosts.Facts("V5.2")), catalogue, FreshnessLimits.Default, Hosts.Now);

        assessment.Statuses.Select(s => (s.Advisory, s.Status)).ShouldBe([(Hosts.Note, ComplianceStatus.Compliant), (Id, ComplianceStatus.NonCompliant)]);
        assessment.Measures.Where(m => m.Advisory == Id).Select(m => m.Measure)
            .ShouldBe([ProtectiveMeasure.RemoteAccess, ProtectiveMeasure.Port, ProtectiveMeasure.Browser]);
        assessment.Findings.Where(f => f.Rule == RuleId.ALM0001).ShouldHaveSingleItem().Advisory.ShouldBe(Id);
    }

    private static ComplianceStatus Judge(HostFacts facts, HostDecisions decisions, params Cve[] cves) => Judge(facts, decisions, Of(cves));

    private static ComplianceStatus Judge(HostFacts facts, HostDecisions decisions, Advisory advisory) =>
        HostAssessor.Assess(Hosts.Case(facts, decisions: decisions), new AdvisoryCatalogue([advisory]), FreshnessLimits.Default, Hosts.Now).Statuses[0].Status;

    private static HostDecisions Deferred() =>
        new() { Deferrals = [new AdvisoryDecision(Id, new ValidDecision("UD-1", Decided.Later))] };

    private static Advisory Of(params Cve[] cves) => ProductNote57252401.Advisory with
    {
        Id = Id, Affected = Versions(null, new AlmVersion(6, 0)), AskedMeasures = [], Cves = cves,
    };

    private static Cve Weakness(string id, params MeasureSet[] sets) => new(new CveId(id), Versions(null, new AlmVersion(6, 0)), 5.0m, sets);

    private static AffectedVersions Versions(AlmVersion? from, AlmVersion? below) => AffectedVersions.Of(new AffectedRange(from, below));
}
