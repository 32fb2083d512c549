using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using AlmCompliance.Contracts;
using AlmCompliance.Simulator.Life;
using AlmCompliance.Simulator.Reports;

namespace AlmCompliance.Web.Tests.Simulation;

public sealed class ReportWriterTests
{
    [Fact]
    public void Every_report_has_what_the_contract_requires_and_names_the_collector_of_what_is_absent()
    {
        foreach (var host in Plants.Of(1_000).Hosts)
        {
            var report = Read(ReportWriter.Write(host, host.Life.At(Plants.Today), Plants.Today.AddHours(-2), Plants.Today));
            var failed = report.Problems!.Select(p => p.Collector).ToList();

            report.Schema.ShouldBe(InventoryReport.SchemaV1);
            Guid.Parse(report.ReportId!).Version.ShouldBe(7);
            (Time(report.SentAt) - Time(report.CollectedAt)).ShouldBe(TimeSpan.FromHours(2));
            report.Host!.MachineId.ShouldBe(host.MachineId);
            report.Host.Name.ShouldBe(host.Name);
            report.Alm!.Installed.ShouldNotBeNull();
            failed.Contains("listeners").ShouldBe(report.Alm.Listeners is null);
            failed.Contains("restart").ShouldBe(report.Alm.RestartPending is null);
            failed.Contains("autsw").ShouldBe(report.Alm.Versions is null);
            failed.Contains("firewall").ShouldBe(report.Firewall is null);
            failed.Contains("browser").ShouldBe(report.Browser is null);
        }
    }

    [Fact]
    public void A_host_without_the_ALM_says_so_only_with_every_place_looked_at()
    {
        var without = Plants.Of(1_000).Hosts
            .Select(h => ReportWriter.Compose(h, h.Life.At(Plants.Today), Plants.Today, Plants.Today))
            .Where(r => r.Alm!.Installed == false)
            .ToList();

        without.Count.ShouldBeGreaterThan(20);
        without.ShouldAllBe(r => r.Alm!.Versions!.Length == 0 && r.Alm.Service!.State == "absent" && r.Alm.Processes!.Length == 0 && r.Alm.Listeners!.Length == 0);
        without.SelectMany(r => r.Problems!).Select(p => p.Collector).ShouldNotContain(c => c == "autsw" || c == "uninstall" || c == "service" || c == "processes");
    }

    [Fact]
    public void An_unchanged_host_sends_the_same_content_under_another_number()
    {
        var host = Plants.Of().Hosts[5];
        var state = new HostState { Release = new AlmRelease(5, 1, 1, 2), StartedAt = Plants.Today.AddDays(-1) };
        var one = Content(ReportWriter.Write(host, state, Plants.Today, Plants.Today), out var oneId);
        var other = Content(ReportWriter.Write(host, state, Plants.Today.AddHours(3), Plants.Today.AddHours(3)), out var otherId);

        other.ShouldBe(one);
        otherId.ShouldNotBe(oneId);
    }

    [Fact]
    public void Some_host_clocks_are_wrong_and_tell_the_age_of_their_facts_all_the_same()
    {
        var ages = Plants.Of(1_000).Hosts
            .Select(h => ReportWriter.Compose(h, h.Life.At(Plants.Today), Plants.Today, Plants.Today.AddMinutes(5)))
            .ToList();

        ages.Count(r => Time(r.SentAt) != Plants.Today.AddMinutes(5)).ShouldBeInRange(10, 80);
        ages.ShouldAllBe(r => Time(r.SentAt) - Time(r.CollectedAt) == TimeSpan.FromMinutes(5));
    }

    private static string Content(byte[] body, out string? id)
    {
        var report = JsonNode.Parse(body)!.AsObject();
        id = report["reportId"]!.GetValue<string>();
        report.Remove("reportId");
        report.Remove("collectedAt");
        report.Remove("sentAt");
        return report.ToJsonString();
    }

    private static InventoryReport Read(byte[] body) => JsonSerializer.Deserialize<InventoryReport>(body, JsonSerializerOptions.Web)!;

    private static DateTimeOffset Time(string? text) => DateTimeOffset.Parse(text!, CultureInfo.InvariantCulture);
}
