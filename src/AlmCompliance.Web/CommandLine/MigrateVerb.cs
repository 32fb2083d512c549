using System.CommandLine;
using System.Globalization;
using AlmCompliance.Web.Hosting;

namespace AlmCompliance.Web.CommandLine;

internal static class MigrateVerb
{
    public static Command Create()
    {
        var data = SharedOptions.Data();
        var migrate = new Command("migrate", "Brings the database up to date; on SQLite after a backup beside it.") { data };
        migrate.SetAction(async (parsed, cancellationToken) =>
        {
            await using var app = AlmServer.Build(new ServerOptions { DataDirectory = SharedOptions.FullPath(parsed.GetValue(data)!), Scheduler = false });
            var applied = await app.Services.GetRequiredService<IDatabasePreparation>().MigrateAsync(cancellationToken);
            await Console.Out.WriteLineAsync(applied.ToString(CultureInfo.InvariantCulture));
            return 0;
        });
        return migrate;
    }
}
