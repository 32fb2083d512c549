namespace AlmCompliance.Domain.Tests.Compliance;

/// <summary>The steps of the note's status, in their order.</summary>
public sealed class StatusOrderTests
{
    [Fact]
    public void Step_1_a_host_that_never_reported_is_unknown() =>
        Judge(Hosts.Case(null, decisions: Decided.Held().AlsoWaived())).ShouldBe((ComplianceStatus.Unknown, StatusReason.NeverReported, ""));

    [Fact]
    public void Step_1_facts_without_a_time_are_no_report() =>
        Judge(Hosts.Case(Hosts.Facts("V5.2")) with { Evidence = null }).ShouldBe((ComplianceStatus.Unknown, StatusReason.NeverReported, ""));

    [Fact]
    public void Step_1_evidence_is_too_old_from_the_moment_it_expires()
    {
        var host = Hosts.Case(Hosts.Facts("V5.2"));

        Judge(host, Hosts.Now.AddDays(6).AddTicks(-1)).Status.ShouldBe(ComplianceStatus.Compliant);
        Judge(host, Hosts.Now.AddDays(6)).ShouldBe((ComplianceStatus.Unknown, StatusReason.EvidenceTooOld, ""));
    }

    [Fact]
    public void Step_1_evidence_of_unknown_origin_is_none_even_if_it_lies_in_the_future() =>
        Judge(Hosts.Case(Hosts.Facts("V5.2")) with { Evidence = new EvidenceStamp(EvidenceOrigin.Unknown, Hosts.Now.AddDays(1)) })
            .ShouldBe((ComplianceStatus.Unknown, StatusReason.EvidenceTooOld, ""));

    [Fact]
    public void Step_1_evidence_from_the_future_proves_nothing_beyond_ten_minutes()
    {
        At(EvidenceOrigin.Agent, Hosts.Now.AddMinutes(10)).Status.ShouldBe(ComplianceStatus.Compliant);
        At(EvidenceOrigin.Agent, Hosts.Now.AddMinutes(10).AddTicks(1)).Reason.ShouldBe(StatusReason.EvidenceTooOld);
        At(EvidenceOrigin.Unknown, Hosts.Now.AddMinutes(5)).Reason.ShouldBe(StatusReason.EvidenceTooOld);

        static (ComplianceStatus Status, StatusReason Reason, string Arguments) At(EvidenceOrigin origin, DateTimeOffset at) =>
            Judge(Hosts.Case(Hosts.Facts("V5.2")) with { Evidence = new EvidenceStamp(origin, at) });
    }

    [Fact]
    public void Step_1_comes_before_every_other_step()
    {
        foreach (var facts in new[] { new HostFacts { Installed = false }, Hosts.Facts("V3.0"), Hosts.Facts("V5.0"), Hosts.Facts("V5.2"), Hosts.Facts() })
        {
            Judge(Hosts.Case(facts, decisions: Decided.Held().AlsoWaived()), Hosts.Now.AddDays(30)).Reason.ShouldBe(StatusReason.EvidenceTooOld);
        }
    }

    [Fact]
    public void Step_2_no_ALM_is_not_applicable() =>
        Judge(new HostFacts { Installed = false, Service = ServiceState.Absent, Processes = [], Listeners = [] })
            .ShouldBe((ComplianceStatus.NotApplicable, StatusReason.NotInstalled, ""));

    [Theory]
    [InlineData(Collector.Autsw, "autsw: access denied")]
    [InlineData(Collector.Uninstall, "uninstall: access denied")]
    [InlineData(Collector.Service, "service: access denied")]
    [InlineData(Collector.Processes, "processes: access denied")]
    public void Step_2_no_ALM_is_doubtful_where_a_search_failed(Collector collector, string doubt) =>
        Judge(new HostFacts { Installed = false }.Failing(collector)).ShouldBe((ComplianceStatus.Unknown, StatusReason.NotInstalledDoubtful, doubt));

    [Theory]
    [InlineData(Collector.Listeners)]
    [InlineData(Collector.Firewall)]
    [InlineData(Collector.Restart)]
    [InlineData(Collector.Browser)]
    [InlineData(Collector.Probes)]
    public void Step_2_other_collectors_raise_no_doubt(Collector collector) =>
        Judge(new HostFacts { Installed = false }.Failing(collector)).Status.ShouldBe(ComplianceStatus.NotApplicable);

