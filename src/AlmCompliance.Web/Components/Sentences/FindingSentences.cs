using System.Globalization;
using System.Resources;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Web.Resources;

namespace AlmCompliance.Web.Components.Sentences;

/// <summary>What a finding says and what to do about it, in the reader's language; for screen, API and export alike.</summary>
internal static class FindingSentences
{
    private static readonly CodedSentences Texts = new(new ResourceManager(typeof(FindingTexts)));

    public static string Message(FindingReason reason, IReadOnlyList<string> arguments, CultureInfo culture) =>
        Texts.Say(reason.ToString(), OfSentence(reason, arguments), culture);

    public static string Remedy(FindingReason reason, IReadOnlyList<string> arguments, CultureInfo culture) =>
        Texts.Say($"Remedy.{reason}", OfSentence(reason, arguments), culture);

    /// <summary>The step alone, for a list of things to do.</summary>
    public static string Step(FindingReason reason, IReadOnlyList<string> arguments, CultureInfo culture) =>
        Texts.Say($"Step.{reason}", OfSentence(reason, arguments), culture);

    private static IReadOnlyList<string> OfSentence(FindingReason reason, IReadOnlyList<string> arguments) =>
        reason is FindingReason.RemoteAccessListening or FindingReason.RemoteAccessProbedOpen
            ? [string.Join(", ", arguments)]
            : arguments;
}
