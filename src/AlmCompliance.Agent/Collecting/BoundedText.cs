using System.Text;

namespace AlmCompliance.Agent.Collecting;

/// <summary>Texts for people, as the server takes them: of one line and not longer than it allows.</summary>
internal static class BoundedText
{
    public static string Of(string text, int longest)
    {
        var bounded = new StringBuilder();
        foreach (var letter in text)
        {
            if (bounded.Length == longest)
            {
                break;
            }

            bounded.Append(char.IsControl(letter) ? ' ' : letter);
        }

        return bounded.ToString().Trim();
    }

    /// <summary>The same, and null where nothing is left.</summary>
    public static string? OrNull(string? text, int longest)
    {
        var bounded = Of(text ?? "", longest);
        return bounded.Length == 0 ? null : bounded;
    }
}
