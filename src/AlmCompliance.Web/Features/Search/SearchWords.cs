using System.Globalization;
using System.Net;
using AlmCompliance.Domain.Rules;

namespace AlmCompliance.Web.Features.Search;

/// <summary>What somebody typed, read: a rule among the words narrows to its findings, and the rest looks for hosts.</summary>
/// <param name="All">Every word, for what is looked through in memory.</param>
/// <param name="Rule"><see cref="RuleId.Unknown"/> where no word is one.</param>
/// <param name="HostText">The words without the rule; empty where there are no others.</param>
internal sealed record SearchWords(IReadOnlyList<string> All, RuleId Rule, string HostText)
{
    /// <summary>The text as a host's id.</summary>
    public Guid? HostId => Guid.TryParse(HostText, out var id) ? id : null;

    /// <summary>The text as a network, or as an IPv6 address, which can be written in more ways than one.</summary>
    public IPNetwork? Network
    {
        get
        {
            var slash = HostText.IndexOf('/', StringComparison.Ordinal);
            if (!IPAddress.TryParse(slash < 0 ? HostText : HostText[..slash], out var address) || (slash < 0 && !HostText.Contains(':', StringComparison.Ordinal)))
            {
                return null;
            }

            var bytes = address.GetAddressBytes();
            var length = bytes.Length * 8;
            if (slash >= 0 && (!int.TryParse(HostText.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out length) || length > bytes.Length * 8))
            {
                return null;
            }

            for (var bit = length; bit < bytes.Length * 8; bit++)
            {
                bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
            }

            return new IPNetwork(new IPAddress(bytes), length);
        }
    }

    public static SearchWords Read(string text)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var rules = words.Select(RuleOf).ToArray();
        var rule = rules.FirstOrDefault(r => r != RuleId.Unknown);
        return new SearchWords(words, rule, string.Join(' ', words.Where((_, i) => rules[i] == RuleId.Unknown)));
    }

    // The screen shows rules with their four digits only, so these alone are a rule's name too.
    private static RuleId RuleOf(string word)
    {
        var name = word.Length == 4 && word.All(char.IsAsciiDigit) ? $"ALM{word}" : word;
        return name.StartsWith("ALM", StringComparison.OrdinalIgnoreCase) && Enum.TryParse<RuleId>(name, ignoreCase: true, out var rule) && Enum.IsDefined(rule) ? rule : RuleId.Unknown;
    }
}
