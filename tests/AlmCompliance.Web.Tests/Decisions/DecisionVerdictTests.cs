using System.Text.Json.Nodes;
using AlmCompliance.Data.Compliance;
using AlmCompliance.Data.Decisions;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Inventory;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment;
using AlmCompliance.Web.Features.Compliance;
using AlmCompliance.Web.Features.Decisions;
using AlmCompliance.Web.Features.Hosts;
using AlmCompliance.Web.Features.Zones;
using AlmCompliance.Web.Tests.Serving;
using AlmCompliance.Web.Tests.Zones;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Tests.Decisions;

/// <summary>How far people's words carry: no decision makes a host green that is not.</summary>
public sealed class DecisionVerdictTests
{
    [Theory, OnBoth]
    public async Task A_deferral_mitigates_only_beside_every_measure_and_ends_on_time_without_a_job(Provider provider)
    {
        await using var plant = await DrawnPlant.StartAsync(provider);
        var server = plant.Server;
        var agent = await server.AgentAsync("ES-041");
        await agent.AcceptAsync(Shielded(agent));
        var end = server.Clock.Now.AddDays(2);

        await DecideAsync(server, Deciding.Request(server, DecisionKind.UpdateDeferral, agent) with { ValidUntil = end });
        (await agent.StatusAsync()).Status.ShouldBe(ComplianceStatus.NonCompliant);
        await DecideAsync(server, Attested(server, agent, ProtectiveMeasure.Port) with { Boundary = "Office" });
        (await agent.StatusAsync()).Status.ShouldBe(ComplianceStatus.NonCompliant);
        await DecideAsync(server, Attested(server, agent, ProtectiveMeasure.Port) with { Boundary = "Outside" });

        var held = await agent.StatusAsync();
        (held.Status, held.Reason, held.HoldsUntil).ShouldBe((ComplianceStatus.Mitigated, StatusReason.MeasuresInPlace, end));
        server.Clock.Advance(end - server.Clock.Now);
        await using (var db = server.Db())
        {
            var seen = await db.CurrentStatuses(server.Clock.Now).SingleAsync(s => s.HostId == agent.HostId && s.AdvisoryId == Deciding.Note, Deciding.Stop);
            (seen.Status, seen.Reason, seen.LastKnown).ShouldBe((ComplianceStatus.Unknown, StatusReason.GroundsExpired, ComplianceStatus.Mitigated));
        }

        await server.Get<LapseDecisions>().RunAsync(Actor.System("test"), Deciding.Stop);
        (await agent.StatusAsync()).Status.ShouldBe(ComplianceStatus.NonCompliant);
        await using var after = server.Db();
        var past = await after.StatusPeriods.Where(p => p.HostId == agent.HostId && p.AdvisoryId == Deciding.Note && p.To == end).SingleAsync(Deciding.Stop);
        past.Status.ShouldBe(ComplianceStatus.Mitigated);
    }

    [Fact]
    public async Task A_silent_hosts_rest_of_time_ends_with_the_decision_that_holds_it()
    {
        await using var plant = await DrawnPlant.StartAsync(Provider.Sqlite);
        var server = plant.Server;
        var agent = await server.AgentAsync("ES-041");
        var first = server.Clock.Now;
        await agent.AcceptAsync(agent.Report());
        server.Clock.Advance(TimeSpan.FromHours(3));
        await agent.AcceptAsync(agent.Report());
        await DecideAsync(server, Deciding.Request(server, DecisionKind.Waiver, agent) with { ValidUntil = first.AddDays(7).AddHours(1) });
        var held = await agent.StatusAsync();
        (held.Status, held.HoldsUntil).ShouldBe((ComplianceStatus.Waived, first.AddDays(7)));

        server.Clock.Advance(first.AddDays(7).AddMinutes(-30) - server.Clock.Now);
        (await server.Get<HoldSilentHosts>().RunAsync(Actor.System("test"), Deciding.Stop)).ShouldBe(1);

        var rest = await agent.StatusAsync();
        (rest.Status, rest.HoldsUntil).ShouldBe((ComplianceStatus.Waived, first.AddDays(7).AddHours(1)));
    }

