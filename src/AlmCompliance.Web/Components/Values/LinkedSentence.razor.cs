using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace AlmCompliance.Web.Components.Values;

/// <summary>A number in a sentence and the address of what it counts; none where there is no list of it.</summary>
public readonly record struct LinkedNumber(int Value, string? Href);

/// <summary>A part of a sentence with its numbers.</summary>
public sealed record LinkedClause(string Format, IReadOnlyList<LinkedNumber> Numbers);

/// <summary>A sentence in which <c>{0}</c>, <c>{1}</c> … are numbers that lead to what they count.</summary>
public sealed partial class LinkedSentence
{
    [Parameter, EditorRequired]
    public required string Format { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<LinkedNumber> Numbers { get; set; }

    private IEnumerable<(string Text, string? Href)> Pieces
    {
        get
        {
            var rest = Format;
            while (rest.IndexOf('{', StringComparison.Ordinal) is var open and >= 0 && rest.Length > open + 2)
            {
                var number = Numbers[rest[open + 1] - '0'];
                yield return (rest[..open], null);
                yield return (number.Value.ToString("N0", CultureInfo.CurrentCulture), number.Href);
                rest = rest[(open + 3)..];
            }

            yield return (rest, null);
        }
    }
}
