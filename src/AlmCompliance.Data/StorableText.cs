using System.Text;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace AlmCompliance.Data;

/// <summary>
/// Text as both databases can hold and give it back. Hosts send what they like: PostgreSQL refuses U+0000 and half a
/// surrogate pair, SQLite reads a text only up to its first U+0000. Each of them becomes U+FFFD, where a reader sees it.
/// </summary>
public static class StorableText
{
    public static string Of(string text)
    {
        if (text.AsSpan().IndexOf('\0') >= 0)
        {
            text = text.Replace('\0', '\uFFFD');
        }

        return text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0 ? text : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
    }
}

/// <summary>On every text column, and so on every parameter that is compared with one: a search for U+0000 finds nothing instead of failing.</summary>
internal sealed class StorableTextConverter() : ValueConverter<string, string>(text => StorableText.Of(text), text => text);
