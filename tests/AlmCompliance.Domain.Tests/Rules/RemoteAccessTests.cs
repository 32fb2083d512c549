namespace AlmCompliance.Domain.Tests.Rules;

public sealed class RemoteAccessTests
{
    private static readonly ListeningSocket[] Reachable = [Hosts.Socket("127.0.0.1"), Hosts.Socket("0.0.0.0")];
    private static readonly ListeningSocket[] Loopback = [Hosts.Socket("127.0.0.1"), Hosts.Socket("::1")];

    /// <summary>An installed, running ALM of which nothing tells whether others can reach it.</summary>
    private static readonly HostFacts Silent = Hosts.Facts("V5.2") with { Listeners = null };

    private static readonly HostCase ProvenOff = Hosts.Case(Silent with { RemoteAccessSetting = false }) with { ProvenSettings = [new ProductLine(5)] };
    private static readonly HostFacts Stopped = Silent with { Service = ServiceState.Absent, StartMode = null, Processes = [] };

    [Fact]
    public void Step_1_a_probe_within_seven_days_found_it_open() =>
        Judge(Hosts.Case(Silent, probedOpen: Hosts.Now.AddDays(-7).AddTicks(1))).ShouldBe((RemoteAccessState.On, RemoteAccessBasis.Probe));

    [Fact]
    public void Step_1_an_older_probe_proves_nothing() =>
        Judge(Hosts.Case(Silent, probedOpen: Hosts.Now.AddDays(-7))).Basis.ShouldNotBe(RemoteAccessBasis.Probe);

    [Fact]
    public void Step_1_comes_before_every_fact_of_the_host()
    {
        foreach (var facts in new[] { Stopped, Silent with { Listeners = Loopback }, Silent with { RemoteAccessSetting = false, Listeners = Reachable } })
        {
            Judge(Hosts.Case(facts, probedOpen: Hosts.Now.AddDays(-1))).Basis.ShouldBe(RemoteAccessBasis.Probe);
        }
    }

    [Fact]
    public void Step_2_a_disabled_setting_contradicts_a_reachable_listener() =>
        JudgeDetails(Silent with { RemoteAccessSetting = false, Listeners = Reachable })
            .ShouldBe((RemoteAccessState.Unknown, RemoteAccessBasis.Contradiction, "setting disabled|0.0.0.0:4410 almsrv64x.exe"));

    [Fact]
    public void Step_2_an_enabled_setting_contradicts_loopback_listeners() =>
        JudgeDetails(Silent with { RemoteAccessSetting = true, Listeners = Loopback })
            .ShouldBe((RemoteAccessState.Unknown, RemoteAccessBasis.Contradiction, "setting enabled|127.0.0.1:4410 almsrv64x.exe"));

    [Fact]
    public void Step_2_an_enabled_setting_contradicts_an_empty_listener_list_only_while_the_service_runs()
    {
        var empty = Silent with { RemoteAccessSetting = true, Listeners = [] };

        JudgeDetails(empty).ShouldBe((RemoteAccessState.Unknown, RemoteAccessBasis.Contradiction, "setting enabled|no listener"));
        Judge(empty with { Service = ServiceState.Stopped }).ShouldBe((RemoteAccessState.On, RemoteAccessBasis.Setting));
    }

    [Fact]
    public void Step_2_an_enabled_setting_does_not_contradict_listeners_that_were_not_read_in_full() =>
        Judge((Silent with { RemoteAccessSetting = true, Listeners = Loopback }).Failing(Collector.Listeners))
            .ShouldBe((RemoteAccessState.On, RemoteAccessBasis.Setting));

    [Fact]
    public void Step_2_a_setting_that_agrees_with_the_listeners_contradicts_nothing()
    {
        Judge(Silent with { RemoteAccessSetting = true, Listeners = Reachable }).Basis.ShouldBe(RemoteAccessBasis.Listening);
        Judge(Silent with { RemoteAccessSetting = false, Listeners = Loopback }).Basis.ShouldBe(RemoteAccessBasis.LoopbackOnly);
    }

