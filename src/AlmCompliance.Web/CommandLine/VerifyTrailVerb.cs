using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;
using AlmCompliance.Data;
using AlmCompliance.Data.Trail;
using AlmCompliance.Web.Hosting;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.CommandLine;

/// <summary>Reads the whole audit trail and says in one line whether it holds. It writes nothing and may run beside a server.</summary>
internal static partial class VerifyTrailVerb
{
    private const int Broken = 2;
    private const int ConsistentOnly = 3;

    public static Command Create()
    {
        var data = SharedOptions.Data();
        var head = new Option<string?>("--head")
        {
            Description = "A head that was kept outside of the database, SEQUENCE:HEXHASH, or a file that holds such ones, a log for example. The trail must agree with every one, however old.",
        };
        var verify = new Command(
            "verify-trail",
            "Says whether the audit trail is whole. Exit code 0: whole, and it agrees with the heads given; 2: broken; 3: internally consistent only, for without a head from outside nobody can tell whether the whole chain was written anew.")
        { data, head };
        verify.SetAction(async (parsed, cancellationToken) =>
        {
            var heads = parsed.GetValue(head) is { } text ? await HeadsAsync(text, cancellationToken) : [];
            await using var app = AlmServer.Build(new ServerOptions { DataDirectory = SharedOptions.FullPath(parsed.GetValue(data)!), Scheduler = false });
            await app.Services.GetRequiredService<IDatabasePreparation>().RequireAsync(cancellationToken);
            await using var db = await app.Services.GetRequiredService<IDbContextFactory<AlmDbContext>>().CreateDbContextAsync(cancellationToken);
            var found = await TrailCheck.RunAsync(db, heads, cancellationToken);
            await Console.Out.WriteLineAsync(Say(found, heads));
            return found.Break is not null ? Broken : heads.Count > 0 ? 0 : ConsistentOnly;
        });
        return verify;
    }

    private static string Say(TrailFinding found, List<TrailHead> heads) => found.Break is { } flaw ? $"The audit trail is broken: {flaw}."
        : heads.Count == 0 ? $"The audit trail is internally consistent only, no head from outside was given; its own head is {found.Last}"
        : string.Create(CultureInfo.InvariantCulture, $"The audit trail is whole up to entry {heads.Max(h => h.Sequence)} by {(heads.Count == 1 ? "the head" : $"the {heads.Count} heads")} given, and consistent up to its own head {found.Last}");

    private static async Task<List<TrailHead>> HeadsAsync(string text, CancellationToken cancellationToken)
    {
        if (TrailHead.TryParse(text, out var given))
        {
            return given.Sequence > 0 ? [given] : throw new StartException("--head 0 is the head of a trail without an entry: every trail agrees with it.");
        }

        if (!File.Exists(text))
        {
            throw new StartException("--head is SEQUENCE:HEXHASH, or a file that holds such heads.");
        }

        var heads = new HashSet<TrailHead>();
        try
        {
            await foreach (var line in File.ReadLinesAsync(text, cancellationToken))
            {
                heads.UnionWith(Head().Matches(line).Select(m => TrailHead.TryParse(m.Value, out var head) && head.Sequence > 0 ? head : null).OfType<TrailHead>());
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartException($"{text} cannot be read.");
        }

        return heads.Count > 0 ? [.. heads] : throw new StartException($"{text} holds no head of an audit trail, SEQUENCE:HEXHASH.");
    }

    [GeneratedRegex("(?<![0-9A-Za-z:])[0-9]{1,18}:[0-9a-fA-F]{64}(?![0-9A-Za-z])", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Head();
}
