using System.CommandLine;
using System.Globalization;
using AlmCompliance.Simulator.Plant;
using AlmCompliance.Simulator.Traffic;
using AlmCompliance.Web.Hosting;
using Spectre.Console;

namespace AlmCompliance.Web.CommandLine;

/// <summary>A plant of simulated hosts for any server: a table while it runs on standard error, its result as JSON on standard output.</summary>
internal static class SimulateVerb
{
    private static readonly TimeSpan s_refresh = TimeSpan.FromSeconds(1);

    public static Command Create()
    {
        var server = new Option<string>("--server") { Description = "The server's address.", DefaultValueFactory = _ => ListeningPolicy.DefaultUrl };
        var tokenFile = new Option<string?>("--token-file") { Description = "File with the enrolment token; without, it is read from standard input." };
        var hosts = new Option<int>("--hosts") { Description = "Number of hosts.", DefaultValueFactory = _ => 250 };
        var rate = new Option<double>("--rate") { Description = "Reports a second over the whole plant; 0 as fast as the server takes them.", DefaultValueFactory = _ => 2 };
        var change = new Option<double>("--change") { Description = "Share of reports whose content changed.", DefaultValueFactory = _ => 0.1 };
        var silent = new Option<double>("--silent") { Description = "Share of hosts that stay silent.", DefaultValueFactory = _ => 0.025 };
        var clones = new Option<int>("--clones") { Description = "Machines made from another one's disk image." };
        var malformed = new Option<double>("--malformed") { Description = "Share of reports that no server may take." };
        var seed = new Option<int>("--seed") { Description = "The same seed makes the same plant.", DefaultValueFactory = _ => 57252401 };
        var duration = new Option<string?>("--duration") { Description = "How long, d.hh:mm:ss; without, until Ctrl+C." };
        var simulate = new Command("simulate", "Plays a plant of hosts against a server.") { server, tokenFile, hosts, rate, change, silent, clones, malformed, seed, duration };
        simulate.SetAction(async (parsed, cancellationToken) =>
        {
            var options = new PlantOptions
            {
                Hosts = parsed.GetValue(hosts),
                Rate = parsed.GetValue(rate),
                ChangedShare = parsed.GetValue(change),
                SilentShare = parsed.GetValue(silent),
                CloneCount = parsed.GetValue(clones),
                MalformedShare = parsed.GetValue(malformed),
                Seed = parsed.GetValue(seed),
                Duration = parsed.GetValue(duration) is { } text ? SharedOptions.Lifetime("--duration", text) : null,
            };
            if (options.Problem is { } problem)
            {
                throw new StartException(problem);
            }

            if (!Uri.TryCreate(parsed.GetValue(server), UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            {
                throw new StartException("--server is an address such as http://localhost:5080.");
            }

            var token = parsed.GetValue(tokenFile) is { } file
                ? await File.ReadAllTextAsync(file, cancellationToken)
                : await Console.In.ReadLineAsync(cancellationToken);
            if (string.IsNullOrWhiteSpace(token))
            {
                throw new StartException("The enrolment token is read from --token-file or standard input, and there was none.");
            }

            await RunAsync(address, token.Trim(), options, cancellationToken);
            return 0;
        });
        return simulate;
    }

    private static async Task RunAsync(Uri server, string token, PlantOptions options, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = server };
        var client = new PlantClient(http, TimeProvider.System, new PlantClientOptions { Token = token });
        var live = new LiveTraffic(new SimulatedPlant(options, TimeProvider.System.GetUtcNow()), client);
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        var run = live.RunAsync(cancellationToken);
        await console.Live(Table(live.Totals.Read())).StartAsync(async display =>
        {
            while (!run.IsCompleted)
            {
                await Task.WhenAny(run, Task.Delay(s_refresh, TimeProvider.System, CancellationToken.None));
                display.UpdateTarget(Table(live.Totals.Read()));
            }
        });
        await Console.Out.WriteLineAsync((await run).ToJson());
    }

    private static Table Table(TrafficResult result)
    {
        var table = new Table().AddColumns("enrolled", "waiting", "sent", "accepted", "a second", "p50 ms", "p95 ms", "p99 ms", "answers");
        var answers = string.Join(' ', result.ByStatus.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => $"{s.Key}: {s.Value.ToString(CultureInfo.InvariantCulture)}"));
        string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
        return table.AddRow(
            Number(result.Enrolled), Number(result.Waiting), Number(result.Sent), Number(result.Accepted), Number(result.ReportsPerSecond), Number(result.LatencyP50Ms), Number(result.LatencyP95Ms), Number(result.LatencyP99Ms), Markup.Escape(answers));
    }
}