    [Theory]
    [InlineData(ServiceState.Absent, null, "service absent")]
    [InlineData(ServiceState.Stopped, ServiceStartMode.Disabled, "service disabled")]
    [InlineData(null, ServiceStartMode.Disabled, "service disabled")]
    public void Step_2_a_service_that_cannot_run_contradicts_a_listener_even_on_loopback(ServiceState? service, ServiceStartMode? mode, string words) =>
        JudgeDetails(Silent with { Service = service, StartMode = mode, Processes = [], Listeners = Loopback })
            .ShouldBe((RemoteAccessState.Unknown, RemoteAccessBasis.Contradiction, $"{words}|127.0.0.1:4410 almsrv64x.exe"));

    [Fact]
    public void Evidence_that_is_too_old_still_shows_access_but_never_the_lack_of_it()
    {
        var later = Hosts.Now.AddDays(6);
        foreach (var facts in (HostFacts[])[Stopped, Silent with { Listeners = Loopback }, new HostFacts { Installed = false }])
        {
            Judge(Hosts.Case(facts)).State.ShouldBe(RemoteAccessState.Off);
            Judge(Hosts.Case(facts), later).State.ShouldNotBe(RemoteAccessState.Off);
        }

        Judge(ProvenOff, later).State.ShouldNotBe(RemoteAccessState.Off);
        Judge(Hosts.Case(Silent with { Listeners = Reachable }), later).ShouldBe((RemoteAccessState.On, RemoteAccessBasis.Listening));
        Judge(Hosts.Case(Silent, decisions: HostDecisions.None.Attesting(ProtectiveMeasure.RemoteAccess)), later).Basis.ShouldBe(RemoteAccessBasis.Attestation);
    }

    [Fact]
    public void Step_7_a_setting_that_is_off_counts_only_for_a_line_whose_setting_the_site_proved()
    {
        Judge(Hosts.Case(Silent with { RemoteAccessSetting = false })).Basis.ShouldBe(RemoteAccessBasis.Default);
        Judge(ProvenOff with { ProvenSettings = [new ProductLine(6), new ProductLine(5, 1)] }).Basis.ShouldBe(RemoteAccessBasis.Default);
        Judge(ProvenOff with { ProvenSettings = [new ProductLine(6), new ProductLine(5, 2)] }).State.ShouldBe(RemoteAccessState.Off);
        Judge(Hosts.Case(Silent with { RemoteAccessSetting = true })).ShouldBe((RemoteAccessState.On, RemoteAccessBasis.Setting));

        var unread = Hosts.Facts("?") with { Listeners = null, RemoteAccessSetting = false };
        Judge(ProvenOff with { Facts = unread }).State.ShouldNotBe(RemoteAccessState.Off, "nobody knows which line it is");
    }

    [Fact]
    public void Step_7_a_setting_beside_a_problem_that_could_be_its_own_proves_nothing()
    {
        Judge(ProvenOff).ShouldBe((RemoteAccessState.Off, RemoteAccessBasis.Setting));
        Judge(ProvenOff with { Facts = (Silent with { RemoteAccessSetting = false }).Failing(Collector.Unknown) }).State.ShouldNotBe(RemoteAccessState.Off);
        Judge((Silent with { RemoteAccessSetting = true }).Failing(Collector.Unknown)).State.ShouldBe(RemoteAccessState.On);
    }

    [Fact]
    public void Step_2_a_contradiction_stands_even_where_the_collectors_failed() =>
        Judge((Stopped with { Listeners = Loopback }).Failing(Collector.Service, Collector.Listeners, Collector.Processes))
            .Basis.ShouldBe(RemoteAccessBasis.Contradiction);

    [Fact]
    public void Step_2_a_disabled_service_that_runs_without_a_process_contradicts_itself() =>
        JudgeDetails(Silent with { StartMode = ServiceStartMode.Disabled, Processes = [] })
            .ShouldBe((RemoteAccessState.Unknown, RemoteAccessBasis.Contradiction, "service disabled|service running"));

