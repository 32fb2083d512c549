using System.Globalization;
using AlmCompliance.Web.Hosting;

namespace AlmCompliance.Web.Access;

/// <summary>What the site asks of agents' keys.</summary>
/// <param name="RotateAfter">An agent whose key is older is told to fetch a new one.</param>
internal sealed record AgentKeyOptions(TimeSpan RotateAfter)
{
    /// <summary>A key may be replaced no sooner: the trail is not to be filled by it.</summary>
    public static readonly TimeSpan Earliest = TimeSpan.FromHours(1);

    private const int DefaultDays = 90;
    private const int MostDays = 3650;

    /// <summary>From <c>AgentKeys:RotateAfterDays</c>, 1 to 3650.</summary>
    /// <exception cref="StartException">It is no such number.</exception>
    public static AgentKeyOptions Read(IConfiguration configuration)
    {
        var text = configuration["AgentKeys:RotateAfterDays"];
        return text is null ? new(TimeSpan.FromDays(DefaultDays))
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is >= 1 and <= MostDays ? new(TimeSpan.FromDays(days))
            : throw new StartException($"AgentKeys:RotateAfterDays is a number of days from 1 to {MostDays}, not \"{text}\".");
    }

    public bool IsOld(Actor agent, DateTimeOffset now) => now - agent.KeySince > RotateAfter;
}
