using System.Globalization;
using System.Resources;
using AlmCompliance.Web.Components.Values;
using AlmCompliance.Web.Resources;

namespace AlmCompliance.Web.Features.ExpectedHosts;

/// <summary>What is wrong with a line of a list, in the reader's language; for screen and API alike.</summary>
internal static class ExpectedSentences
{
    private static readonly ResourceManager Texts = new(typeof(ExpectedTexts));

    public static string Of(LineError error, CultureInfo culture) => string.Format(
        culture,
        Texts.GetString($"Wrong.{error.Key}", culture) ?? error.Key,
        [.. error.Arguments.Select(a => a is string text ? HostileText.Tame(text, 80) : a)]);
}
