using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using AlmCompliance.Data.Access;
using AlmCompliance.Data.Probes;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Domain.Segmentation;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment;
using AlmCompliance.Web.Features.Probes;
using AlmCompliance.Web.Features.Zones;
using AlmCompliance.Web.Tests.Serving;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Tests.Zones;

/// <summary>A plant with an office (10.1.0.0/24) and a cell (10.2.0.0/24), drawn by the actions that people have.</summary>
internal sealed class DrawnPlant : IAsyncDisposable
{
    public const string OfficeAddress = "10.1.0.2";
    public const string TargetAddress = "10.2.0.2";
    public const string ControlAddress = "10.2.0.3";

    private DrawnPlant(AlmTestServer server) => Server = server;

    public static Actor Admin => AlmTestServer.Administrator;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public AlmTestServer Server { get; }
    public Guid Office { get; private set; }
    public Guid Cell { get; private set; }
    public TestAgent OfficeHost { get; private set; } = null!;
    public TestAgent Target { get; private set; } = null!;
    public TestAgent Control { get; private set; } = null!;

    public static async Task<DrawnPlant> StartAsync(Provider provider)
    {
        var plant = new DrawnPlant(await AlmTestServer.StartAsync(provider));
        plant.Office = await plant.ZoneAsync("Office", "10.1.0.0/24");
        plant.Cell = await plant.ZoneAsync("Cell", "10.2.0.0/24");
        return plant;
    }

    /// <summary>Three hosts that report, and everything that a person must say before the target is probed.</summary>
    public static async Task<DrawnPlant> WithProbesAsync(Provider provider)
    {
        var plant = await StartAsync(provider);
        plant.OfficeHost = await plant.AgentAsync("OF-1", OfficeAddress);
        plant.Target = await plant.AgentAsync("ES-TARGET", TargetAddress);
        plant.Control = await plant.AgentAsync("ES-CONTROL", ControlAddress);
        await plant.Server.Get<StartProbes>().RunAsync(Admin, Stop);
        await plant.Server.Get<ListProbePort>().RunAsync(Admin, "", HostShielding.DefaultPort, listed: true, Stop);
        var from = TimeOnly.FromDateTime(plant.Server.Clock.Now.UtcDateTime).AddMinutes(30);
        foreach (var zone in (Guid[])[plant.Office, plant.Cell])
        {
            await plant.AllowAsync(zone, from, from.AddHours(1));
        }

        await plant.ConfirmAsync(plant.Cell);
        (await plant.Server.Get<ApproveTarget>().RunAsync(Admin, plant.Target.HostId, approved: true, Stop)).Errors.ShouldBeEmpty();
        return plant;
    }

    public async Task<Guid> ZoneAsync(string name, params string[] ranges)
    {
        var zone = (await Server.Get<CreateZone>().RunAsync(Admin, new ZoneDraft(name, "", ZoneCriticality.Medium, "M. Keller"), Stop)).Value;
        foreach (var range in ranges)
        {
            (await Server.Get<AddRange>().RunAsync(Admin, zone, range, Stop)).Errors.ShouldBeEmpty();
        }

        return zone;
    }

    public async Task<TestAgent> AgentAsync(string name, params string[] addresses) => await ReportingAsync(await Server.AgentAsync(name), addresses);

    public static async Task<TestAgent> ReportingAsync(TestAgent agent, params string[] addresses)
    {
        await agent.AcceptAsync(Report(agent, addresses));
        return agent;
    }

    public static JsonObject Report(TestAgent agent, params string[] addresses)
    {
        var report = agent.Report();
        report["host"]!["addresses"] = new JsonArray([.. addresses.Select(a => (JsonNode)$"{a}/24")]);
        report["probes"] = new JsonArray();
        return report;
    }

    /// <summary>Posts a report of the host, with what it found at the present moment of the server's clock; answers what it is asked to probe.</summary>
    public async Task<JsonArray> ExchangeAsync(TestAgent agent, string address, params (string Address, string Result)[] found)
    {
        var report = Report(agent, address);
        report["probes"] = new JsonArray([.. found.Select(f => (JsonNode)new JsonObject { ["address"] = f.Address, ["port"] = HostShielding.DefaultPort, ["result"] = f.Result, ["at"] = TestReport.Time(Server.Clock.Now) })]);
        using var answer = await agent.PostAsync(report);
        return (await answer.JsonAsync())["probeTargets"]!.AsArray();
    }

    public async Task AllowAsync(Guid zone, TimeOnly from, TimeOnly to) =>
        (await Server.Get<AllowZoneProbes>().RunAsync(Admin, zone, new ZoneProbing(true, from, to, OldTargets: true), Stop)).Errors.ShouldBeEmpty();

    public Task<int> PlanAsync() => Server.Get<PlanProbes>().RunAsync(Admin, Stop);

    /// <summary>Plans, and moves the clock to the moment of what was planned.</summary>
    public async Task<IReadOnlyList<ProbeTask>> PlanAndWaitAsync()
    {
        await PlanAsync();
        var tasks = await TasksAsync();
        Server.Clock.Advance(tasks[0].NotBefore - Server.Clock.Now);
        return tasks;
    }

    public async Task<IReadOnlyList<ProbeTask>> TasksAsync()
    {
        await using var db = Server.Db();
        return await db.ProbeTasks.AsNoTracking().OrderBy(t => t.NotBefore).ThenBy(t => t.Purpose).ToListAsync(Stop);
    }

    /// <summary>What the job of the minute does.</summary>
    public Task<int> JudgeAsync() => Server.Get<Redraw>().ProbedAsync(Stop);

    public async Task ConfirmAsync(Guid zone)
    {
        foreach (var range in (await Server.Get<ZoneQueries>().GetAsync(Admin, zone, Stop))!.Ranges)
        {
            (await Server.Get<ConfirmRange>().RunAsync(Admin, zone, range.Id, Stop)).Errors.ShouldBeEmpty();
        }
    }

    /// <summary>The state of the boundary from the office to the cell, by the API.</summary>
    public async Task<string> BoundaryAsync()
    {
        var zone = await GetAsync($"/api/v1/zones/{Cell}");
        return (string)zone["boundaries"]!.AsArray().Single(b => (string?)b!["from"] == Office.ToString())!["state"]!;
    }

    /// <summary>The port measure of a host for the note, as it was judged and stored.</summary>
    public static async Task<MeasureState> PortMeasureAsync(TestAgent agent) =>
        (await agent.StatusAsync()).Measures.Single(m => m.Measure == ProtectiveMeasure.Port).State;

    public async Task<JsonObject> GetAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await Server.ApiTokenAsync(AccessRole.Viewer));
        using var answer = await Server.Client.SendAsync(request, Stop);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, path.ToString(CultureInfo.InvariantCulture));
        return await answer.JsonAsync();
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
