using System.Globalization;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Web.Hosting;

namespace AlmCompliance.Web.Assessment;

/// <summary>What the site found out about ALM's own remote access setting, which no public source documents.</summary>
/// <param name="Lines">The lines whose setting agents read where the site proved it to be; none until the site says so.</param>
internal sealed record RemoteAccessOptions(IReadOnlyList<ProductLine> Lines)
{
    public static RemoteAccessOptions None { get; } = new([]);

    /// <summary>From <c>RemoteAccess:ProvenSettings</c>: a list of <c>V5</c> or <c>V6.0</c>.</summary>
    /// <exception cref="StartException">One of them is no such line.</exception>
    public static RemoteAccessOptions Read(IConfiguration configuration) =>
        new([.. configuration.GetSection("RemoteAccess:ProvenSettings").GetChildren().Select(line => LineOf(line.Value))]);

    private static ProductLine LineOf(string? text)
    {
        var parts = text is ['V' or 'v', ..] ? text[1..].Split('.') : [];
        return parts switch
        {
            [var major] when NumberOf(major) is >= 1 and <= 9 and var one => new ProductLine(one),
            [var major, var minor] when NumberOf(major) is >= 1 and <= 9 and var one && NumberOf(minor) is >= 0 and <= 99 and var two => new ProductLine(one, two),
            _ => throw new StartException($"RemoteAccess:ProvenSettings names ALM lines as V5 or V6.0, not \"{text}\"."),
        };
    }

    private static int? NumberOf(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