    [Theory]
    [InlineData(ServiceState.Absent, null)]
    [InlineData(ServiceState.Stopped, ServiceStartMode.Disabled)]
    [InlineData(null, ServiceStartMode.Disabled)]
    public void Step_3_a_service_that_cannot_run_and_no_process_of_the_ALM(ServiceState? service, ServiceStartMode? mode) =>
        Judge(Silent with { Service = service, StartMode = mode, Processes = ["svchost.exe", "calmly.exe"] })
            .ShouldBe((RemoteAccessState.Off, RemoteAccessBasis.ServiceNotRunning));

    [Theory]
    [InlineData(ServiceState.Stopped, ServiceStartMode.Manual)]
    [InlineData(ServiceState.Stopped, ServiceStartMode.Automatic)]
    [InlineData(ServiceState.Stopped, null)]
    [InlineData(null, null)]
    public void Step_3_a_service_that_is_merely_stopped_can_start_again(ServiceState? service, ServiceStartMode? mode) =>
        Judge(Silent with { Service = service, StartMode = mode, Processes = [] }).State.ShouldBe(RemoteAccessState.AssumedOn);

    [Theory]
    [InlineData("almsrv64x.exe")]
    [InlineData("ALMAPPX.EXE")]
    [InlineData(@"C:\Program Files (x86)\Common Files\Siemens\sws\almsrv\almsrvx.exe")]
    [InlineData("/opt/almxptray.exe")]
    [InlineData(" almgui64x.exe")]
    public void Step_3_a_process_of_the_ALM_may_still_listen(string process) =>
        Judge(Stopped with { Processes = ["svchost.exe", process] }).State.ShouldBe(RemoteAccessState.AssumedOn);

    [Fact]
    public void Step_3_a_process_list_that_was_not_read_proves_nothing() =>
        Judge(Stopped with { Processes = null }).State.ShouldBe(RemoteAccessState.AssumedOn);

    [Theory]
    [InlineData(Collector.Service)]
    [InlineData(Collector.Processes)]
    public void Step_3_a_failed_collector_proves_nothing(Collector collector) =>
        Judge(Stopped.Failing(collector)).State.ShouldBe(RemoteAccessState.AssumedOn);

    [Fact]
    public void Step_3_comes_before_the_setting() =>
        Judge(Stopped with { RemoteAccessSetting = true }).Basis.ShouldBe(RemoteAccessBasis.ServiceNotRunning);

    [Fact]
    public void Step_4_a_complete_list_with_loopback_only() =>
        JudgeDetails(Silent with { Listeners = Loopback })
            .ShouldBe((RemoteAccessState.Off, RemoteAccessBasis.LoopbackOnly, "127.0.0.1:4410 almsrv64x.exe|[::1]:4410 almsrv64x.exe"));

    [Fact]
    public void Step_4_one_listener_on_loopback_speaks_even_where_the_service_does_not()
    {
        var one = Silent with { Service = null, Listeners = [Hosts.Socket("127.0.0.1")] };

        Judge(one).ShouldBe((RemoteAccessState.Off, RemoteAccessBasis.LoopbackOnly));
        Judge(one with { RemoteAccessSetting = true }).Basis.ShouldBe(RemoteAccessBasis.Contradiction);
    }

    [Fact]
    public void Step_4_an_empty_list_while_the_service_runs_and_not_otherwise()
    {
        Judge(Silent with { Listeners = [] }).ShouldBe((RemoteAccessState.Off, RemoteAccessBasis.LoopbackOnly));
        Judge(Silent with { Listeners = [], Service = ServiceState.Stopped }).State.ShouldBe(RemoteAccessState.AssumedOn);
        Judge(Silent with { Listeners = [], Service = null }).State.ShouldBe(RemoteAccessState.AssumedOn);
        Judge((Silent with { Listeners = [] }).Failing(Collector.Service)).State.ShouldBe(RemoteAccessState.AssumedOn);
    }

    [Theory]
    [InlineData(Collector.Listeners)]
    [InlineData(Collector.Processes)]
    public void Step_4_a_list_that_was_not_read_in_full_proves_nothing(Collector collector)
    {
        Judge((Silent with { Listeners = Loopback }).Failing(collector)).State.ShouldBe(RemoteAccessState.AssumedOn);
        Judge((Silent with { Listeners = [] }).Failing(collector)).State.ShouldBe(RemoteAccessState.AssumedOn);
    }

