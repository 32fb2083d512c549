using System.Collections.Concurrent;
using System.Security.Cryptography;
using AlmCompliance.Web.Access;

namespace AlmCompliance.Web.Features.Agents;

/// <summary>A build of the agent that this server carries: a zip beside its program.</summary>
/// <param name="Name">What it runs on: <c>net40</c>, <c>win-x64</c>.</param>
/// <param name="Sha256">Of the zip, in lower case.</param>
internal sealed record AgentBuild(string Name, string FileName, long Bytes, string Sha256);

/// <summary>The builds of the agent that came with this server. A server that runs from its source has none.</summary>
internal sealed class AgentBuildQueries(IConfiguration configuration)
{
    private const string Prefix = "alm-compliance-agent-";

    private readonly string _folder = configuration["Agents:Builds"] ?? Path.Combine(AppContext.BaseDirectory, "agents");
    private readonly ConcurrentDictionary<string, (DateTime WrittenAt, AgentBuild Build)> _known = new(StringComparer.Ordinal);

    public async Task<IReadOnlyList<AgentBuild>> ListAsync(Actor actor, CancellationToken cancellationToken)
    {
        actor.RequireReader();
        var builds = new List<AgentBuild>();
        if (Directory.Exists(_folder))
        {
            foreach (var file in Directory.EnumerateFiles(_folder, $"{Prefix}*.zip").Where(f => IsName(NameOf(f))).Order(StringComparer.Ordinal))
            {
                builds.Add(await DescribeAsync(file, cancellationToken));
            }
        }

        return builds;
    }

    /// <summary>Open for reading; null where there is no such build.</summary>
    public FileStream? Open(Actor actor, string? name)
    {
        actor.RequireReader();
        var file = Path.Combine(_folder, $"{Prefix}{name}.zip");
        return IsName(name) && File.Exists(file) ? File.OpenRead(file) : null;
    }

    private async Task<AgentBuild> DescribeAsync(string file, CancellationToken cancellationToken)
    {
        var writtenAt = File.GetLastWriteTimeUtc(file);
        if (_known.TryGetValue(file, out var known) && known.WrittenAt == writtenAt)
        {
            return known.Build;
        }

        await using var content = File.OpenRead(file);
        var build = new AgentBuild(NameOf(file), Path.GetFileName(file), content.Length, Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken)));
        _known[file] = (writtenAt, build);
        return build;
    }

    private static string NameOf(string file) => Path.GetFileNameWithoutExtension(file)[Prefix.Length..];

    // No way out of the folder, and nothing that a header or a page has to be kept from.
    private static bool IsName(string? name) => name is { Length: > 0 and <= 40 } && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}
