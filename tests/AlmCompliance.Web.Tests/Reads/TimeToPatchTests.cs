using System.Net;
using System.Text.Json.Nodes;
using AlmCompliance.Data.Compliance;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Features.Compliance;
using Zone = AlmCompliance.Data.Inventory.Zone;

namespace AlmCompliance.Web.Tests.Reads;

/// <summary>From the first evidence of a missing update until it was in force, by zone.</summary>
public sealed class TimeToPatchTests
{
    [Theory, OnBoth]
    public async Task Each_zone_has_its_median_and_its_90th_percentile(Provider provider)
    {
        await using var plant = await Plant.CreateAsync(provider);
        var line = plant.Zone("Line 1");
        for (var days = 1; days <= 10; days++)
        {
            Patched(plant, line, openDays: days, patchedDaysAgo: 5);
        }

        Patched(plant, null, openDays: 40, patchedDaysAgo: 5);
        await plant.SaveAsync();

        var found = await AskAsync(plant);

        found.Zones.ShouldBe(
        [
            ("Line 1", new PatchTimes(line.Id, 10, TimeSpan.FromDays(5), TimeSpan.FromDays(9))),
            (null, new PatchTimes(null, 1, TimeSpan.FromDays(40), TimeSpan.FromDays(40))),
        ]);
        found.All.ShouldBe(new PatchTimes(null, 11, TimeSpan.FromDays(6), TimeSpan.FromDays(10)));
        (await AskAsync(plant, zones: ["-"])).All!.Hosts.ShouldBe(1);
        (await AskAsync(plant, actor: Plant.Of(line))).Zones.Select(z => z.Zone).ShouldBe(["Line 1"]);
        (await AskAsync(plant, fromDaysAgo: 4)).All.ShouldBeNull();
    }

    [Theory, OnBoth]
    public async Task What_was_no_patch_is_not_counted(Provider provider)
    {
        await using var plant = await Plant.CreateAsync(provider);

        // Compliant from its first report on.
        plant.Host("ES-NEW", with: (_, s) => s.Since = plant.Now.AddDays(-10));

        // Patched long ago, silent for a while, back.
        var back = Patched(plant, null, openDays: 3, patchedDaysAgo: 5, name: "ES-BACK", earlierDaysAgo: 300);
        plant.Period(back, ComplianceStatus.Unknown, 20, 5, ComplianceStatus.Compliant);

        // Not patched, only no longer found: its version is in doubt.
        var doubtful = plant.Host("ES-DOUBT", status: ComplianceStatus.Unknown, with: (_, s) => s.Since = plant.Now.AddDays(-10));
        plant.Finding(doubtful, RuleId.ALM0001, openedDaysAgo: 20).ClosedAt = plant.Now.AddDays(-10);
        await plant.SaveAsync();

        (await AskAsync(plant)).All.ShouldBeNull();
    }

    [Theory, OnBoth]
    public async Task A_host_that_fell_back_counts_for_each_time_and_a_wait_for_the_restart_belongs_to_it(Provider provider)
    {
        await using var plant = await Plant.CreateAsync(provider);
        var host = plant.Host("ES-1", with: (_, s) => s.Since = plant.Now.AddDays(-10));
        plant.Period(host, ComplianceStatus.NonCompliant, 60, 50);
        plant.Period(host, ComplianceStatus.Compliant, 50, 30);
        plant.Period(host, ComplianceStatus.NonCompliant, 30, 10);
        plant.Finding(host, RuleId.ALM0001, openedDaysAgo: 60).ClosedAt = plant.Now.AddDays(-50);
        plant.Finding(host, RuleId.ALM0001, openedDaysAgo: 30).ClosedAt = plant.Now.AddDays(-12);
        await plant.SaveAsync();

        var all = (await AskAsync(plant)).All!;

        all.ShouldBe(new PatchTimes(null, 2, TimeSpan.FromDays(10), TimeSpan.FromDays(20)));
    }