    [Fact]
    public void Step_5_a_listener_that_the_firewall_keeps_from_everyone() =>
        JudgeDetails(Silent with { Listeners = [Hosts.Socket("0.0.0.0")], FirewallEnabled = true, AlmInbound = FirewallVerdict.Blocked })
            .ShouldBe((RemoteAccessState.Off, RemoteAccessBasis.Firewall, "0.0.0.0:4410 almsrv64x.exe"));

    [Theory]
    [InlineData(true, FirewallVerdict.Restricted)]
    [InlineData(true, FirewallVerdict.Allowed)]
    [InlineData(true, null)]
    [InlineData(false, FirewallVerdict.Blocked)]
    [InlineData(null, FirewallVerdict.Blocked)]
    public void Step_5_a_firewall_that_is_off_or_lets_anyone_in_blocks_nothing(bool? enabled, FirewallVerdict? verdict) =>
        Judge(Silent with { Listeners = Reachable, FirewallEnabled = enabled, AlmInbound = verdict })
            .ShouldBe((RemoteAccessState.On, RemoteAccessBasis.Listening));

    [Fact]
    public void Step_5_a_failed_firewall_collector_blocks_nothing() =>
        Judge((Silent with { Listeners = Reachable, FirewallEnabled = true, AlmInbound = FirewallVerdict.Blocked }).Failing(Collector.Firewall))
            .State.ShouldBe(RemoteAccessState.On);

    [Fact]
    public void Step_6_it_listens_where_others_can_reach_it() =>
        JudgeDetails(Silent with { Listeners = Reachable })
            .ShouldBe((RemoteAccessState.On, RemoteAccessBasis.Listening, "127.0.0.1:4410 almsrv64x.exe|0.0.0.0:4410 almsrv64x.exe"));

    [Theory]
    [InlineData("::")]
    [InlineData("10.20.4.41")]
    [InlineData("fe80::1")]
    public void Step_6_any_address_but_loopback_is_reachable(string address) =>
        Judge(Silent with { Listeners = [Hosts.Socket(address)] }).State.ShouldBe(RemoteAccessState.On);

    [Fact]
    public void Step_6_a_port_other_than_the_default_is_reachable_all_the_same() =>
        Judge(Silent with { Listeners = [Hosts.Socket("0.0.0.0", 5555)] }).State.ShouldBe(RemoteAccessState.On);

    [Fact]
    public void Step_6_stands_even_where_the_collector_failed_in_part() =>
        Judge((Silent with { Listeners = Reachable }).Failing(Collector.Listeners)).State.ShouldBe(RemoteAccessState.On);

    [Fact]
    public void Step_6_comes_before_an_attestation() =>
        Judge(Hosts.Case(Silent with { Listeners = Reachable }, decisions: HostDecisions.None.Attesting(ProtectiveMeasure.RemoteAccess)))
            .State.ShouldBe(RemoteAccessState.On);

    [Fact]
    public void Step_6_shows_no_more_than_eight_sockets() =>
        Hosts.Assess(Silent with { Listeners = [.. Enumerable.Range(1, 50).Select(i => Hosts.Socket("0.0.0.0", i))] })
            .RemoteAccess.Details.Count.ShouldBe(8);

    [Theory]
    [InlineData(true, RemoteAccessState.On)]
    [InlineData(false, RemoteAccessState.Off)]
    public void Step_7_the_setting_that_the_site_proved(bool setting, RemoteAccessState expected) =>
        Judge(Hosts.Case(Silent with { RemoteAccessSetting = setting }, decisions: HostDecisions.None.Attesting(ProtectiveMeasure.RemoteAccess)) with { ProvenSettings = ProvenOff.ProvenSettings })
            .ShouldBe((expected, RemoteAccessBasis.Setting));

