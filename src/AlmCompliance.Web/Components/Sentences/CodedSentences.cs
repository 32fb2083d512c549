using System.Globalization;
using System.Resources;
using AlmCompliance.Web.Components.Values;

namespace AlmCompliance.Web.Components.Sentences;

/// <summary>
/// Turns a code and its arguments into a sentence of a language. Arguments are raw host text: they are tamed here and
/// never read as a format; whoever shows the sentence encodes it. Where an argument is missing or empty the key with
/// <c>.Bare</c> says the same without it; an argument that the rules chose from their own words has a translation under
/// <c>Word.</c>.
/// </summary>
internal sealed class CodedSentences(ResourceManager texts)
{
    private const int MostArguments = 4;

    public string Say(string key, IReadOnlyList<string> arguments, CultureInfo culture)
    {
        var format = texts.GetString(key, culture) ?? key;
        var known = arguments.Select(a => texts.GetString($"Word.{a}", culture) ?? HostileText.Tame(a.Trim())).ToArray();
        if (Needs(format) > known.TakeWhile(a => a.Length > 0).Count() && texts.GetString($"{key}.Bare", culture) is { } bare)
        {
            return bare;
        }

        var padded = Enumerable.Range(0, MostArguments).Select(i => i < known.Length && known[i].Length > 0 ? known[i] : "…");
        return string.Format(culture, format, [.. padded.Concat(known.Skip(MostArguments))]);
    }

    private static int Needs(string format) =>
        Enumerable.Range(0, MostArguments).LastOrDefault(i => format.Contains($"{{{i}}}", StringComparison.Ordinal), -1) + 1;
}