    [Fact]
    public async Task A_host_that_another_decision_still_holds_stays_held_when_one_ends()
    {
        await using var plant = await DrawnPlant.StartAsync(Provider.Sqlite);
        var server = plant.Server;
        var agent = await server.AgentAsync("ES-041");
        await agent.AcceptAsync(Shielded(agent));
        await server.DecideAsync(DecisionKind.UpdateDeferral, agent);
        var one = await server.DecideAsync(DecisionKind.Attestation, agent);
        var other = await server.DecideAsync(DecisionKind.Attestation, agent);
        server.Clock.Advance(TimeSpan.FromMinutes(1));

        (await server.Get<EndDecision>().RunAsync(Deciding.Asking, one, "The other says the same.", Deciding.Stop)).Succeeded.ShouldBeTrue();

        var status = await agent.StatusAsync();
        status.Status.ShouldBe(ComplianceStatus.Mitigated);
        status.HoldsUntil!.Value.ShouldBeGreaterThan(server.Clock.Now);
        await server.Get<EndDecision>().RunAsync(Deciding.Asking, other, "The firewall is gone.", Deciding.Stop);
        (await agent.StatusAsync()).Status.ShouldBe(ComplianceStatus.NonCompliant);
    }

    [Theory, OnBoth]
    public async Task Hosts_that_are_placed_together_are_judged_anew_and_the_preview_says_whose_proof_ends(Provider provider)
    {
        await using var plant = await DrawnPlant.StartAsync(provider);
        var server = plant.Server;
        var agent = await server.AgentAsync("ES-041");
        await agent.AcceptAsync(Shielded(agent));
        var other = await plant.AgentAsync("OF-1", DrawnPlant.OfficeAddress);
        await server.DecideAsync(DecisionKind.UpdateDeferral, agent);
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        await server.DecideAsync(DecisionKind.Attestation, agent);
        (await agent.StatusAsync()).Status.ShouldBe(ComplianceStatus.Mitigated);
        var act = new HostAct(HostActKind.Zone, plant.Office);

        var preview = await server.Get<PreviewHostAct>().RunAsync(DrawnPlant.Admin, act, [agent.HostId, other.HostId], Deciding.Stop);
        (await agent.StatusAsync()).Status.ShouldBe(ComplianceStatus.Mitigated);
        var outcome = await server.Get<ChangeHosts>().RunAsync(DrawnPlant.Admin, act, preview.Seen, Deciding.Stop);

        (preview.Changed, preview.EndsProof).ShouldBe((1, 1));
        (outcome.Changed, outcome.EndsProof).ShouldBe((1, 1));
        (await agent.StatusAsync()).Status.ShouldBe(ComplianceStatus.NonCompliant);
        await using var db = server.Db();
        (await db.AuditEntries.CountAsync(e => e.Action == "decision.hosts-lapsed", Deciding.Stop)).ShouldBe(1);
    }

