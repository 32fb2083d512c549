using System.Globalization;
using System.Resources;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Web.Resources;

namespace AlmCompliance.Web.Components.Sentences;

/// <summary>Why a host has its status, in one sentence of the reader's language.</summary>
internal static class StatusSentences
{
    private static readonly CodedSentences Texts = new(new ResourceManager(typeof(StatusTexts)));

    public static string Why(StatusReason reason, IReadOnlyList<string> arguments, CultureInfo culture) => reason switch
    {
        // The advisory passes the host over, and some of its weaknesses still touch it: the version, then their numbers.
        StatusReason.OutsideScope when arguments.Count > 1 =>
            Texts.Say("OutsideScope.Touched", [arguments[0], string.Join(", ", arguments.Skip(1))], culture),
        _ => Texts.Say(reason.ToString(), arguments, culture),
    };
}