    [Fact]
    public void Step_2_a_failure_of_a_collector_nobody_knows_could_be_any_collectors()
    {
        var facts = new HostFacts { Installed = false, Problems = [new CollectorFailure(Collector.Unknown, "everything failed")] };
        Judge(facts).Status.ShouldBe(ComplianceStatus.Unknown);
    }

    [Fact]
    public void Step_2_no_ALM_is_doubtful_where_anything_else_is_told_of_it()
    {
        var none = new HostFacts { Installed = false };
        HostFacts[] told =
        [
            none with { ServiceStateUnclear = true },
            none with { Processes = ["sws.exe"] },
            none with { Port = 4410 },
            none with { RestartPending = true },
            none with { RemoteAccessSetting = true },
            none with { AlmControlPresent = true },
        ];
        foreach (var facts in told)
        {
            Judge(facts).ShouldSatisfyAllConditions(v => v.Status.ShouldBe(ComplianceStatus.Unknown), v => v.Item2.ShouldBe(StatusReason.NotInstalledDoubtful));
        }
    }

    [Fact]
    public void Step_2_no_ALM_is_doubtful_where_a_trace_of_it_is_reported_all_the_same()
    {
        var none = new HostFacts { Installed = false };

        Judge(none with { Service = ServiceState.Running }).ShouldBe((ComplianceStatus.Unknown, StatusReason.NotInstalledDoubtful, "service almservice"));
        Judge(none with { Service = ServiceState.Stopped }).ShouldBe((ComplianceStatus.Unknown, StatusReason.NotInstalledDoubtful, "service almservice"));
        Judge(none with { StartMode = ServiceStartMode.Disabled }).ShouldBe((ComplianceStatus.Unknown, StatusReason.NotInstalledDoubtful, "service almservice"));
        Judge(none with { Processes = ["AlmSrvX.exe"] }).ShouldBe((ComplianceStatus.Unknown, StatusReason.NotInstalledDoubtful, "AlmSrvX.exe"));
        Judge(none with { Listeners = [Hosts.Socket("127.0.0.1")] }).ShouldBe((ComplianceStatus.Unknown, StatusReason.NotInstalledDoubtful, "127.0.0.1:4410 almsrv64x.exe"));
        Judge(none with { Versions = Hosts.Facts("V5.2").Versions }).ShouldBe((ComplianceStatus.Unknown, StatusReason.NotInstalledDoubtful, "V5.2"));
        Judge(none with { Versions = Hosts.Facts(" ").Versions }).Status.ShouldBe(ComplianceStatus.NotApplicable);
        Judge(none with { Service = ServiceState.Absent, StartMode = ServiceStartMode.Manual }).Status.ShouldBe(ComplianceStatus.NotApplicable);
    }

    [Theory]
    [InlineData("V3.0")]
    [InlineData("V2.0", "V3.0")]
    public void Step_2_every_reading_below_V4_is_not_applicable(params string[] versions) =>
        Judge(Hosts.Facts(versions)).Reason.ShouldBe(StatusReason.OutsideScope);

    [Fact]
    public void Step_2_a_version_below_V4_is_not_enough_where_a_collector_failed_or_a_text_cannot_be_read()
    {
        Judge(Hosts.Facts("V3.0").Failing(Collector.Autsw)).ShouldBe((ComplianceStatus.Unknown, StatusReason.VersionCollectorFailed, "autsw"));
        Judge(Hosts.Facts("V3.0").Failing(Collector.Uninstall)).ShouldBe((ComplianceStatus.Unknown, StatusReason.VersionCollectorFailed, "uninstall"));
        Judge(Hosts.Facts("V3.0", "V3.0 HF1")).ShouldBe((ComplianceStatus.Unknown, StatusReason.VersionNotInterpretable, "V3.0 HF1"));
        Judge(Hosts.Facts("V3.0", "V5.0")).Status.ShouldBe(ComplianceStatus.Unknown);
    }

    [Fact]
    public void Step_2_a_pending_restart_does_not_matter_outside_the_scope() =>
        Judge(Hosts.Facts("V3.0") with { RestartPending = true }).Status.ShouldBe(ComplianceStatus.NotApplicable);

