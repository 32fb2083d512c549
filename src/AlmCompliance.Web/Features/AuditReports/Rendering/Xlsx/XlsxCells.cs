using System.Buffers.Text;
using System.Globalization;
using System.Text;
using AlmCompliance.Web.Features.AuditReports.Packing;

namespace AlmCompliance.Web.Features.AuditReports.Rendering.Xlsx;

/// <summary>Writes the cells of one sheet, one after the other, each with its type: text, number or date.</summary>
internal sealed class XlsxCells(BlockWriter to, XlsxWords words)
{
    // The styles that XlsxParts.Styles declares.
    public const int Usual = 0;
    public const int Heading = 1;
    public const int Moment = 2;
    public const int Day = 3;
    public const int Percent = 4;
    public const int Days = 5;

    /// <summary>Spreadsheets count days from here, with a leap day in 1900 that never was: only what lies behind it is a date to them.</summary>
    private static readonly DateTime Zero = new(1899, 12, 30, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime First = new(1900, 3, 1, 0, 0, 0, DateTimeKind.Utc);
    private const int SecondsOfDay = 86_400;

    public void StartRow(int number)
    {
        to.Write("<row r=\""u8);
        Digits(number);
        to.Write("\">"u8);
    }

    public void EndRow() => to.Write("</row>"u8);

    public void None() => to.Write("<c/>"u8);

    /// <summary>A text of its own; nothing where it is empty.</summary>
    public void Text(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            None();
            return;
        }

        text = XlsxText.Bounded(text);
        to.Write("<c t=\"inlineStr\"><is>"u8);
        Element(text);
        to.Write("</is></c>"u8);
    }

    /// <summary>A text that many cells have.</summary>
    public void Word(string? word, int style = Usual)
    {
        if (string.IsNullOrEmpty(word))
        {
            None();
        }
        else if (words.NumberOf(XlsxText.Bounded(word)) is { } number)
        {
            to.Write("<c t=\"s\""u8);
            Style(style);
            to.Write("><v>"u8);
            Digits(number);
            to.Write("</v></c>"u8);
        }
        else
        {
            Text(word);
        }
    }

    public void Number(long? number)
    {
        if (number is { } known)
        {
            to.Write("<c><v>"u8);
            Digits(known);
            to.Write("</v></c>"u8);
        }
        else
        {
            None();
        }
    }

    public void Fraction(double? number, int style)
    {
        if (number is { } known)
        {
            to.Write("<c"u8);
            Style(style);
            to.Write("><v>"u8);
            Utf8Formatter.TryFormat(known, to.Room(32), out var length);
            to.Advance(length);
            to.Write("</v></c>"u8);
        }
        else
        {
            None();
        }
    }

    /// <summary>To the second, in UTC.</summary>
    public void Time(DateTimeOffset? at)
    {
        if (at is { } known)
        {
            Date(known.UtcDateTime, Moment);
        }
        else
        {
            None();
        }
    }

    public void Date(DateOnly day) => Date(day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc), Day);

    /// <summary><c>&lt;t&gt;</c> with its text, which is bounded.</summary>
    public void Element(string text)
    {
        to.Write(XlsxText.NeedsItsSpaces(text) ? "<t xml:space=\"preserve\">"u8 : "<t>"u8);
        if (!XlsxText.IsPlain(text))
        {
            text = XlsxText.Escaped(text);
        }

        // A text may be longer than a block's rest, or than a block once it is escaped.
        for (var rest = text.AsSpan(); rest.Length > 0;)
        {
            var part = rest[..Math.Min(rest.Length, 4096)];
            if (part.Length < rest.Length && char.IsHighSurrogate(part[^1]))
            {
                part = part[..^1];
            }

            to.Advance(Encoding.UTF8.GetBytes(part, to.Room(part.Length * 3)));
            rest = rest[part.Length..];
        }

        to.Write("</t>"u8);
    }

    private void Date(DateTime utc, int style)
    {
        if (utc < First)
        {
            Text(utc.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
            return;
        }

        var seconds = (utc.Ticks - Zero.Ticks) / TimeSpan.TicksPerSecond;
        to.Write("<c"u8);
        Style(style);
        to.Write("><v>"u8);
        Digits(seconds / SecondsOfDay);
        if (seconds % SecondsOfDay is var ofDay and not 0)
        {
            to.Write("."u8);
            Utf8Formatter.TryFormat(((ofDay * 10_000_000_000) + (SecondsOfDay / 2)) / SecondsOfDay, to.Room(32), out var length, new('D', 10));
            to.Advance(length);
        }

        to.Write("</v></c>"u8);
    }

    private void Style(int style)
    {
        if (style != Usual)
        {
            to.Write(" s=\""u8);
            Digits(style);
            to.Write("\""u8);
        }
    }

    private void Digits(long number)
    {
        Utf8Formatter.TryFormat(number, to.Room(32), out var length);
        to.Advance(length);
    }
}
