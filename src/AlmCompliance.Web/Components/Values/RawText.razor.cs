using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Components;

namespace AlmCompliance.Web.Components.Values;

public sealed partial class RawText
{
    private const int Limit = 1000;

    [Parameter, EditorRequired]
    public string? Value { get; set; }

    private List<Piece> Pieces => Split(Value is { Length: > Limit } ? Value[..Limit] + "…" : Value ?? "");

    private static List<Piece> Split(string value)
    {
        var start = value.Length - value.TrimStart(' ').Length;
        var end = value.TrimEnd(' ').Length;
        var pieces = new List<Piece>();
        var plain = new StringBuilder();
        var position = 0;
        foreach (var rune in value.EnumerateRunes())
        {
            var atEdge = position < start || position >= end;
            position += rune.Utf16SequenceLength;
            if (!atEdge && !HostileText.IsHidden(rune))
            {
                plain.Append(rune);
                continue;
            }

            Flush(plain, pieces);
            pieces.Add(new Piece(atEdge ? "·" : "\uFFFD", string.Create(CultureInfo.InvariantCulture, $"U+{rune.Value:X4}")));
        }

        Flush(plain, pieces);
        return pieces;
    }

    private static void Flush(StringBuilder plain, List<Piece> pieces)
    {
        if (plain.Length > 0)
        {
            pieces.Add(new Piece(plain.ToString(), null));
            plain.Clear();
        }
    }

    private readonly record struct Piece(string Text, string? Meaning)
    {
        public bool Hidden => Meaning is not null;
    }
}
