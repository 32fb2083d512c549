using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace AlmCompliance.Browser.Tests;

/// <summary>What a page asks of the database, from its address to the circuit that stands, as the server's own log tells it.</summary>
public sealed partial class StatementTests(Browser browser)
{
    private const int Most = 8;
    private const string Executed = "Microsoft.EntityFrameworkCore.Database.Command[20101]";

    [Fact]
    public async Task No_page_runs_more_than_eight_statements_prerender_and_circuit_start_together()
    {
        await using var plant = await SharedPlant.StartAsync(
            browser,
            ("Logging__LogLevel__Microsoft.EntityFrameworkCore.Database.Command", "Information"),
            ("Logging__Console__FormatterOptions__IncludeScopes", "true"));
        var page = await plant.OpenAsync(browser);
        var wrong = new List<string>();

        foreach (var (name, path) in Pages.All)
        {
            var statements = await AskedAsync(plant, page, path);

            // What another circuit asks in between may only add to it.
            for (var again = 0; again < 2 && statements.Count > Most; again++)
            {
                statements = await AskedAsync(plant, page, path);
            }

            TestContext.Current.TestOutputHelper?.WriteLine($"{name}: {statements.Count}");
            if (statements.Count > Most)
            {
                wrong.Add($"{name}: {statements.Count}\n{string.Join('\n', statements.Select(s => $"    {Shortened(s)}"))}");
            }
        }

        wrong.ShouldBeEmpty();
    }

    /// <summary>The page's own statements: circuits of pages that were left may live on for a while, and are known by their connections.</summary>
    private static async Task<List<string>> AskedAsync(SharedPlant plant, IPage page, string path)
    {
        await page.GotoAsync("about:blank");
        var before = await QuietAsync(plant.Server!);
        var known = before.Select(ConnectionOf).ToHashSet(StringComparer.Ordinal);
        await page.GotoAsync(plant.Address(path));
        await Steps.LiveAsync(page);
        return (await QuietAsync(plant.Server!))[before.Count..].FindAll(s => ConnectionOf(s) is not { Length: > 0 } connection || !known.Contains(connection));
    }

    /// <summary>The statements so far, once no more of them come.</summary>
    private static async Task<List<string>> QuietAsync(ServerProcess server)
    {
        var seen = -1;
        while (true)
        {
            var statements = server.Log.Split('\n').Where(IsOfAPage).ToList();
            if (statements.Count == seen)
            {
                return statements;
            }

            seen = statements.Count;
            await Task.Delay(500, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Of a request or of its circuit, both of which the log names; jobs are of neither. Whether a session still stands is asked once a minute, whatever page is open.</summary>
    private static bool IsOfAPage(string line) =>
        line.Contains(Executed, StringComparison.Ordinal)
        && (line.Contains("RequestPath:", StringComparison.Ordinal) || line.Contains("TransportConnectionId:", StringComparison.Ordinal))
        && !SessionCheck().IsMatch(line);

    private static string ConnectionOf(string line) => Connection().Match(line).Value;

    private static string Shortened(string statement)
    {
        var sql = Sql().Match(statement).Value;
        var from = sql.IndexOf("FROM", StringComparison.Ordinal);
        return from < 0 ? sql[..Math.Min(sql.Length, 160)] : sql[from..Math.Min(sql.Length, from + 160)];
    }

    [GeneratedRegex("""SELECT [^(]* FROM "AspNetUser(s|Claims)" AS "a"\s+WHERE "a"\."(Id|UserId)" = @\w+""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SessionCheck();

    [GeneratedRegex("(?<=TransportConnectionId:)[^, ]+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Connection();

    [GeneratedRegex("(SELECT|UPDATE|INSERT|DELETE|WITH) .*", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Sql();
}