    [Theory, OnBoth]
    public async Task What_was_attested_of_the_port_ends_for_good_with_the_hosts_place(Provider provider)
    {
        await using var plant = await DrawnPlant.StartAsync(provider);
        var server = plant.Server;
        var agent = await server.AgentAsync("ES-041");
        await agent.AcceptAsync(Shielded(agent));
        await server.DecideAsync(DecisionKind.UpdateDeferral, agent);
        await AttestAsync();

        // Another address of the same zone, another zone by a person's word, another zone by a range: and back each time.
        await AcceptAsync(Shielded(agent, DrawnPlant.ControlAddress));
        await ShouldHaveEndedAsync(1);
        await AcceptAsync(Shielded(agent));
        await ShouldHaveEndedAsync(1);

        await AttestAsync();
        await PlaceAsync(plant.Office);
        await ShouldHaveEndedAsync(2);
        await PlaceAsync(plant.Cell);
        await PlaceAsync(null);
        await ShouldHaveEndedAsync(2);

        await AttestAsync();
        var range = await server.Get<AddRange>().RunAsync(DrawnPlant.Admin, plant.Office, "10.2.0.0/28", Deciding.Stop);
        await ShouldHaveEndedAsync(3);
        (await server.Get<RemoveRange>().RunAsync(DrawnPlant.Admin, plant.Office, range.Value, Deciding.Stop)).Errors.ShouldBeEmpty();
        await ShouldHaveEndedAsync(3);

        async Task AttestAsync()
        {
            server.Clock.Advance(TimeSpan.FromSeconds(1));
            await server.DecideAsync(DecisionKind.Attestation, agent);
            (await agent.StatusAsync()).Status.ShouldBe(ComplianceStatus.Mitigated);
        }

        async Task AcceptAsync(JsonObject report)
        {
            server.Clock.Advance(TimeSpan.FromSeconds(1));
            await agent.AcceptAsync(report);
        }

        async Task PlaceAsync(Guid? zone) =>
            (await server.Get<PlaceHostByHand>().RunAsync(DrawnPlant.Admin, agent.HostId, zone, Deciding.Stop)).Errors.ShouldBeEmpty();

        async Task ShouldHaveEndedAsync(int attestations)
        {
            (await agent.StatusAsync()).Status.ShouldBe(ComplianceStatus.NonCompliant);
            await using var db = server.Db();
            (await db.DecisionHosts.CountAsync(h => h.LapseReason == EndReasons.PlaceChanged && h.LapsedAt != null, Deciding.Stop)).ShouldBe(attestations);
            (await db.AuditEntries.CountAsync(e => e.Action == "decision.hosts-lapsed", Deciding.Stop)).ShouldBe(attestations);
        }
    }

    [Theory, OnBoth]
    public async Task An_attestation_that_waits_is_not_approved_for_another_place(Provider provider)
    {
        await using var plant = await DrawnPlant.StartAsync(provider);
        var agent = await plant.Server.AgentAsync("ES-041");
        await agent.AcceptAsync(Shielded(agent));
        var reference = await plant.Server.AskAsync(Attested(plant.Server, agent, ProtectiveMeasure.Port));

        await agent.AcceptAsync(Shielded(agent, DrawnPlant.OfficeAddress));

        (await plant.Server.ApproveAsync(reference)).Refusals.ShouldHaveSingleItem().Key.ShouldBe("HostsChanged");
    }

    [Theory, OnBoth]
    public async Task What_was_attested_of_every_boundary_says_nothing_of_a_zone_that_is_drawn_later(Provider provider)
    {
        await using var plant = await DrawnPlant.StartAsync(provider);
        var server = plant.Server;
        var agent = await server.AgentAsync("ES-041");
        await agent.AcceptAsync(Shielded(agent));
        await server.DecideAsync(DecisionKind.UpdateDeferral, agent);
        await server.DecideAsync(DecisionKind.Attestation, agent);
        (await agent.StatusAsync()).Status.ShouldBe(ComplianceStatus.Mitigated);
        server.Clock.Advance(TimeSpan.FromSeconds(1));

        await plant.ZoneAsync("Warehouse", "10.9.0.0/24");

        (await agent.StatusAsync()).Status.ShouldBe(ComplianceStatus.NonCompliant);
        await DecideAsync(server, Attested(server, agent, ProtectiveMeasure.Port) with { Boundary = "Warehouse" });
        (await agent.StatusAsync()).Status.ShouldBe(ComplianceStatus.Mitigated);
    }

