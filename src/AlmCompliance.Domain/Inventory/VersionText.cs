namespace AlmCompliance.Domain.Inventory;

/// <summary>What a text says, part by part; null where it does not say.</summary>
internal readonly record struct VersionParts(VersionGrammar Grammar, int Major, int Minor, int? ServicePack, int? Update);

/// <summary>The three forms of a version over one normalised text; each matches the whole rest or nothing.</summary>
internal ref struct VersionText(ReadOnlySpan<char> rest)
{
    private ReadOnlySpan<char> _rest = rest;

    public void SkipProductName() =>
        _ = TrySkip("SIEMENS AUTOMATION LICENSE MANAGER ") || TrySkip("AUTOMATION LICENSE MANAGER ");

    public void SkipVersionWord()
    {
        if (TrySkip("VERSION") || TrySkip("V"))
        {
            _ = TrySkip(" ");
        }
    }

    /// <summary><c>MM.mm.SSUU</c>, exactly 2, 2 and 4 digits.</summary>
    public readonly bool TryPacked(out VersionParts parts)
    {
        parts = default;
        if (_rest.Length != 10 || _rest[2] != '.' || _rest[5] != '.')
        {
            return false;
        }

        Span<int> values = stackalloc int[4];
        ReadOnlySpan<int> starts = [0, 3, 6, 8];
        for (var i = 0; i < starts.Length; i++)
        {
            if (!TryTwoDigits(_rest.Slice(starts[i], 2), out values[i]))
            {
                return false;
            }
        }

        parts = new VersionParts(VersionGrammar.Packed, values[0], values[1], values[2], values[3]);
        return true;
    }

    /// <summary>Two to four numbers of at most two digits with dots between them.</summary>
    public readonly bool TryDotted(out VersionParts parts)
    {
        parts = default;
        var text = this;
        Span<int> values = stackalloc int[4];
        var count = 0;
        do
        {
            if (count == values.Length || !text.TryNumber(out values[count++]))
            {
                return false;
            }
        }
        while (text.TrySkip("."));

        if (count < 2 || !text._rest.IsEmpty)
        {
            return false;
        }

        parts = new VersionParts(
            VersionGrammar.Dotted, values[0], values[1], count > 2 ? values[2] : null, count > 3 ? values[3] : null);
        return true;
    }

    /// <summary>Two dotted numbers, then a service pack, an update, or both in this order.</summary>
    public readonly bool TryWorded(out VersionParts parts)
    {
        parts = default;
        var text = this;
        if (!text.TryNumber(out var major) || !text.TrySkip(".") || !text.TryNumber(out var minor)
            || !text.TryCounted("SERVICE PACK", "SP", out var servicePack)
            || !text.TryCounted("UPDATE", "UPD", out var update)
            || !text._rest.IsEmpty)
        {
            return false;
        }

        parts = new VersionParts(VersionGrammar.Worded, major, minor, servicePack, update);
        return true;
    }

    /// <summary>False only where the word is there and no number follows it.</summary>
    private bool TryCounted(string word, string shortWord, out int? count)
    {
        count = null;
        var text = this;
        _ = text.TrySkip(" ");
        if (!text.TrySkip(word) && !text.TrySkip(shortWord))
        {
            return true;
        }

        _ = text.TrySkip(" ");
        if (!text.TryNumber(out var number))
        {
            return false;
        }

        count = number;
        _rest = text._rest;
        return true;
    }

    private bool TryNumber(out int value)
    {
        var digits = 0;
        while (digits < _rest.Length && char.IsAsciiDigit(_rest[digits]))
        {
            digits++;
        }

        value = 0;
        if (digits is 0 or > 2)
        {
            return false;
        }

        for (var i = 0; i < digits; i++)
        {
            value = (value * 10) + (_rest[i] - '0');
        }

        _rest = _rest[digits..];
        return true;
    }

    private bool TrySkip(ReadOnlySpan<char> word)
    {
        if (!_rest.StartsWith(word, StringComparison.Ordinal))
        {
            return false;
        }

        _rest = _rest[word.Length..];
        return true;
    }

    private static bool TryTwoDigits(ReadOnlySpan<char> text, out int value)
    {
        value = 0;
        if (!char.IsAsciiDigit(text[0]) || !char.IsAsciiDigit(text[1]))
        {
            return false;
        }

        value = ((text[0] - '0') * 10) + (text[1] - '0');
        return true;
    }
}
