using System;
using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace AlmCompliance.Agent.Sending;

/// <summary>A message for a person: a line for each member, deeper ones indented.</summary>
internal static class ReadableText
{
    public static string Of(object message)
    {
        var text = new StringBuilder();
        WriteMembers(text, message, "");
        return text.ToString().TrimEnd();
    }

    private static void WriteMembers(StringBuilder text, object message, string indent)
    {
        foreach (var property in message.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var value = property.GetValue(message, null);
            if (value != null)
            {
                Write(text, property.Name, value, indent);
            }
        }
    }

    private static void Write(StringBuilder text, string name, object value, string indent)
    {
        if (value is string || value is bool || value is int)
        {
            text.Append(indent).Append(name).Append(": ").AppendLine(Convert.ToString(value, CultureInfo.InvariantCulture));
        }
        else if (value is IEnumerable list)
        {
            var isEmpty = true;
            foreach (var item in list)
            {
                Write(text, name, item, indent);
                isEmpty = false;
            }

            if (isEmpty)
            {
                text.Append(indent).Append(name).AppendLine(": none");
            }
        }
        else
        {
            text.Append(indent).AppendLine(name);
            WriteMembers(text, value, indent + "  ");
        }
    }
}
