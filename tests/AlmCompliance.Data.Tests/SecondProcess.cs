using System.Diagnostics;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Data.Trail;

namespace AlmCompliance.Data.Tests;

/// <summary>What this program does when a test starts it a second time.</summary>
internal static class SecondProcess
{
    public const string Mark = "--second-process";
    public const string Migrate = "migrate";
    public const string Write = "write";

    public static Process Start(string act, Provider provider, string connectionString) => Process.Start(
        new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "AlmCompliance.Data.Tests"), [Mark, act, provider.ToString(), connectionString])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!;

    public static async Task<int> RunAsync(string act, Provider provider, string connectionString)
    {
        await using var database = TestDatabase.At(provider, connectionString);
        if (act is Migrate)
        {
            await Console.Out.WriteLineAsync($"{await database.MigrateAsync()}");
            return 0;
        }

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => WriteUntilKilledAsync(database.Lane)));
        return 0;
    }

    private static async Task WriteUntilKilledAsync(IWriteLane lane)
    {
        while (true)
        {
            var zone = NewRow.Zone($"{Guid.NewGuid():N}");
            await lane.RunAsync(
                async (db, ct) =>
                {
                    db.Zones.Add(zone);
                    await AuditTrail.AppendAsync(db, NewRow.Act(subjectId: zone.Name), NewRow.Now, ct);
                },
                CancellationToken.None);
            Console.Out.WriteLine(zone.Name);
        }
    }
}
