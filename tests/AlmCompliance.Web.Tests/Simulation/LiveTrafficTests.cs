using AlmCompliance.Simulator.Plant;
using AlmCompliance.Simulator.Traffic;
using Microsoft.Extensions.Time.Testing;

namespace AlmCompliance.Web.Tests.Simulation;

public sealed class LiveTrafficTests
{
    [Fact]
    public async Task It_changes_and_breaks_the_shares_that_were_asked_for()
    {
        var (result, reports) = await RunAsync(Plants.Of(80, with: o => o with { ChangedShare = 0.2, MalformedShare = 0.1, SilentShare = 0 }), until: 2_000);

        ((double)result.Changed / result.Sent).ShouldBeInRange(0.14, 0.26);
        ((double)result.MalformedSent / result.Sent).ShouldBeInRange(0.07, 0.13);
        result.Enrolled.ShouldBe(80);
        result.Accepted.ShouldBeLessThanOrEqualTo(result.Sent - result.MalformedSent);
        reports.Count.ShouldBeGreaterThanOrEqualTo(2_000);
    }

    [Fact]
    public async Task Of_what_changes_only_a_part_moves_the_version_or_the_restart()
    {
        var (_, reports) = await RunAsync(Plants.Of(50, with: o => o with { ChangedShare = 0.3, SilentShare = 0 }), until: 2_000);

        var texts = reports.GroupBy(r => r.Message!.Host!.MachineId).Select(g => g.Select(r => Verdict(r)).ToList()).ToList();
        var moves = texts.Sum(t => t.Zip(t.Skip(1)).Count(p => p.First != p.Second));
        moves.ShouldBeInRange(10, 250);
    }

    [Fact]
    public async Task A_clone_reports_under_its_originals_key_and_waits_for_a_person_with_its_own_enrolment()
    {
        var plant = Plants.Of(20, with: o => o with { CloneCount = 2, SilentShare = 0 });
        var (result, reports) = await RunAsync(plant, until: 300);

        (result.Enrolled, result.Waiting).ShouldBe((20, 2));
        foreach (var clone in plant.Clones)
        {
            var own = reports.Where(r => r.Authorization == "Bearer key of " + clone.MachineId).ToList();
            own.Select(r => r.Message!.Host!.Addresses![0]).Distinct().Count().ShouldBe(2);
            own.Select(r => r.Message!.Host!.MachineId).Distinct().Count().ShouldBe(1);
        }
    }

    [Fact]
    public async Task A_silent_host_speaks_once_and_never_again()
    {
        var plant = Plants.Of(40, with: o => o with { SilentShare = 0.25 });
        var (_, reports) = await RunAsync(plant, until: 400);

        var silent = plant.Hosts.Where(h => !h.Life.At(Plants.Today).IsReporting).Select(h => h.MachineId).ToList();
        silent.Count.ShouldBe(10);
        silent.ShouldAllBe(m => reports.Count(r => r.Message!.Host!.MachineId == m) <= 1);
    }

    [Fact]
    public async Task It_keeps_to_the_rate()
    {
        var time = new HurriedTime();
        await RunAsync(Plants.Of(30, with: o => o with { Rate = 10, SilentShare = 0 }), until: 300, time);

        (time.GetUtcNow() - Plants.Today).TotalSeconds.ShouldBeInRange(24, 38);
    }

    [Fact]
    public async Task It_ends_with_the_duration_and_waits_for_what_is_on_its_way()
    {
        var time = new FakeTimeProvider(Plants.Today);
        var count = 0;
        await using var server = await StubServer.StartAsync(_ =>
        {
            if (Interlocked.Increment(ref count) == 100)
            {
                time.Advance(TimeSpan.FromSeconds(30));
            }

            return null;
        });
        var plant = Plants.Of(30, with: o => o with { Duration = TimeSpan.FromSeconds(30), SilentShare = 0 });
        var client = new PlantClient(server.Client, time, new PlantClientOptions { Token = "token", Concurrency = 4 });

        var result = await new LiveTraffic(plant, client).RunAsync(TestContext.Current.CancellationToken);

        result.Sent.ShouldBe(server.Reports.Count);
        result.Sent.ShouldBeInRange(100, 120);
    }

    [Fact]
    public async Task A_server_that_knows_the_machines_already_is_told_apart_from_a_plant_that_runs()
    {
        await using var server = await StubServer.StartAsync();
        var options = new PlantClientOptions { Token = "token" };
        var plant = Plants.Of(3, with: o => o with { Duration = TimeSpan.FromSeconds(1) });
        foreach (var host in plant.Hosts)
        {
            await new PlantClient(server.Client, new HurriedTime(), options).EnrolAsync(host, new TrafficTotals(TimeProvider.System), TestContext.Current.CancellationToken);
        }

        var again = new LiveTraffic(plant, new PlantClient(server.Client, new HurriedTime(), options));

        var failure = await Should.ThrowAsync<InvalidOperationException>(() => again.RunAsync(TestContext.Current.CancellationToken));
        failure.Message.ShouldContain("seed");
    }

    private static async Task<(TrafficResult Result, IReadOnlyList<StubReport> Reports)> RunAsync(SimulatedPlant plant, int until, TimeProvider? time = null)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var count = 0;
        await using var server = await StubServer.StartAsync(_ =>
        {
            if (Interlocked.Increment(ref count) == until)
            {
                enough.Cancel();
            }

            return null;
        });
        var client = new PlantClient(server.Client, time ?? new FakeTimeProvider(Plants.Today), new PlantClientOptions { Token = "token", Concurrency = 4 });
        var result = await new LiveTraffic(plant, client).RunAsync(enough.Token);
        return (result, [.. server.Reports]);
    }

    private static string Verdict(StubReport report) =>
        $"{report.Message!.Alm!.RestartPending} {string.Join('|', (report.Message.Alm.Versions ?? []).Select(v => v.Value))}";
}