    [Fact]
    public async Task The_API_says_it_in_days_and_knows_its_fields()
    {
        await using var plant = await Plant.CreateAsync(Provider.Sqlite);
        var line = plant.Zone("Line 1");
        Patched(plant, line, openDays: 3, patchedDaysAgo: 5);
        plant.Add(new DailyCount { Day = new DateOnly(2026, 11, 20), AdvisoryId = Plant.Note, ZoneId = line.Id, Status = ComplianceStatus.NonCompliant, IsExposed = true, Hosts = 7 });
        plant.Add(new DailyCount { Day = new DateOnly(2026, 11, 21), AdvisoryId = Plant.Note, Status = ComplianceStatus.Unknown, Hosts = 2 });
        await plant.SaveAsync();
        await using var api = await ReadApi.StartAsync(plant, Plant.Everyone);

        var times = await JsonAsync(api, "/compliance/time-to-patch?zone=Line%201");
        times["all"]!["hosts"]!.GetValue<int>().ShouldBe(1);
        times["zones"]![0]!.ToJsonString().ShouldBe("""{"zone":"Line 1","hosts":1,"medianDays":3,"percentile90Days":3}""");
        (await JsonAsync(api, "/compliance/time-to-patch?to=2026-11-01"))["all"].ShouldBeNull();
        (await JsonAsync(api, "/compliance/time-to-patch?advisory=SSA-476715"))["all"].ShouldBeNull();
        (await JsonAsync(api, "/compliance/daily-counts"))["days"]!.ToJsonString().ShouldBe(
            """[{"day":"2026-11-20","zone":"Line 1","status":"NonCompliant","exposed":true,"hosts":7},{"day":"2026-11-21","zone":null,"status":"Unknown","exposed":false,"hosts":2}]""");
        (await JsonAsync(api, "/compliance/daily-counts?zone=-"))["days"]!.AsArray().Count.ShouldBe(1);
        foreach (var path in (string[])["/compliance/time-to-patch", "/compliance/daily-counts"])
        {
            foreach (var wrong in (string[])["?from=yesterday", "?to=2030-01-01", "?from=2026-11-20&to=2026-11-19", "?zone=nowhere"])
            {
                using var answer = await api.GetAsync(path + wrong);
                answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest, path + wrong);
            }
        }
    }

    private static async Task<JsonObject> JsonAsync(ReadApi api, string path)
    {
        using var answer = await api.GetAsync(path);
        var body = await answer.Content.ReadAsStringAsync(Plant.Stop);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, body);
        return JsonNode.Parse(body)!.AsObject();
    }

    /// <summary>A host that was found affected, and then Compliant; also once before, where that is said.</summary>
    private static Data.Inventory.Host Patched(Plant plant, Zone? zone, int openDays, int patchedDaysAgo, string? name = null, int? earlierDaysAgo = null)
    {
        var host = plant.Host(name ?? $"ES-{zone?.Name}-{openDays}", zone, with: (_, s) => s.Since = plant.Now.AddDays(-patchedDaysAgo));
        var closedDaysAgo = earlierDaysAgo ?? patchedDaysAgo;
        plant.Finding(host, RuleId.ALM0001, openedDaysAgo: closedDaysAgo + openDays).ClosedAt = plant.Now.AddDays(-closedDaysAgo);
        if (earlierDaysAgo is { } earlier)
        {
            plant.Period(host, ComplianceStatus.Compliant, earlier, 20);
        }

        return host;
    }

    private static Task<PatchHistory> AskAsync(Plant plant, int fromDaysAgo = 90, string[]? zones = null, Actor? actor = null) =>
        plant.History.TimeToPatchAsync(actor ?? Plant.Everyone, Plant.Note, plant.Now.AddDays(-fromDaysAgo), plant.Now, zones ?? [], Plant.Stop);
}
