using System.Globalization;
using System.Text.Json.Nodes;
using AlmCompliance.Simulator.Plant;
using AlmCompliance.Simulator.Traffic;
using Microsoft.AspNetCore.Http;

namespace AlmCompliance.Web.Tests.Simulation;

public sealed class PlantClientTests
{
    private static readonly PlantClientOptions s_options = new() { Token = "token", Concurrency = 4 };
    private readonly HurriedTime _time = new();
    private readonly SimulatedHost _host = Plants.Of(1).Hosts[0];

    [Fact]
    public async Task A_host_enrols_with_its_zones_token_and_reports_with_its_key()
    {
        await using var server = await StubServer.StartAsync();
        var options = s_options with { Token = "none", TokensByZone = new Dictionary<string, string>(StringComparer.Ordinal) { [_host.Zone.Name!] = "token" } };

        var result = await SendAsync(server, options);

        var report = server.Reports.ShouldHaveSingleItem();
        report.Authorization.ShouldBe("Bearer key of " + _host.MachineId);
        report.Message!.Host!.MachineId.ShouldBe(_host.MachineId);
        server.Enrolments.Single().RequestSecret!.Length.ShouldBe(16);
        (result.Enrolled, result.Sent, result.Accepted, result.ByStatus["202"]).ShouldBe((1, 1, 1, 1));
    }

    [Fact]
    public async Task A_packed_body_unpacks_to_the_same_report()
    {
        await using var server = await StubServer.StartAsync();

        await SendAsync(server, s_options with { Gzip = true });

        server.Reports.Single().Message!.Host!.Name.ShouldBe(_host.Name);
    }

    [Fact]
    public async Task A_busy_server_is_asked_again_after_the_time_it_named()
    {
        var answers = new Queue<IResult?>([Busy("7"), Busy("7"), null]);
        await using var server = await StubServer.StartAsync(_ => answers.Dequeue());

        var result = await SendAsync(server, s_options);

        _time.Waits.Count.ShouldBe(2);
        _time.Waits.ShouldAllBe(w => w >= TimeSpan.FromSeconds(7) && w <= TimeSpan.FromSeconds(9));
        server.Reports.Select(r => r.Message!.ReportId).Distinct().Count().ShouldBe(1);
        (result.Sent, result.Accepted, result.Retries, result.ByStatus["503"]).ShouldBe((1, 1, 2, 2));
    }

    [Fact]
    public async Task Each_try_tells_the_time_at_which_it_is_sent()
    {
        var answers = new Queue<IResult?>([Busy("60"), null]);
        await using var server = await StubServer.StartAsync(_ => answers.Dequeue());

        await SendAsync(server, s_options);

        var sent = server.Reports.Select(r => DateTimeOffset.Parse(r.Message!.SentAt!, CultureInfo.InvariantCulture)).ToList();
        (sent[1] - sent[0]).ShouldBe(_time.Waits.Single());
        server.Reports.Select(r => r.Message!.CollectedAt).Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task Without_a_named_time_it_waits_longer_each_time_and_gives_up_in_the_end()
    {
        await using var server = await StubServer.StartAsync(_ => Results.StatusCode(StatusCodes.Status429TooManyRequests));

        var result = await SendAsync(server, s_options with { Tries = 4 });

        _time.Waits.Count.ShouldBe(3);
        _time.Waits.ElementAt(2).ShouldBeGreaterThan(_time.Waits.ElementAt(0));
        (result.Sent, result.Accepted, result.GivenUp, result.ByStatus["429"]).ShouldBe((1, 0, 1, 4));
    }

    [Fact]
    public async Task An_answer_that_stands_is_not_asked_for_again_and_is_kept_for_the_reader()
    {
        await using var server = await StubServer.StartAsync(_ => Results.Problem("collect anew", statusCode: StatusCodes.Status400BadRequest));

        var result = await SendAsync(server, s_options);

        server.Reports.Count.ShouldBe(1);
        (result.GivenUp, result.ByStatus["400"]).ShouldBe((0, 1));
        result.Refusals.Single().ShouldContain("collect anew");
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_tried_and_counted()
    {
        using var http = new HttpClient { BaseAddress = new Uri("http://127.0.0.1:1") };
        var client = new PlantClient(http, _time, s_options with { Tries = 3 });

        await Should.ThrowAsync<HttpRequestException>(() => client.EnrolAsync(_host, new TrafficTotals(_time), TestContext.Current.CancellationToken));

        _time.Waits.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_refused_enrolment_says_why()
    {
        await using var server = await StubServer.StartAsync();
        var client = new PlantClient(server.Client, _time, s_options with { Token = "spent" });

        var failure = await Should.ThrowAsync<HttpRequestException>(
            () => client.EnrolAsync(_host, new TrafficTotals(_time), TestContext.Current.CancellationToken));

        failure.Message.ShouldContain("The token is not known.");
        client.HasKey(_host).ShouldBeFalse();
    }

    [Fact]
    public void Latencies_are_told_to_two_percent()
    {
        var latency = new LatencyHistogram();
        latency.Percentile(0.5).ShouldBe(0);
        for (var i = 1; i <= 1_000; i++)
        {
            latency.Add(TimeSpan.FromMilliseconds(i));
        }

        latency.Percentile(0.50).ShouldBe(500, 10);
        latency.Percentile(0.95).ShouldBe(950, 19);
        latency.Percentile(0.99).ShouldBe(990, 20);
    }

    [Fact]
    public void A_result_is_written_as_JSON()
    {
        var json = JsonNode.Parse(new TrafficResult { Sent = 3, ByStatus = new Dictionary<string, long>(StringComparer.Ordinal) { ["202"] = 3 } }.ToJson())!;

        json["sent"]!.GetValue<long>().ShouldBe(3);
        json["byStatus"]!["202"]!.GetValue<long>().ShouldBe(3);
        json["latencyP99Ms"]!.GetValue<double>().ShouldBe(0);
    }

    private async Task<TrafficResult> SendAsync(StubServer server, PlantClientOptions options)
    {
        var client = new PlantClient(server.Client, _time, options);
        var totals = new TrafficTotals(_time);
        await client.EnrolAsync(_host, totals, TestContext.Current.CancellationToken);
        var posting = new LiveHost(_host, _host.Life.At(Plants.Today), new PlantOptions()).Next(Plants.Today);
        await client.PostAsync(posting, totals, TestContext.Current.CancellationToken);
        return totals.Read();
    }

    private static BusyResult Busy(string seconds) => new(seconds);

    private sealed class BusyResult(string seconds) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            httpContext.Response.Headers.RetryAfter = seconds;
            return Task.CompletedTask;
        }
    }
}
