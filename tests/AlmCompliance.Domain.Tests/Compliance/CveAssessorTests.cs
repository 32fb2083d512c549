namespace AlmCompliance.Domain.Tests.Compliance;

/// <summary>What still applies of each weakness, given version and measures.</summary>
public sealed class CveAssessorTests
{
    private static readonly HostFacts Upd2 = Hosts.Facts("V5.1 SP1 Upd2");

    [Fact]
    public void On_V5_1_SP1_Upd2_only_4532_of_the_note_applies_and_only_the_browser_measure_holds_it()
    {
        var closed = HostDecisions.None.Attesting(ProtectiveMeasure.Port);

        Judge(Hosts.Case(Upd2, decisions: closed), "CVE-2011-4529").ShouldBe((CveApplicability.DoesNotApply, CveHold.NotNeeded));
        Judge(Hosts.Case(Upd2, decisions: closed), "CVE-2011-4532").ShouldBe((CveApplicability.Applies, CveHold.NotHeld));
        Judge(Hosts.Case(Upd2 with { AlmControlPresent = false }), "CVE-2011-4532").ShouldBe((CveApplicability.Applies, CveHold.Held));
    }

    [Fact]
    public void Port_and_remote_access_together_hold_the_network_CVEs_of_the_note()
    {
        var facts = Hosts.Facts("V5.0");

        Judge(Hosts.Case(facts, decisions: HostDecisions.None.Attesting(ProtectiveMeasure.Port)), "CVE-2011-4530").ShouldBe((CveApplicability.Applies, CveHold.Held));
        Judge(Hosts.Case(facts), "CVE-2011-4530").ShouldBe((CveApplicability.Applies, CveHold.NotHeld));
        Judge(Hosts.Case(facts), "CVE-2012-4691").ShouldBe((CveApplicability.Applies, CveHold.Held));
    }

    [Fact]
    public void Nothing_ever_holds_a_local_or_a_set_up_weakness()
    {
        var all = HostDecisions.None.Attesting(ProtectiveMeasure.Port).Attesting(ProtectiveMeasure.Browser).ServingLicences();

        Judge(Hosts.Case(Hosts.Facts("V5.0"), decisions: all), "CVE-2020-7583").Hold.ShouldBe(CveHold.NotHeld);
        Judge(Hosts.Case(Hosts.Facts("V6.2"), decisions: all), "CVE-2025-30033").Hold.ShouldBe(CveHold.NotHeld);
    }

    [Fact]
    public void On_V3_outside_the_note_4532_applies() =>
        Judge(Hosts.Case(Hosts.Facts("V3.0")), "CVE-2011-4532").ShouldBe((CveApplicability.Applies, CveHold.NotHeld));

    [Fact]
    public void Until_the_restart_is_done_nobody_knows_what_runs()
    {
        Judge(Hosts.Case(Hosts.Facts("V5.2") with { RestartPending = true }), "CVE-2011-4532").ShouldBe((CveApplicability.Unknown, CveHold.Unknown));
        Judge(Hosts.Case(Hosts.Facts("V5.2") with { RestartPending = null }), "CVE-2011-4532").ShouldBe((CveApplicability.Unknown, CveHold.Unknown));
        Judge(Hosts.Case(Hosts.Facts("V5.2")), "CVE-2011-4532").ShouldBe((CveApplicability.DoesNotApply, CveHold.NotNeeded));
        Judge(Hosts.Case(new HostFacts { Installed = false }), "CVE-2011-4532").ShouldBe((CveApplicability.DoesNotApply, CveHold.NotNeeded));
    }

    [Fact]
    public void Nothing_is_known_without_a_report()
    {
        Judge(Hosts.Case(null), "CVE-2011-4532").ShouldBe((CveApplicability.Unknown, CveHold.Unknown));
        Judge(Hosts.Case(Upd2) with { Evidence = null }, "CVE-2011-4532").Applies.ShouldBe(CveApplicability.Unknown);
    }

    [Fact]
    public void Every_CVE_of_the_catalogue_is_answered_once_with_its_reach()
    {
        var verdicts = CveAssessor.Assess(Hosts.Case(Upd2), AdvisoryCatalogue.BuiltIn, FreshnessLimits.Default, Hosts.Now);

        verdicts.Select(v => v.Cve).ShouldBe(AdvisoryCatalogue.BuiltIn.Advisories.SelectMany(a => a.Cves).Select(c => c.Id));
        verdicts.Single(v => v.Cve.Value == "CVE-2025-30033").Reach.ShouldBe(WeaknessReach.SetUpOnly);
    }

    private static (CveApplicability Applies, CveHold Hold) Judge(HostCase host, string cve)
    {
        var verdict = CveAssessor.Assess(host, AdvisoryCatalogue.BuiltIn, FreshnessLimits.Default, Hosts.Now).Single(v => v.Cve.Value == cve);
        return (verdict.Applies, verdict.Hold);
    }
}
