using System.Text.Json.Nodes;
using AlmCompliance.Data.Access;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment;
using AlmCompliance.Web.Features.Hosts;
using AlmCompliance.Web.Features.Probes;
using AlmCompliance.Web.Features.Zones;
using AlmCompliance.Web.Tests.Serving;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Tests.Zones;

/// <summary>Who is asked to probe whom, and whose word counts.</summary>
public sealed class ProbeTests
{
    private const string Target = DrawnPlant.TargetAddress;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, OnBoth]
    public async Task Nothing_is_planned_or_handed_out_until_everybody_has_said_yes(Provider provider)
    {
        await using var plant = await DrawnPlant.StartAsync(provider);
        var office = await plant.AgentAsync("OF-1", DrawnPlant.OfficeAddress);
        await plant.AgentAsync("ES-TARGET", Target);

        (await plant.PlanAsync()).ShouldBe(0);
        (await plant.ExchangeAsync(office, DrawnPlant.OfficeAddress)).ShouldBeEmpty();
    }

    [Theory, OnBoth]
    public async Task Each_permission_alone_keeps_a_target_from_being_planned(Provider provider)
    {
        await using var plant = await DrawnPlant.WithProbesAsync(provider);
        await Taken(plant, () => plant.Server.Get<StopProbes>().RunAsync(DrawnPlant.Admin, Stop), () => plant.Server.Get<StartProbes>().RunAsync(DrawnPlant.Admin, Stop));
        await Taken(
            plant,
            () => plant.Server.Get<ApproveTarget>().RunAsync(DrawnPlant.Admin, plant.Target.HostId, approved: false, Stop),
            () => plant.Server.Get<ApproveTarget>().RunAsync(DrawnPlant.Admin, plant.Target.HostId, approved: true, Stop));
        await Taken(
            plant,
            () => plant.Server.Get<ListProbePort>().RunAsync(DrawnPlant.Admin, "", 4410, listed: false, Stop),
            () => plant.Server.Get<ListProbePort>().RunAsync(DrawnPlant.Admin, "", 4410, listed: true, Stop));
        var from = TimeOnly.FromDateTime(plant.Server.Clock.Now.UtcDateTime).AddMinutes(30);
        foreach (var (allowed, old) in ((bool, bool)[])[(false, true), (true, false)])
        {
            var zoneProbing = new ZoneProbing(allowed, from, from.AddHours(1), old);
            await Taken(
                plant,
                () => plant.Server.Get<AllowZoneProbes>().RunAsync(DrawnPlant.Admin, plant.Cell, zoneProbing, Stop),
                () => plant.Server.Get<AllowZoneProbes>().RunAsync(DrawnPlant.Admin, plant.Cell, new ZoneProbing(true, from, from.AddHours(1), true), Stop));
        }

        (await plant.PlanAsync()).ShouldBe(2);
    }

    [Theory, OnBoth]
    public async Task A_host_outside_of_a_confirmed_range_is_no_target(Provider provider)
    {
        await using var plant = await DrawnPlant.WithProbesAsync(provider);
        var range = (await plant.Server.Get<ZoneQueries>().GetAsync(DrawnPlant.Admin, plant.Cell, Stop))!.Ranges.Single();
        await plant.Server.Get<RemoveRange>().RunAsync(DrawnPlant.Admin, plant.Cell, range.Id, Stop);
        await plant.Server.Get<AddRange>().RunAsync(DrawnPlant.Admin, plant.Cell, range.Text, Stop);

        (await plant.PlanAsync()).ShouldBe(0);
    }

    [Theory, OnBoth]
    public async Task What_is_planned_lies_in_the_window_of_every_zone_that_takes_part(Provider provider)
    {
        await using var plant = await DrawnPlant.WithProbesAsync(provider);
        var now = TimeOnly.FromDateTime(plant.Server.Clock.Now.UtcDateTime);

        // They share half an hour.
        await plant.AllowAsync(plant.Office, now.AddHours(2), now.AddHours(3));
        await plant.AllowAsync(plant.Cell, now.AddHours(2.5), now.AddHours(6));
        (await plant.PlanAsync()).ShouldBe(2);
        var begin = plant.Server.Clock.Now + TimeSpan.FromHours(2.5) - TimeSpan.FromMinutes(1);
        (await plant.TasksAsync()).ShouldAllBe(t => t.NotBefore >= begin && t.NotAfter <= begin + TimeSpan.FromMinutes(31));

        // They share nothing; what was planned is void.
        await plant.AllowAsync(plant.Office, now.AddHours(7), now.AddHours(8));
        (await plant.PlanAsync()).ShouldBe(0);
        (await plant.TasksAsync()).ShouldBeEmpty();
    }

    [Theory, OnBoth]
    public async Task A_target_is_tried_once_a_day_from_a_zone_even_where_the_window_moves(Provider provider)
    {
        await using var plant = await DrawnPlant.WithProbesAsync(provider);
        await plant.PlanAndWaitAsync();
        (await plant.ExchangeAsync(plant.OfficeHost, DrawnPlant.OfficeAddress)).Count.ShouldBe(1);
        (await plant.ExchangeAsync(plant.Control, DrawnPlant.ControlAddress)).Count.ShouldBe(1);
        var now = TimeOnly.FromDateTime(plant.Server.Clock.Now.UtcDateTime);

        await plant.AllowAsync(plant.Office, now.AddHours(1), now.AddHours(2));
        await plant.AllowAsync(plant.Cell, now.AddHours(1), now.AddHours(2));

        (await plant.PlanAsync()).ShouldBe(0);
    }

    [Theory, OnBoth]
    public async Task The_port_comes_from_the_sites_list_whatever_a_report_says_and_each_has_its_turn(Provider provider)
    {
        await using var plant = await DrawnPlant.WithProbesAsync(provider);
        await plant.Server.Get<ListProbePort>().RunAsync(DrawnPlant.Admin, "", 102, listed: true, Stop);
        var report = DrawnPlant.Report(plant.Target, Target);
        report["alm"]!["port"] = 4499;
        report["alm"]!["listeners"]![0]!["port"] = 4499;
        await plant.Target.AcceptAsync(report);

        for (var day = 0; day < 2; day++)
        {
            await plant.PlanAsync();
            plant.Server.Clock.Advance(TimeSpan.FromDays(1));
            await DrawnPlant.ReportingAsync(plant.OfficeHost, DrawnPlant.OfficeAddress);
            await DrawnPlant.ReportingAsync(plant.Control, DrawnPlant.ControlAddress);
        }

        (await plant.TasksAsync()).Select(t => t.Port).Distinct().Order().ShouldBe([102, 4410]);
    }

    [Theory, OnBoth]
    public async Task Old_targets_need_a_zone_owner_and_another_owner_is_asked_anew(Provider provider)
    {
        await using var plant = await DrawnPlant.WithProbesAsync(provider);

        await plant.Server.Get<ChangeZone>().RunAsync(DrawnPlant.Admin, plant.Cell, new ZoneDraft("Cell", "", default, ""), Stop);

        (await plant.PlanAsync()).ShouldBe(0);
        var from = TimeOnly.FromDateTime(plant.Server.Clock.Now.UtcDateTime).AddMinutes(30);
        (await plant.Server.Get<AllowZoneProbes>().RunAsync(DrawnPlant.Admin, plant.Cell, new ZoneProbing(true, from, from.AddHours(1), OldTargets: true), Stop)).Errors.ShouldHaveSingleItem().ShouldContain("owner");
    }

    [Theory, OnBoth]
    public async Task A_zone_is_not_allowed_probes_without_saying_when(Provider provider)
    {
        await using var plant = await DrawnPlant.StartAsync(provider);

        (await plant.Server.Get<AllowZoneProbes>().RunAsync(DrawnPlant.Admin, plant.Cell, new ZoneProbing(true, null, null, OldTargets: false), Stop)).Errors.ShouldHaveSingleItem().ShouldContain("time of day");
        (await plant.Server.Get<AllowZoneProbes>().RunAsync(DrawnPlant.Admin, plant.Cell, new ZoneProbing(false, null, null, OldTargets: false), Stop)).Errors.ShouldBeEmpty();
    }

    [Theory, OnBoth]
    public async Task Planning_again_or_after_it_was_killed_adds_only_what_is_missing(Provider provider)
    {
        await using var plant = await DrawnPlant.WithProbesAsync(provider);
        (await plant.PlanAsync()).ShouldBe(2);
        (await plant.PlanAsync()).ShouldBe(0);
        var planned = await plant.TasksAsync();

        await using (var db = plant.Server.Db())
        {
            await db.ProbeTasks.Where(t => t.Id == planned[1].Id).ExecuteDeleteAsync(Stop);
        }

        using var killed = new CancellationTokenSource();
        await killed.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => plant.Server.Get<PlanProbes>().RunAsync(DrawnPlant.Admin, killed.Token));
        (await plant.PlanAsync()).ShouldBe(1);
        (await plant.TasksAsync()).Select(t => (t.Day, t.SourceHostId, t.TargetHostId, t.NotBefore)).ShouldBe(planned.Select(t => (t.Day, t.SourceHostId, t.TargetHostId, t.NotBefore)));
    }

    [Theory, OnBoth]
    public async Task A_silence_beside_a_control_proves_a_block_and_alone_proves_nothing(Provider provider)
    {
        await using var plant = await DrawnPlant.WithProbesAsync(provider);
        await plant.PlanAndWaitAsync();
        (await plant.ExchangeAsync(plant.OfficeHost, DrawnPlant.OfficeAddress)).ShouldHaveSingleItem()!["address"]!.GetValue<string>().ShouldBe(Target);
        (await plant.ExchangeAsync(plant.Control, DrawnPlant.ControlAddress)).Count.ShouldBe(1);
        plant.Server.Clock.Advance(TimeSpan.FromMinutes(1));

        await plant.ExchangeAsync(plant.OfficeHost, DrawnPlant.OfficeAddress, (Target, "noAnswer"));
        (await plant.BoundaryAsync()).ShouldBe("Inconclusive");
        await plant.ExchangeAsync(plant.Control, DrawnPlant.ControlAddress, (Target, "open"));
        (await plant.BoundaryAsync()).ShouldBe("Blocked");

        plant.Server.Clock.Advance(TimeSpan.FromDays(8));
        (await plant.BoundaryAsync()).ShouldBe("Expired");
    }

    [Theory, OnBoth]
    public async Task A_result_that_answers_no_task_of_its_host_is_ignored_and_counted(Provider provider)
    {
        await using var plant = await DrawnPlant.WithProbesAsync(provider);
        await plant.PlanAndWaitAsync();

        // Never handed out, another host's, another address, another result, and twice.
        await plant.ExchangeAsync(plant.Target, Target, (Target, "open"));
        (await plant.ExchangeAsync(plant.OfficeHost, DrawnPlant.OfficeAddress, (Target, "open"))).Count.ShouldBe(1);
        plant.Server.Clock.Advance(TimeSpan.FromMinutes(1));
        await plant.ExchangeAsync(plant.Control, DrawnPlant.ControlAddress, ("10.2.0.9", "open"));
        await plant.ExchangeAsync(plant.OfficeHost, DrawnPlant.OfficeAddress, (Target, "wideOpen"), (Target, "refused"), (Target, "open"));

        await using var db = plant.Server.Db();
        (await db.ProbeObservations.CountAsync(Stop)).ShouldBe(1);
        plant.Server.Get<ProbeEcho>().Ignored.ShouldBe(5);
    }

    [Theory, OnBoth]
    public async Task The_stop_button_voids_what_was_not_handed_out_and_still_takes_the_answer_to_what_was(Provider provider)
    {
        await using var plant = await DrawnPlant.WithProbesAsync(provider);
        await plant.PlanAndWaitAsync();
        (await plant.ExchangeAsync(plant.OfficeHost, DrawnPlant.OfficeAddress)).Count.ShouldBe(1);

        (await plant.Server.Get<StopProbes>().RunAsync(DrawnPlant.Admin, Stop)).ShouldBe(1);

        (await plant.ExchangeAsync(plant.Control, DrawnPlant.ControlAddress)).ShouldBeEmpty();
        (await plant.PlanAsync()).ShouldBe(0);
        plant.Server.Clock.Advance(TimeSpan.FromMinutes(1));
        await plant.ExchangeAsync(plant.OfficeHost, DrawnPlant.OfficeAddress, (Target, "open"));
        (await plant.BoundaryAsync()).ShouldBe("Open");
    }

    [Theory, OnBoth]
    public async Task A_target_that_reports_other_addresses_is_no_target_any_more(Provider provider)
    {
        await using var plant = await DrawnPlant.WithProbesAsync(provider);
        await plant.PlanAndWaitAsync();

        await DrawnPlant.ReportingAsync(plant.Target, "10.2.0.99");

        (await plant.Target.HostAsync()).ProbesApprovedAt.ShouldBeNull();
        (await plant.ExchangeAsync(plant.OfficeHost, DrawnPlant.OfficeAddress)).ShouldBeEmpty();
    }

    [Theory, OnBoth]
    public async Task A_source_that_has_left_its_zone_proves_no_boundary(Provider provider)
    {
        await using var plant = await DrawnPlant.WithProbesAsync(provider);
        await plant.PlanAndWaitAsync();
        await plant.ExchangeAsync(plant.OfficeHost, DrawnPlant.OfficeAddress);
        await plant.ExchangeAsync(plant.Control, DrawnPlant.ControlAddress);
        plant.Server.Clock.Advance(TimeSpan.FromMinutes(1));
        await plant.ExchangeAsync(plant.Control, DrawnPlant.ControlAddress, (Target, "open"));

        await plant.ExchangeAsync(plant.OfficeHost, "192.168.7.7", (Target, "noAnswer"));

        (await plant.BoundaryAsync()).ShouldBe("NotProven");
    }

    [Theory, OnBoth]
    public async Task An_open_answer_speaks_against_the_host_and_every_other_of_its_range_until_a_later_block(Provider provider)
    {
        await using var plant = await DrawnPlant.WithProbesAsync(provider);
        await plant.PlanAndWaitAsync();
        await plant.ExchangeAsync(plant.OfficeHost, DrawnPlant.OfficeAddress);
        plant.Server.Clock.Advance(TimeSpan.FromMinutes(1));
        await plant.ExchangeAsync(plant.OfficeHost, DrawnPlant.OfficeAddress, (Target, "open"));
        await plant.JudgeAsync();

        (await DrawnPlant.PortMeasureAsync(plant.Target)).ShouldBe(MeasureState.NotInPlace);
        (await DrawnPlant.PortMeasureAsync(plant.Control)).ShouldBe(MeasureState.NotInPlace);
        var measure = (await plant.GetAsync($"/api/v1/hosts/{plant.Target.HostId}"))["measures"]!.AsArray().Single(m => (string?)m!["measure"] == "Port" && (string?)m["advisoryId"] == "57252401")!;
        ((string?)measure["state"], (string?)measure["evidence"]).ShouldBe(("NotInPlace", "BoundaryOpen"));
    }

    [Theory, OnBoth]
    public async Task The_page_of_a_host_shows_its_boundaries_and_names_no_zone_out_of_sight(Provider provider)
    {
        await using var plant = await DrawnPlant.WithProbesAsync(provider);
        await plant.PlanAndWaitAsync();
        await plant.ExchangeAsync(plant.OfficeHost, DrawnPlant.OfficeAddress);
        plant.Server.Clock.Advance(TimeSpan.FromMinutes(1));
        await plant.ExchangeAsync(plant.OfficeHost, DrawnPlant.OfficeAddress, (Target, "open"));
        await plant.JudgeAsync();
        var ofTheCell = new Actor(ActorKind.Person, "1", "M. Keller", AccessRole.Viewer, [plant.Cell]);

        async Task<HostDetail> ReadAsync(Actor actor) => (await plant.Server.Get<HostQueries>().GetAsync(actor, plant.Target.HostId, Stop))!;

        var seen = (await ReadAsync(DrawnPlant.Admin)).Shielding;
        seen.Shields.ShouldHaveSingleItem().Boundaries.Select(b => (b.FromName, b.IsOpen)).ShouldBe([("Office", true), ("Outside", false)], ignoreOrder: true);
        seen.OpenAnswers.ShouldHaveSingleItem().FromName.ShouldBe("Office");
        var less = (await ReadAsync(ofTheCell)).Shielding;
        less.Shields.ShouldHaveSingleItem().Boundaries.Select(b => (b.FromName, b.IsOpen)).ShouldBe([("", true), ("Outside", false)], ignoreOrder: true);
        less.OpenAnswers.ShouldHaveSingleItem().FromName.ShouldBeEmpty();
    }

    [Theory, OnBoth]
    public async Task Probes_never_change_what_the_report_says_of_its_host(Provider provider)
    {
        await using var plant = await DrawnPlant.WithProbesAsync(provider);
        await plant.PlanAndWaitAsync();
        var before = (await plant.OfficeHost.HostAsync()).CurrentSnapshotId;
        await plant.ExchangeAsync(plant.OfficeHost, DrawnPlant.OfficeAddress);
        plant.Server.Clock.Advance(TimeSpan.FromMinutes(1));

        await plant.ExchangeAsync(plant.OfficeHost, DrawnPlant.OfficeAddress, (Target, "open"));

        (await plant.OfficeHost.HostAsync()).CurrentSnapshotId.ShouldBe(before);
    }

    [Fact]
    public async Task The_schedule_goes_out_as_csv_that_no_spreadsheet_runs()
    {
        await using var plant = await DrawnPlant.WithProbesAsync(Provider.Sqlite);
        await plant.Server.Get<ChangeZone>().RunAsync(DrawnPlant.Admin, plant.Office, new ZoneDraft("=cmd|' /C calc'!A0", "", default, ""), Stop);
        await plant.PlanAsync();

        using var answer = await plant.Server.Client.GetAsync("/api/v1/probes/schedule.csv", await plant.Server.ApiTokenAsync());
        var text = await answer.Content.ReadAsStringAsync(Stop);

        text.Split("\r\n").Length.ShouldBe(4);
        text.ShouldContain("\"'=cmd|' /C calc'!A0\"");
        text.ShouldContain(Target);
    }

    [Theory, OnBoth]
    public async Task A_report_that_is_sent_again_gets_the_same_targets_again(Provider provider)
    {
        await using var plant = await DrawnPlant.WithProbesAsync(provider);
        await plant.PlanAndWaitAsync();
        var report = DrawnPlant.Report(plant.OfficeHost, DrawnPlant.OfficeAddress);

        using var first = await plant.OfficeHost.PostAsync(report);
        using var second = await plant.OfficeHost.PostAsync(report);

        JsonNode.DeepEquals((await first.JsonAsync())["probeTargets"], (await second.JsonAsync())["probeTargets"]).ShouldBeTrue();
    }

    private static async Task Taken(DrawnPlant plant, Func<Task> takeBack, Func<Task> giveAgain)
    {
        await takeBack();
        (await plant.PlanAsync()).ShouldBe(0);
        await giveAgain();
    }
}