    [Fact]
    public void Step_3_no_reading_is_unknown()
    {
        Judge(Hosts.Facts()).ShouldBe((ComplianceStatus.Unknown, StatusReason.VersionMissing, ""));
        Judge(new HostFacts()).ShouldBe((ComplianceStatus.Unknown, StatusReason.VersionMissing, ""));
    }

    [Fact]
    public void Step_3_an_unreadable_text_is_unknown() =>
        Judge(Hosts.Facts("V5.2", "V5.2 HF1")).ShouldBe((ComplianceStatus.Unknown, StatusReason.VersionNotInterpretable, "V5.2 HF1"));

    [Fact]
    public void Step_3_a_contradiction_is_unknown_and_shows_both() =>
        Judge(Hosts.Facts("V5.2", "V5.3")).ShouldBe((ComplianceStatus.Unknown, StatusReason.VersionContradiction, "V5.2|V5.3"));

    [Theory]
    [InlineData(Collector.Autsw, "autsw")]
    [InlineData(Collector.Uninstall, "uninstall")]
    public void Step_3_a_failed_version_collector_is_unknown(Collector collector, string name) =>
        Judge(Hosts.Facts("V5.2").Failing(collector)).ShouldBe((ComplianceStatus.Unknown, StatusReason.VersionCollectorFailed, name));

    [Theory]
    [InlineData(Collector.Service)]
    [InlineData(Collector.Processes)]
    [InlineData(Collector.Listeners)]
    [InlineData(Collector.Firewall)]
    [InlineData(Collector.Restart)]
    [InlineData(Collector.Browser)]
    [InlineData(Collector.Probes)]
    public void Step_3_other_collectors_leave_the_status_of_a_fixed_host_alone(Collector collector) =>
        Judge(Hosts.Facts("V5.2").Failing(collector)).Status.ShouldBe(ComplianceStatus.Compliant);

    [Fact]
    public void Step_3_goes_on_as_affected_where_every_readable_text_is_affected()
    {
        Judge(Hosts.Facts("V5.0", "V5.0 HF1")).ShouldBe((ComplianceStatus.NonCompliant, StatusReason.Affected, "V5.0|V5.1 SP1 Upd3"));
        Judge(Hosts.Facts("V5.0", "V5.1")).Status.ShouldBe(ComplianceStatus.NonCompliant);
        Judge(Hosts.Facts("V5.0").Failing(Collector.Autsw)).Status.ShouldBe(ComplianceStatus.NonCompliant);
        Judge(Hosts.Case(Hosts.Facts("V5.0", "V5.1"), decisions: Decided.Held())).Status.ShouldBe(ComplianceStatus.Mitigated);
    }

    [Fact]
    public void Step_3_an_inferred_version_that_straddles_the_fix_is_unknown_and_never_fixed()
    {
        Judge(Hosts.Facts("05.01.1001")).ShouldBe((ComplianceStatus.Unknown, StatusReason.VersionNotInterpretable, "05.01.1001"));
        Judge(Hosts.Facts("06.00.1203")).Status.ShouldBe(ComplianceStatus.Compliant);
        Judge(Hosts.Facts("05.00.1203")).Status.ShouldBe(ComplianceStatus.NonCompliant);
    }

    [Fact]
    public void Step_4_fixed_without_a_pending_restart_is_compliant() =>
        Judge(Hosts.Facts("V5.1 SP1 Upd3")).ShouldBe((ComplianceStatus.Compliant, StatusReason.Fixed, "V5.1 SP1 Upd3"));

    [Fact]
    public void Step_4_fixed_with_a_pending_restart_is_non_compliant_whatever_is_decided() =>
        Judge(Hosts.Case(Hosts.Facts("V5.2") with { RestartPending = true }, decisions: Decided.Held().AlsoWaived()))
            .ShouldBe((ComplianceStatus.NonCompliant, StatusReason.RestartPending, "V5.2"));

    [Fact]
    public void Step_4_fixed_with_nobody_knowing_of_a_restart_is_unknown() =>
        Judge(Hosts.Facts("V5.2") with { RestartPending = null }).ShouldBe((ComplianceStatus.Unknown, StatusReason.RestartNotKnown, "V5.2"));

    [Fact]
    public void Step_5_a_valid_deferral_and_every_measure_is_mitigated() =>
        Judge(Hosts.Case(Hosts.Facts("V5.0"), decisions: Decided.Held())).ShouldBe((ComplianceStatus.Mitigated, StatusReason.MeasuresInPlace, "V5.0|UD-1"));

