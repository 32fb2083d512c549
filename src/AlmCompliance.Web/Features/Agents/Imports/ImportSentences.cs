using System.Globalization;
using System.Resources;
using AlmCompliance.Web.Assessment.RawExports;
using AlmCompliance.Web.Components.Values;
using AlmCompliance.Web.Resources;

namespace AlmCompliance.Web.Features.Agents.Imports;

/// <summary>What is wrong with a file or a line of it, in the reader's language; for screen and API alike.</summary>
internal static class ImportSentences
{
    private static readonly ResourceManager Texts = new(typeof(ImportTexts));

    public static string Of(FileError error, CultureInfo culture) => string.Format(
        culture,
        Texts.GetString($"Wrong.{error.Key}", culture) ?? error.Key,
        [.. error.Arguments.Select(a => a is string text ? HostileText.Tame(text, 80) : a)]);
}
