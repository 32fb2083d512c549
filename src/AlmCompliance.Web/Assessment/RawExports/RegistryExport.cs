using System.Globalization;
using System.Text;

namespace AlmCompliance.Web.Assessment.RawExports;

/// <summary>
/// Reads what <c>reg export</c> writes, in both of its forms, several of them one behind the other as well. Strict: a line
/// that it cannot read ends the reading, since what stands behind it could be anything.
/// </summary>
internal sealed class RegistryExport
{
    public const string Wide = "Windows Registry Editor Version 5.00";
    public const string Narrow = "REGEDIT4";

    private const int MostDigits = 4 * 1024 * 1024;

    private readonly string _text;
    private readonly RegistryTree _tree;
    private int _at;
    private int _line = 1;
    private bool _isWide;
    private bool _isNewFile;
    private bool _isOfAnother;

    private RegistryExport(string text, RegistryTree tree) => (_text, _tree) = (text, tree);

    /// <summary>Adds the file to the tree; null where it could be read to its end.</summary>
    public static FileError? Read(byte[] bytes, RegistryTree tree)
    {
        if (FileText.Of(bytes, FileText.Ansi) is not { } text)
        {
            return new FileError(0, null, "Binary");
        }

        var reader = new RegistryExport(text, tree);
        try
        {
            reader.Run();
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            return new FileError(reader._line, null, reader._isOfAnother ? "RegistryAnother" : "RegistryLine");
        }

        // It ends with an empty line; without it something may be cut off, and what is cut off would look as if it were missing.
        return text.EndsWith("\n\r\n", StringComparison.Ordinal) || text.EndsWith("\n\n", StringComparison.Ordinal) ? null : new FileError(reader._line, null, "Truncated");
    }

    private void Run()
    {
        Dictionary<string, object>? values = null;
        while (_at < _text.Length)
        {
            if (_text[_at] is ' ' or '\t' or '\uFEFF')
            {
                _at++;
                continue;
            }

            var line = PeekLine();
            if (line.Length == 0 || line[0] == ';')
            {
                SkipLine();
            }
            else if (line is Wide or Narrow)
            {
                (_isWide, _isNewFile, values) = (line == Wide, true, null);
                SkipLine();
            }
            else if (line[0] == '[')
            {
                values = Key(line);
                SkipLine();
            }
            else if (values is not null && line[0] is '"' or '@')
            {
                Value(values!);
            }
            else
            {
                throw new FormatException();
            }
        }
    }

    private Dictionary<string, object> Key(string line)
    {
        // A key that a file would take away is no evidence of one that is there.
        if (line.Length < 3 || line[^1] != ']' || line[1] == '-')
        {
            throw new FormatException();
        }

        var key = RegistryTree.Full(line[1..^1]);
        if (_isNewFile)
        {
            _tree.AddWhole(key);
            _isNewFile = false;
        }

        return _tree.Add(key);
    }

    private void Value(Dictionary<string, object> values)
    {
        var name = _text[_at] == '@' ? "" : Quoted();
        _at += name.Length == 0 && _text[_at] == '@' ? 1 : 0;
        if (_at >= _text.Length || _text[_at] != '=')
        {
            throw new FormatException();
        }

        _at++;
        var value = _at < _text.Length && _text[_at] == '"' ? Quoted() : Data();

        // Files that are read as one are of one machine, which has one value under one name.
        _isOfAnother = values.TryGetValue(name, out var known) && !IsSame(known, value);
        values[name] = _isOfAnother ? throw new FormatException() : value;
        if (PeekLine().Length > 0)
        {
            throw new FormatException();
        }

        SkipLine();
    }

    /// <summary>A text in quotes; it may run over line ends.</summary>
    private string Quoted()
    {
        var text = new StringBuilder();
        for (_at++; _at < _text.Length; _at++)
        {
            var c = _text[_at];
            if (c == '"')
            {
                _at++;
                return text.ToString();
            }

            if (c == '\\')
            {
                _at++;
                c = _at < _text.Length && _text[_at] is '\\' or '"' ? _text[_at] : throw new FormatException();
            }

            _line += c == '\n' ? 1 : 0;
            text.Append(c);
        }

        throw new FormatException();
    }

    private object Data()
    {
        var words = Joined();
        if (words.StartsWith("dword:", StringComparison.Ordinal))
        {
            return uint.Parse(words.AsSpan(6), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        }

        var colon = words.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || !words.StartsWith("hex", StringComparison.Ordinal))
        {
            throw new FormatException();
        }

        var bytes = Bytes(words[(colon + 1)..]);
        return words[3..colon] switch
        {
            "(1)" or "(2)" => Decoded(bytes).TrimEnd('\0'),
            "(7)" => Decoded(bytes).Split('\0', StringSplitOptions.RemoveEmptyEntries),
            _ => bytes,
        };
    }

    /// <summary>The rest of the line with those that continue it.</summary>
    private string Joined()
    {
        var data = new StringBuilder();
        while (true)
        {
            var line = PeekLine();
            if (!line.EndsWith('\\'))
            {
                _at = EndOfLine();
                return data.Append(line.Trim()).ToString();
            }

            data.Append(line.AsSpan(0, line.Length - 1).Trim());
            if (data.Length > MostDigits || EndOfLine() >= _text.Length)
            {
                throw new FormatException();
            }

            SkipLine();
        }
    }

    private static bool IsSame(object one, object other) => (one, other) switch
    {
        (byte[] a, byte[] b) => a.AsSpan().SequenceEqual(b),
        (string[] a, string[] b) => a.AsSpan().SequenceEqual(b),
        _ => one.Equals(other),
    };

    private string Decoded(byte[] bytes) => _isWide ? Encoding.Unicode.GetString(bytes) : FileText.Ansi.GetString(bytes);

    private static byte[] Bytes(string list)
    {
        if (list.Length == 0)
        {
            return [];
        }

        var parts = list.Split(',');
        var bytes = new byte[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            bytes[i] = parts[i].Trim() is { Length: 2 } digits ? byte.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) : throw new FormatException();
        }

        return bytes;
    }

    private string PeekLine() => _text[_at..EndOfLine()].Trim('\r', ' ', '\t', '\uFEFF');

    private int EndOfLine() => _text.IndexOf('\n', _at) is var end and >= 0 ? end : _text.Length;

    private void SkipLine()
    {
        _at = Math.Min(_text.Length, EndOfLine() + 1);
        _line++;
    }
}