    [Fact]
    public async Task No_word_outweighs_what_the_host_or_a_probe_shows()
    {
        await using var plant = await DrawnPlant.StartAsync(Provider.Sqlite);
        var server = plant.Server;
        var agent = await server.AgentAsync("ES-041");
        await agent.AcceptAsync(DrawnPlant.Report(agent, DrawnPlant.TargetAddress).WithVersion("V5.1 SP1"));
        await server.DecideAsync(DecisionKind.UpdateDeferral, agent);
        foreach (var measure in (ProtectiveMeasure[])[ProtectiveMeasure.Port, ProtectiveMeasure.RemoteAccess, ProtectiveMeasure.Browser])
        {
            await DecideAsync(server, Attested(server, agent, measure));
        }

        var status = await agent.StatusAsync();
        status.Status.ShouldBe(ComplianceStatus.NonCompliant);
        status.Measures.Single(m => m.Measure == ProtectiveMeasure.RemoteAccess).State.ShouldBe(MeasureState.NotInPlace);
        await using var db = server.Db();
        (await db.Statuses.AnyAsync(s => s.HostId == agent.HostId && (s.Status == ComplianceStatus.Compliant || s.Status == ComplianceStatus.Mitigated), Deciding.Stop)).ShouldBeFalse();
    }

    [Fact]
    public async Task An_attested_version_is_bound_to_the_evidence_that_was_attested()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        var agent = await server.ReportingAsync("ES-041", version: "V5.2");
        await using (var db = server.Db())
        {
            await db.Hosts.ExecuteUpdateAsync(s => s.SetProperty(h => h.EvidenceOrigin, EvidenceOrigin.Typed), Deciding.Stop);
        }

        await server.Get<Reassess>().HostsAsync([agent.HostId], Deciding.Stop);
        (await agent.StatusAsync()).Reason.ShouldBe(StatusReason.EvidenceTooWeak);
        await DecideAsync(server, Attested(server, agent, ProtectiveMeasure.Unknown));
        (await agent.StatusAsync()).Status.ShouldBe(ComplianceStatus.Compliant);

        await using (var db = server.Db())
        {
            await db.Hosts.ExecuteUpdateAsync(s => s.SetProperty(h => h.ContentDigest, new byte[32]), Deciding.Stop);
        }

        await server.Get<Reassess>().HostsAsync([agent.HostId], Deciding.Stop);
        (await agent.StatusAsync()).Status.ShouldBe(ComplianceStatus.Unknown);
    }

    [Fact]
    public async Task A_site_may_let_only_some_approve()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite, settings: ("Decisions:Approvers:0", "r.vogt@plant.example"));
        var reference = await server.AskAsync(Deciding.Request(server, DecisionKind.Waiver, await server.ReportingAsync("ES-041")));

        await Should.ThrowAsync<AccessDeniedException>(() => server.ApproveAsync(reference, Deciding.Person("a.roth@plant.example")));
        await Should.ThrowAsync<AccessDeniedException>(() => server.Get<RejectDecision>().RunAsync(Deciding.Person("a.roth@plant.example"), reference, "no", Deciding.Stop));
        (await server.ApproveAsync(reference, Deciding.Person("R.Vogt@plant.example"))).Succeeded.ShouldBeTrue();
    }

    private static DecisionRequest Attested(AlmTestServer server, TestAgent agent, ProtectiveMeasure measure) =>
        Deciding.Request(server, DecisionKind.Attestation, agent) with { Measure = measure };

    private static async Task DecideAsync(AlmTestServer server, DecisionRequest request) =>
        (await server.ApproveAsync(await server.AskAsync(request))).Succeeded.ShouldBeTrue();

    /// <summary>An affected host of the cell that others cannot reach and whose control is killed.</summary>
    private static JsonObject Shielded(TestAgent agent, string address = DrawnPlant.TargetAddress)
    {
        var report = DrawnPlant.Report(agent, address).WithVersion("V5.1 SP1");
        report["alm"]!["listeners"] = new JsonArray(new JsonObject { ["address"] = "127.0.0.1", ["port"] = 4410, ["process"] = "almsrv64x.exe" });
        report["alm"]!["remoteAccessSetting"] = "disabled";
        report["browser"]!["killBit"] = new JsonObject { ["native"] = true, ["wow64"] = true };
        return report;
    }
}
