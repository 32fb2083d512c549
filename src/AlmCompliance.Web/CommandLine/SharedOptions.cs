using System.CommandLine;
using AlmCompliance.Web.Hosting;

namespace AlmCompliance.Web.CommandLine;

/// <summary>Options that several verbs share.</summary>
internal static class SharedOptions
{
    public static Option<string> Data() => new("--data") { Description = "Folder of the database, its backups and the certificate.", DefaultValueFactory = _ => "data" };

    /// <summary>The folder as the caller means it.</summary>
    public static string FullPath(string folder)
    {
        if (string.IsNullOrWhiteSpace(folder))
        {
            throw new StartException("--data needs a folder.");
        }

        return Path.GetFullPath(folder);
    }

    /// <summary>Runs work on a server that does not listen: its services over a database that is up to date.</summary>
    public static async Task<int> WithServicesAsync(string data, Func<IServiceProvider, Task> work, CancellationToken cancellationToken)
    {
        await using var app = AlmServer.Build(new ServerOptions { DataDirectory = FullPath(data), Scheduler = false });
        var made = await app.Services.GetRequiredService<IDatabasePreparation>().PrepareAsync(cancellationToken);
        await work(app.Services);
        if (made is not null)
        {
            // In the wrong folder a verb would seem to have worked.
            await Console.Error.WriteLineAsync($"This made a new database: {made}");
        }

        return 0;
    }

    /// <summary>The value that an act made, or its refusal as the one line that the program ends with.</summary>
    public static T Require<T>(Access.Outcome<T> outcome) => outcome.Succeeded ? outcome.Value! : throw new StartException(string.Join(' ', outcome.Errors));

    /// <exception cref="StartException">It is not of the form d.hh:mm:ss, or not more than nothing.</exception>
    public static TimeSpan Lifetime(string option, string text) =>
        TimeSpan.TryParseExact(text, ["d\\.hh\\:mm\\:ss", "hh\\:mm\\:ss"], System.Globalization.CultureInfo.InvariantCulture, out var span) && span > TimeSpan.Zero
            ? span
            : throw new StartException($"{option} is d.hh:mm:ss, for example 30.00:00:00.");
}
