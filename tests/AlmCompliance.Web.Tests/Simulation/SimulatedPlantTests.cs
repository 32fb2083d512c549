using System.Globalization;
using AlmCompliance.Domain.Inventory;
using AlmCompliance.Simulator.Life;
using AlmCompliance.Simulator.Plant;
using AlmCompliance.Simulator.Reports;
using AlmCompliance.Simulator.Traffic;

namespace AlmCompliance.Web.Tests.Simulation;

public sealed class SimulatedPlantTests
{
    [Fact]
    public void The_same_seed_makes_the_same_plant_and_the_same_reports()
    {
        WholeStory(Plants.Of(60, seed: 11)).ShouldBe(WholeStory(Plants.Of(60, seed: 11)));
    }

    [Fact]
    public void Another_seed_makes_another_plant_of_other_machines()
    {
        var one = Plants.Of(60, seed: 11);
        var other = Plants.Of(60, seed: 12);

        WholeStory(one).ShouldNotBe(WholeStory(other));
        one.Hosts.Select(h => h.MachineId).Intersect(other.Hosts.Select(h => h.MachineId)).ShouldBeEmpty();
    }

    [Fact]
    public void Names_machine_identities_and_addresses_are_each_hosts_own()
    {
        var hosts = Plants.Of(2_000).Hosts;

        hosts.Count.ShouldBe(2_000);
        hosts.Select(h => h.Name).Distinct().Count().ShouldBe(2_000);
        hosts.Select(h => h.MachineId).Distinct().Count().ShouldBe(2_000);
        hosts.Select(h => h.Address).Distinct().Count().ShouldBe(2_000);
    }

    [Fact]
    public void A_plant_of_250_has_the_zones_and_names_of_a_chemical_works()
    {
        var hosts = Plants.Of().Hosts;

        hosts.Count(h => h.Zone.Name == "S1 Batch reactors").ShouldBe(36);
        hosts.Count(h => h.Zone.Name == "H3 Licence and DMZ").ShouldBe(13);
        hosts.Count(h => h.Zone.Name is null).ShouldBe(3);
        hosts.Select(h => h.Name).ShouldContain("BATCH-07");
        hosts.Select(h => h.Name).ShouldContain("ES-041");
        hosts.Select(h => h.Name).ShouldContain("OS-CL-17");
        hosts.Select(h => h.Name).ShouldContain("LIC-SRV-01");
    }

    [Theory]
    [InlineData(250, 1)]
    [InlineData(250, 57252401)]
    [InlineData(4_000, 3)]
    public void Three_quarters_are_in_force_a_tenth_vulnerable_and_an_eighth_open_to_remote_access(int count, int seed)
    {
        var today = Plants.Of(count, seed).Hosts.Select(h => h.Life.At(Plants.Today)).ToList();
        double Share(Func<HostState, bool> what) => (double)today.Count(what) / count;

        Share(s => s.IsInForce && s.IsReporting).ShouldBeInRange(0.70, 0.80);
        Share(s => s.IsAffected).ShouldBeInRange(0.08, 0.12);
        Share(s => s.IsRemoteAccessOpen).ShouldBeInRange(0.09, 0.15);
        Share(s => s.Release is null).ShouldBeInRange(0.02, 0.04);
        Share(s => s.Quirk != VersionQuirk.None).ShouldBeInRange(0.02, 0.05);
        Share(s => s.Restart == RestartState.Pending).ShouldBeInRange(0.005, 0.03);
        Share(s => s.Restart == RestartState.NotRead).ShouldBeInRange(0.004, 0.02);
        Share(s => !s.IsReporting).ShouldBeInRange(0.015, 0.035);
    }

    [Fact]
    public void Every_way_to_reach_a_host_and_every_Windows_occurs()
    {
        var hosts = Plants.Of(1_000).Hosts;

        hosts.Select(h => h.Life.At(Plants.Today).RemoteAccess).Distinct().Order().ShouldBe(Enum.GetValues<RemoteAccessSetup>());
        hosts.Select(h => h.Windows.Name).Distinct().Count().ShouldBe(7);
    }

