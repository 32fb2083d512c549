using System.Text.Json;

namespace AlmCompliance.Web.Features.AuditReports.Verifying;

/// <summary>Reads one JSON object of any length member by member, and some of its arrays row by row: no more than one of them is held.</summary>
/// <param name="rows">The names of arrays that are handed out row by row.</param>
internal sealed class JsonMembers(Stream from, params string[] rows)
{
    private readonly GrowingBuffer _buffer = new(from);
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);
    private JsonReaderState _state;
    private bool _isOpen;
    private bool _inRows;
    private int _used;
    private int _valueStart;
    private int _valueEnd;

    /// <summary>The member that <see cref="Value"/> is, or is a row of.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Until the next call.</summary>
    public ReadOnlySpan<byte> Value => _buffer.Unused[_valueStart.._valueEnd];

    /// <returns>False after the last one.</returns>
    /// <exception cref="JsonException">It is no JSON object, or has a member twice, be it in another case.</exception>
    public bool Read()
    {
        _buffer.Use(_used);
        _used = 0;
        while (true)
        {
            var reader = new Utf8JsonReader(_buffer.Unused, _buffer.IsLast, _state);
            if (Next(ref reader) is { } isOne)
            {
                (_state, _used) = (reader.CurrentState, (int)reader.BytesConsumed);
                return isOne;
            }

            _buffer.ReadMore();
        }
    }

    /// <returns>Null where more has to be read: then nothing has happened.</returns>
    private bool? Next(ref Utf8JsonReader reader)
    {
        var (isOpen, inRows, name) = (_isOpen, _inRows, Name);
        List<string>? met = null;
        while (reader.Read())
        {
            if (!isOpen)
            {
                isOpen = reader.TokenType == JsonTokenType.StartObject ? true : throw new JsonException("it is no object");
            }
            else if (inRows && reader.TokenType == JsonTokenType.EndArray)
            {
                inRows = false;
            }
            else if (inRows)
            {
                return Value(ref reader);
            }
            else if (reader.TokenType == JsonTokenType.EndObject)
            {
                return End(ref reader);
            }
            else
            {
                name = reader.GetString()!;
                if (_names.Contains(name) || met?.Contains(name, StringComparer.OrdinalIgnoreCase) == true)
                {
                    throw new JsonException($"it has two members {name}");
                }

                (met ??= []).Add(name);
                if (!reader.Read())
                {
                    return null;
                }

                inRows = reader.TokenType == JsonTokenType.StartArray && rows.Contains(name, StringComparer.Ordinal);
                if (!inRows)
                {
                    return Value(ref reader);
                }
            }
        }

        return null;

        bool? Value(ref Utf8JsonReader reader)
        {
            var start = (int)reader.TokenStartIndex;
            if (!reader.TrySkip())
            {
                return null;
            }

            _names.UnionWith(met ?? []);
            (_isOpen, _inRows, Name, _valueStart, _valueEnd) = (isOpen, inRows, name, start, (int)reader.BytesConsumed);
            return true;
        }

        bool? End(ref Utf8JsonReader reader)
        {
            // Throws where anything but space comes after the end.
            if (!_buffer.IsLast)
            {
                return null;
            }

            return reader.Read() ? throw new JsonException("it goes on after its end") : false;
        }
    }
}