    [Fact]
    public void Step_5_remote_access_not_required_of_a_licence_server_is_enough() =>
        Judge(Hosts.Case(Hosts.Facts("V5.0") with { Listeners = [Hosts.Socket("0.0.0.0")] }, decisions: Decided.Held().ServingLicences()))
            .Status.ShouldBe(ComplianceStatus.Mitigated);

    [Fact]
    public void Step_5_one_missing_measure_is_not_mitigated()
    {
        var facts = Hosts.Facts("V5.0");

        Judge(Hosts.Case(facts, decisions: Decided.Deferred().Attesting(ProtectiveMeasure.Port))).Status.ShouldBe(ComplianceStatus.NonCompliant);
        Judge(Hosts.Case(facts, decisions: Decided.Deferred().Attesting(ProtectiveMeasure.Browser))).Status.ShouldBe(ComplianceStatus.NonCompliant);
        Judge(Hosts.Case(facts with { Listeners = null }, decisions: Decided.Held())).Status.ShouldBe(ComplianceStatus.NonCompliant);
        Judge(Hosts.Case(facts with { Listeners = [Hosts.Socket("0.0.0.0")] }, decisions: Decided.Held())).Status.ShouldBe(ComplianceStatus.NonCompliant);
    }

    [Fact]
    public void Step_5_measures_without_a_valid_deferral_are_not_mitigated()
    {
        var measures = HostDecisions.None.Attesting(ProtectiveMeasure.Port).Attesting(ProtectiveMeasure.Browser);

        Judge(Hosts.Case(Hosts.Facts("V5.0"), decisions: measures)).Status.ShouldBe(ComplianceStatus.NonCompliant);
        Judge(Hosts.Case(Hosts.Facts("V5.0"), decisions: measures with { Deferrals = Decided.Deferred(Hosts.Now).Deferrals })).Status.ShouldBe(ComplianceStatus.NonCompliant);
    }

    [Fact]
    public void Step_5_a_deferral_of_another_advisory_covers_nothing()
    {
        var other = Decided.Held() with { Deferrals = [new AdvisoryDecision(new AdvisoryId("SSA-1"), new ValidDecision("UD-2", Decided.Later))] };

        Judge(Hosts.Case(Hosts.Facts("V5.0"), decisions: other)).Status.ShouldBe(ComplianceStatus.NonCompliant);
    }

    [Fact]
    public void Step_5_comes_before_a_waiver() =>
        Judge(Hosts.Case(Hosts.Facts("V5.0"), decisions: Decided.Held().AlsoWaived())).Status.ShouldBe(ComplianceStatus.Mitigated);

    [Fact]
    public void Step_6_affected_and_validly_waived_is_waived()
    {
        Judge(Hosts.Case(Hosts.Facts("V5.0"), decisions: Decided.Waived())).ShouldBe((ComplianceStatus.Waived, StatusReason.RiskAccepted, "V5.0|W-1"));
        Judge(Hosts.Case(Hosts.Facts("V5.0"), decisions: Decided.Waived(Hosts.Now))).Status.ShouldBe(ComplianceStatus.NonCompliant);
    }

    [Fact]
    public void Step_6_a_waiver_covers_nothing_but_an_affected_host() =>
        Judge(Hosts.Case(Hosts.Facts("V5.2 HF1"), decisions: Decided.Waived())).Status.ShouldBe(ComplianceStatus.Unknown);

    [Fact]
    public void Step_7_affected_and_nothing_holds_it_is_non_compliant() =>
        Judge(Hosts.Facts("V5.1 SP1 Upd2")).ShouldBe((ComplianceStatus.NonCompliant, StatusReason.Affected, "V5.1 SP1 Upd2|V5.1 SP1 Upd3"));

    private static (ComplianceStatus Status, StatusReason Reason, string Arguments) Judge(HostFacts facts) => Judge(Hosts.Case(facts));

    private static (ComplianceStatus Status, StatusReason Reason, string Arguments) Judge(HostCase host, DateTimeOffset? now = null)
    {
        var verdict = Hosts.Assess(host, now).NoteStatus();
        verdict.Advisory.ShouldBe(Hosts.Note);
        return (verdict.Status, verdict.Reason, string.Join('|', verdict.Arguments));
    }
}
