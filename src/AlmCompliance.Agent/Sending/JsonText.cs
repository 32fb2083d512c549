using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace AlmCompliance.Agent.Sending;

/// <summary>
/// Writes the contract's messages as JSON: plain classes with settable properties, arrays, texts, numbers and truth values.
/// What is null is left out. .NET 4 has no writer of its own that does so.
/// </summary>
internal static class JsonText
{
    public static string Of(object message)
    {
        var text = new StringBuilder();
        Write(text, message);
        return text.ToString();
    }

    private static void Write(StringBuilder text, object value)
    {
        if (value is string words)
        {
            WriteText(text, words);
        }
        else if (value is bool truth)
        {
            text.Append(truth ? "true" : "false");
        }
        else if (value is int number)
        {
            text.Append(number.ToString(CultureInfo.InvariantCulture));
        }
        else if (value is IEnumerable list)
        {
            WriteList(text, list);
        }
        else
        {
            WriteMembers(text, value);
        }
    }

    private static void WriteList(StringBuilder text, IEnumerable list)
    {
        var separator = '[';
        foreach (var item in list)
        {
            text.Append(separator);
            Write(text, item);
            separator = ',';
        }

        text.Append(separator == '[' ? "[]" : "]");
    }

    private static void WriteMembers(StringBuilder text, object message)
    {
        var separator = '{';
        foreach (var property in message.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var value = property.GetValue(message, null);
            if (value == null)
            {
                continue;
            }

            text.Append(separator);
            WriteText(text, char.ToLowerInvariant(property.Name[0]) + property.Name.Substring(1));
            text.Append(':');
            Write(text, value);
            separator = ',';
        }

        text.Append(separator == '{' ? "{}" : "}");
    }

    private static void WriteText(StringBuilder text, string words)
    {
        text.Append('"');
        for (var i = 0; i < words.Length; i++)
        {
            var letter = words[i];
            if (letter == '"' || letter == '\\')
            {
                text.Append('\\').Append(letter);
            }
            else if (letter < ' ' || letter > '~')
            {
                // Half a surrogate pair has no meaning of its own; a reader would refuse the whole text.
                var isWhole = char.IsHighSurrogate(letter) ? i + 1 < words.Length && char.IsLowSurrogate(words[i + 1])
                    : !char.IsLowSurrogate(letter) || (i > 0 && char.IsHighSurrogate(words[i - 1]));
                text.Append("\\u").Append(((int)(isWhole ? letter : '\uFFFD')).ToString("x4", CultureInfo.InvariantCulture));
            }
            else
            {
                text.Append(letter);
            }
        }

        text.Append('"');
    }
}