    [Fact]
    public void No_host_of_a_plant_looks_like_two_machines_and_every_clone_does()
    {
        var plant = Plants.Of(100, with: o => o with { CloneCount = 10 });

        plant.Hosts.Where(h => IsDoubted([.. Enumerable.Range(0, 240).Select(i => Seen(h, Plants.Today.AddHours(-9 * (240 - i))))])).ShouldBeEmpty();
        foreach (var clone in plant.Clones)
        {
            var original = plant.Hosts.Single(h => h.MachineId == clone.MachineId);
            IsDoubted(Seen(original, Plants.Today), Seen(clone, Plants.Today), Seen(original, Plants.Today), Seen(clone, Plants.Today)).ShouldBeTrue();
        }

        static SeenMachine Seen(SimulatedHost host, DateTimeOffset at)
        {
            var report = ReportWriter.Compose(host, host.Life.At(at), at, at);
            var uptime = Time(report.CollectedAt!) - Time(report.Host!.LastBootAt!);
            return new SeenMachine(at, new MachineFace(report.Host.Name!, string.Join(' ', report.Host.Addresses!)), at - uptime, IsFresh: true);
        }

        static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

        static bool IsDoubted(params SeenMachine[] reports)
        {
            var (traces, isDoubted) = (new MachineTraces(), false);
            foreach (var seen in reports)
            {
                (traces, var doubt) = traces.After(seen);
                isDoubted |= doubt is not null;
            }

            return isDoubted;
        }
    }

    [Fact]
    public void A_clone_has_its_originals_identity_and_facts_at_an_address_of_its_own()
    {
        var plant = Plants.Of(with: o => o with { CloneCount = 3 });

        plant.Clones.Count.ShouldBe(3);
        foreach (var clone in plant.Clones)
        {
            var original = plant.Hosts.Single(h => h.MachineId == clone.MachineId);
            var state = original.Life.At(Plants.Today);
            var one = ReportWriter.Compose(original, state, Plants.Today, Plants.Today);
            var other = ReportWriter.Compose(clone, state, Plants.Today, Plants.Today);

            clone.IsClone.ShouldBeTrue();
            other.Host!.Name.ShouldBe(one.Host!.Name);
            other.Host.Addresses.ShouldNotBe(one.Host.Addresses);
            other.ReportId.ShouldNotBe(one.ReportId);
            other.Alm!.Versions!.Select(v => v.Value).ShouldBe(one.Alm!.Versions!.Select(v => v.Value));
        }
    }

    [Fact]
    public void Options_that_make_no_plant_say_why()
    {
        var good = new PlantOptions();

        good.Problem.ShouldBeNull();
        (good with { Hosts = 0 }).Problem.ShouldNotBeNull();
        (good with { CloneCount = 251 }).Problem.ShouldNotBeNull();
        (good with { ChangedShare = double.NaN }).Problem.ShouldNotBeNull();
        (good with { MalformedShare = 1.1 }).Problem.ShouldNotBeNull();
        (good with { Rate = -1 }).Problem.ShouldNotBeNull();
        (good with { Duration = TimeSpan.Zero }).Problem.ShouldNotBeNull();
        Should.Throw<ArgumentException>(() => new SimulatedPlant(good with { Zones = [] }, Plants.Today));
    }

    private static IReadOnlyList<string> WholeStory(SimulatedPlant plant) =>
    [
        .. from step in ReplaySchedule.Of(plant.Hosts, plant.Start, Plants.Today, TimeSpan.FromDays(9))
           from report in step.Reports
           let body = ReportWriter.Write(report.Host, report.Host.Life.At(report.CollectedAt), report.CollectedAt, step.ClockAt)
           select System.Text.Encoding.UTF8.GetString(body),
    ];
}
