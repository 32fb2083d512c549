using System.CommandLine;
using System.Globalization;
using AlmCompliance.Contracts;
using AlmCompliance.Simulator.Plant;
using AlmCompliance.Simulator.Traffic;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Features.AuditReports.Making;
using AlmCompliance.Web.Features.AuditReports.Model;
using AlmCompliance.Web.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Spectre.Console;

namespace AlmCompliance.Web.CommandLine;

/// <summary>A plant of simulated hosts reports to a server over HTTP: 90 days replayed on a shifted clock, then live.</summary>
internal static class DemoVerb
{
    public static Command Create()
    {
        var urls = new Option<string?>("--urls") { Description = "Loopback address to listen on; default http://localhost:5080." };
        var hosts = new Option<int>("--hosts") { Description = "Number of simulated hosts.", DefaultValueFactory = _ => 250 };
        var seed = new Option<int>("--seed") { Description = "The same seed makes the same plant.", DefaultValueFactory = _ => 57252401 };
        var demo = new Command("demo", "Shows the product: a simulated plant reports over the real API into a throw-away database.") { urls, hosts, seed };
        demo.SetAction(async (parsed, cancellationToken) =>
        {
            var folder = Directory.CreateTempSubdirectory("alm-demo-");
            try
            {
                return await RunAsync(folder.FullName, parsed.GetValue(urls), new PlantOptions { Hosts = parsed.GetValue(hosts), Seed = parsed.GetValue(seed), ChangedShare = 0.01 }, cancellationToken);
            }
            finally
            {
                Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
                folder.Delete(recursive: true);
            }
        });
        return demo;
    }

    private static async Task<int> RunAsync(string folder, string? urls, PlantOptions options, CancellationToken cancellationToken)
    {
        if (options.Problem is { } problem)
        {
            throw new StartException(problem);
        }

        var clock = new ShiftedClock();
        var now = TimeProvider.System.GetUtcNow();
        var plant = new SimulatedPlant(options, now);
        clock.Shift = plant.Start - now;
        await using var app = AlmServer.Build(new ServerOptions
        {
            DataDirectory = folder,
            Urls = urls,
            Clock = clock,
            Settings = new Dictionary<string, string?>
            {
                ["Database:Provider"] = "Sqlite",
                ["ConnectionStrings:Alm"] = null,
                ["Logging:LogLevel:Default"] = "Warning",
                ["Logging:LogLevel:Microsoft.Hosting.Lifetime"] = "Warning",
            },
        });
        await app.Services.GetRequiredService<IDatabasePreparation>().PrepareAsync(cancellationToken);
        var furniture = await FurnishDemo.RunAsync(app.Services, plant, cancellationToken);
        await AlmServer.StartAsync(app, cancellationToken);

        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        using var http = new HttpClient { BaseAddress = new Uri(address) };
        var client = new PlantClient(http, TimeProvider.System, new PlantClientOptions { TokensByZone = furniture.TokensByZone, Token = furniture.AnyZoneToken });
        await ReplayAsync(plant, client, clock, now, cancellationToken);
        clock.Shift = TimeSpan.Zero;
        await CopyDiskAsync(http, plant.Hosts[0], furniture.AnyZoneToken, cancellationToken);
        await new DecideDemo(app.Services, furniture.Second, furniture.First, TimeProvider.System.GetUtcNow()).RunAsync(cancellationToken);
        await ReportAsync(app.Services.GetRequiredService<RequestReport>(), furniture.Second, now, cancellationToken);
        Say(address, furniture.Password, options.Hosts);

        var stopping = app.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, stopping);
        var live = new LiveTraffic(plant, client).RunAsync(stop.Token);
        await app.WaitForShutdownAsync(stop.Token);
        await live;
        return 0;
    }

    private static Task ReplayAsync(SimulatedPlant plant, PlantClient client, ShiftedClock clock, DateTimeOffset now, CancellationToken cancellationToken) =>
        AnsiConsole.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn()).StartAsync(async progress =>
        {
            var bar = progress.AddTask("Replaying 90 days of a plant", maxValue: 1);
            await new PlantReplay(plant, client).RunAsync(
                plant.Start,
                now,
                at =>
                {
                    clock.Shift = at - TimeProvider.System.GetUtcNow();
                    return Task.CompletedTask;
                },
                new Reporter(done => bar.Value = done.Share),
                cancellationToken);
            bar.Value = 1;
        });

    /// <summary>A machine from a known one's disk image asks to enrol, and waits for a person.</summary>
    private static async Task CopyDiskAsync(HttpClient http, SimulatedHost original, string token, CancellationToken cancellationToken)
    {
        var request = new EnrollAgentRequest { EnrollmentToken = token, MachineId = original.MachineId, HostName = $"{original.Name}-B", RequestSecret = Secrets.New("") };
        using var answer = await http.PostAsJsonAsync("api/v1/agents", request, cancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>How the plant stood a month ago, and how it stands: the second is compared with the first.</summary>
    private static async Task ReportAsync(RequestReport request, Actor actor, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var asOf in (DateTimeOffset?[])[now.AddDays(-30), null])
        {
            await request.RunAsync(actor, new ReportRequest(ReportScopeKind.Fleet, null, [], [], null, asOf, "en"), cancellationToken);
        }
    }

    private static void Say(string address, string password, int hosts)
    {
        var grid = new Grid().AddColumn().AddColumn();
        grid.AddRow("Open", $"[bold]{Markup.Escape(address)}[/]");
        grid.AddRow("E-mail", $"{FurnishDemo.Email}, or {FurnishDemo.OtherEmail}: who asks cannot approve");
        grid.AddRow("Password", Markup.Escape(password));
        grid.AddRow("", "");
        grid.AddRow("Overview", "who complies, in a sentence; each number leads to its hosts");
        grid.AddRow("Hosts", string.Create(CultureInfo.InvariantCulture, $"{hosts} machines with 90 days of history; sort by evidence, filter by rule"));
        grid.AddRow("Zones", "address ranges, permitted ways, and which boundaries nobody has proven");
        grid.AddRow("Advisories", "nine of them, what they judge, and where their sources contradict each other");
        grid.AddRow("Decisions", "licence servers, deferrals, accepted risks, and one that waits for your approval");
        grid.AddRow("Reports", "what an auditor gets: PDF, workbook, a signed pack, and how to check it");
        grid.AddRow("Agents", "enrolment tokens, and a machine from a copied disk that waits for a person");
        grid.AddRow("API", $"{Markup.Escape(address)}/api-docs");
        AnsiConsole.Write(new Panel(grid).Header(" ALM Compliance, demo: reports go on live, Ctrl+C ends and forgets all "));
    }

    // Progress<T> would report from the thread pool, out of order.
    private sealed class Reporter(Action<ReplayProgress> report) : IProgress<ReplayProgress>
    {
        public void Report(ReplayProgress value) => report(value);
    }
}
