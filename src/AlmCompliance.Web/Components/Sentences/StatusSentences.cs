using System.Globalization;
using System.Resources;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Web.Resources;

namespace AlmCompliance.Web.Components.Sentences;

/// <summary>Why a host has its status, in one sentence of the reader's language.</summary>
internal static class StatusSentences
{
    private static readonly CodedSentences Texts = new(new ResourceManager(typeof(StatusTexts)));

    public static string Why(StatusReason reason, IReadOnlyList<string> arguments, CultureInfo culture) =>
        Texts.Say(reason.ToString(), reason is StatusReason.NotInstalledDoubtful ? [string.Join(", ", arguments)] : arguments, culture);
}
