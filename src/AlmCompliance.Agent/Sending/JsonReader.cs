using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace AlmCompliance.Agent.Sending;

/// <summary>
/// Reads a server's answer: objects as dictionaries, lists, texts, numbers, truth values and null. .NET 4 has no reader of its
/// own that needs no reference.
/// </summary>
internal sealed class JsonReader
{
    private const int Deepest = 16;
    private readonly string _text;
    private int _at;

    private JsonReader(string text)
    {
        _text = text;
    }

    /// <exception cref="FormatException">It is no JSON, or nested too deep.</exception>
    public static object? Read(string text)
    {
        var reader = new JsonReader(text);
        var value = reader.Value(0);
        reader.SkipSpace();
        return reader._at == text.Length ? value : throw reader.Wrong();
    }

    private object? Value(int depth)
    {
        SkipSpace();
        switch (Peek())
        {
            case '{':
                return Members(depth);
            case '[':
                return Items(depth);
            case '"':
                return Text();
            case 't':
                return Word("true", true);
            case 'f':
                return Word("false", false);
            case 'n':
                return Word("null", null);
            default:
                return Number();
        }
    }

    private Dictionary<string, object?> Members(int depth)
    {
        var members = new Dictionary<string, object?>(StringComparer.Ordinal);
        Series('{', '}', depth, () =>
        {
            SkipSpace();
            var name = Text();
            SkipSpace();
            Take(':');
            members[name] = Value(depth + 1);
        });
        return members;
    }

    private List<object?> Items(int depth)
    {
        var items = new List<object?>();
        Series('[', ']', depth, () => items.Add(Value(depth + 1)));
        return items;
    }

    private void Series(char open, char close, int depth, Action one)
    {
        if (depth == Deepest)
        {
            throw Wrong();
        }

        Take(open);
        SkipSpace();
        if (Peek() == close)
        {
            _at++;
            return;
        }

        while (true)
        {
            one();
            SkipSpace();
            if (Peek() == close)
            {
                _at++;
                return;
            }

            Take(',');
        }
    }

    private string Text()
    {
        Take('"');
        var text = new StringBuilder();
        for (var letter = Next(); letter != '"'; letter = Next())
        {
            text.Append(letter == '\\' ? Escaped(Next()) : letter >= ' ' ? letter : throw Wrong());
        }

        return text.ToString();
    }

    private char Escaped(char letter)
    {
        const string short1 = "\"\\/bfnrt";
        const string meaning = "\"\\/\b\f\n\r\t";
        if (letter == 'u')
        {
            ushort code;
            var digits = _at + 4 <= _text.Length ? _text.Substring(_at, 4) : "";
            _at += 4;
            return ushort.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out code) ? (char)code : throw Wrong();
        }

        var index = short1.IndexOf(letter);
        return index < 0 ? throw Wrong() : meaning[index];
    }

    private double Number()
    {
        var start = _at;
        while (_at < _text.Length && "+-.0123456789eE".IndexOf(_text[_at]) >= 0)
        {
            _at++;
        }

        double number;
        return double.TryParse(_text.Substring(start, _at - start), NumberStyles.Float, CultureInfo.InvariantCulture, out number) ? number : throw Wrong();
    }

    private object? Word(string word, object? meaning)
    {
        if (string.CompareOrdinal(_text, _at, word, 0, word.Length) != 0)
        {
            throw Wrong();
        }

        _at += word.Length;
        return meaning;
    }

    private void SkipSpace()
    {
        while (_at < _text.Length && " \t\r\n".IndexOf(_text[_at]) >= 0)
        {
            _at++;
        }
    }

    private char Peek()
    {
        return _at < _text.Length ? _text[_at] : throw Wrong();
    }

    private char Next()
    {
        var letter = Peek();
        _at++;
        return letter;
    }

    private void Take(char letter)
    {
        if (Next() != letter)
        {
            throw Wrong();
        }
    }

    private FormatException Wrong()
    {
        return new FormatException("The answer cannot be read at character " + _at.ToString(CultureInfo.InvariantCulture) + ".");
    }
}
