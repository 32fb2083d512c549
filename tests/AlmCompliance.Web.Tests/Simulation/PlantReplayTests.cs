using System.Collections.Concurrent;
using System.Globalization;
using AlmCompliance.Simulator.Traffic;

namespace AlmCompliance.Web.Tests.Simulation;

public sealed class PlantReplayTests
{
    private readonly ConcurrentQueue<(string Machine, DateTimeOffset EvidenceAt)> _evidence = new();
    private readonly List<DateTimeOffset> _clock = [];
    private readonly List<ReplayProgress> _progress = [];

    [Fact]
    public async Task The_clock_goes_forward_only_and_ends_at_now()
    {
        await ReplayAsync(hosts: 20);

        _clock.ShouldBeInOrder();
        _clock[^1].ShouldBe(Plants.Today);
        _clock[0].ShouldBeLessThan(Plants.Today.AddDays(-89.5));
    }

    [Fact]
    public async Task Each_hosts_evidence_grows_younger_and_is_minutes_to_hours_old_at_the_end()
    {
        await ReplayAsync(hosts: 60);

        var byHost = _evidence.GroupBy(e => e.Machine, e => e.EvidenceAt).ToList();
        byHost.Count.ShouldBe(60);
        byHost.ShouldAllBe(times => times.Zip(times.Skip(1)).All(t => t.First < t.Second));
        var ages = byHost.Select(times => (Plants.Today - times.Last()).TotalMinutes).Order().ToList();
        ages[30].ShouldBeInRange(15, 60);
        ages[50].ShouldBeLessThan(600);
    }

    [Fact]
    public async Task Hosts_report_every_sixth_day_in_old_time_and_more_often_lately()
    {
        var result = await ReplayAsync(hosts: 40);

        (result.Sent / 40.0).ShouldBeInRange(14, 24);
        (result.Enrolled, result.Accepted).ShouldBe((40, result.Sent));
        _progress[^1].Share.ShouldBe(1);
        _progress[^1].Sent.ShouldBe(result.Sent);
    }

    private async Task<TrafficResult> ReplayAsync(int hosts)
    {
        await using var server = await StubServer.StartAsync(report =>
        {
            var age = Time(report.Message!.SentAt) - Time(report.Message.CollectedAt);
            _evidence.Enqueue((report.Message.Host!.MachineId!, _clock[^1] - age));
            return null;
        });
        var plant = Plants.Of(hosts);
        var client = new PlantClient(server.Client, new HurriedTime(), new PlantClientOptions { Token = "token", Concurrency = 4 });
        return await new PlantReplay(plant, client).RunAsync(
            plant.Start,
            Plants.Today,
            time =>
            {
                _clock.Add(time);
                return Task.CompletedTask;
            },
            new Listener(_progress),
            TestContext.Current.CancellationToken);
    }

    private static DateTimeOffset Time(string? text) => DateTimeOffset.Parse(text!, CultureInfo.InvariantCulture);

    private sealed class Listener(List<ReplayProgress> heard) : IProgress<ReplayProgress>
    {
        public void Report(ReplayProgress value) => heard.Add(value);
    }
}