    [Fact]
    public void Step_7_else_an_attestation_while_it_is_valid()
    {
        var host = Hosts.Case(Silent, decisions: HostDecisions.None.Attesting(ProtectiveMeasure.RemoteAccess, Hosts.Now.AddDays(1)));

        Hosts.Assess(host).RemoteAccess.Details.ShouldBe(["AT-1"]);
        Judge(host).ShouldBe((RemoteAccessState.Off, RemoteAccessBasis.Attestation));
        Judge(host, Hosts.Now.AddDays(1)).ShouldBe((RemoteAccessState.AssumedOn, RemoteAccessBasis.Default));
    }

    [Fact]
    public void Step_7_an_attestation_of_another_measure_says_nothing_of_remote_access() =>
        Judge(Hosts.Case(Silent, decisions: HostDecisions.None.Attesting(ProtectiveMeasure.Port))).State.ShouldBe(RemoteAccessState.AssumedOn);

    [Theory]
    [InlineData("V5.2", RemoteAccessState.AssumedOn, RemoteAccessBasis.Default)]
    [InlineData("V6.0 SP1 Upd9", RemoteAccessState.AssumedOn, RemoteAccessBasis.Default)]
    [InlineData("V6.0", RemoteAccessState.AssumedOn, RemoteAccessBasis.Default)]
    [InlineData("06.00.1203", RemoteAccessState.AssumedOn, RemoteAccessBasis.Default)]
    [InlineData("V6.0 SP2 HF1", RemoteAccessState.AssumedOn, RemoteAccessBasis.Default)]
    [InlineData("", RemoteAccessState.AssumedOn, RemoteAccessBasis.Default)]
    [InlineData("V6.0 SP2", RemoteAccessState.Unknown, RemoteAccessBasis.None)]
    [InlineData("V6.2", RemoteAccessState.Unknown, RemoteAccessBasis.None)]
    [InlineData("06.02.1003", RemoteAccessState.Unknown, RemoteAccessBasis.None)]
    public void Step_8_assumed_on_unless_the_version_is_known_to_be_V6_0_SP2_or_later(string version, RemoteAccessState state, RemoteAccessBasis basis) =>
        Judge(Silent with { Versions = Hosts.Facts(version).Versions }).ShouldBe((state, basis));

    [Fact]
    public void Step_8_two_new_versions_that_contradict_are_not_known() =>
        Judge(Silent with { Versions = Hosts.Facts("V6.2", "V7.0").Versions }).State.ShouldBe(RemoteAccessState.AssumedOn);

    [Fact]
    public void Step_8_a_new_version_with_a_failed_version_collector_is_not_known() =>
        Judge((Silent with { Versions = Hosts.Facts("V6.2").Versions }).Failing(Collector.Autsw)).State.ShouldBe(RemoteAccessState.AssumedOn);

    [Fact]
    public void Where_no_ALM_is_installed_there_is_nothing_to_reach() =>
        Judge(new HostFacts { Installed = false }).ShouldBe((RemoteAccessState.Off, RemoteAccessBasis.NotInstalled));

    [Fact]
    public void Of_a_host_that_never_reported_nothing_is_known_but_what_others_say()
    {
        Judge(Hosts.Case(null)).ShouldBe((RemoteAccessState.Unknown, RemoteAccessBasis.None));
        Judge(Hosts.Case(null, probedOpen: Hosts.Now)).ShouldBe((RemoteAccessState.On, RemoteAccessBasis.Probe));
        Judge(Hosts.Case(null, decisions: HostDecisions.None.Attesting(ProtectiveMeasure.RemoteAccess))).Basis.ShouldBe(RemoteAccessBasis.Attestation);
    }

    private static (RemoteAccessState State, RemoteAccessBasis Basis) Judge(HostFacts facts) => Judge(Hosts.Case(facts));

    private static (RemoteAccessState State, RemoteAccessBasis Basis) Judge(HostCase host, DateTimeOffset? now = null)
    {
        var access = Hosts.Assess(host, now).RemoteAccess;
        return (access.State, access.Basis);
    }

    private static (RemoteAccessState State, RemoteAccessBasis Basis, string Details) JudgeDetails(HostFacts facts)
    {
        var access = Hosts.Assess(facts).RemoteAccess;
        return (access.State, access.Basis, string.Join('|', access.Details));
    }
}
