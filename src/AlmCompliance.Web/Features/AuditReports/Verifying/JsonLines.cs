namespace AlmCompliance.Web.Features.AuditReports.Verifying;

/// <summary>Reads lines of any number, holding one of them.</summary>
internal sealed class JsonLines(Stream from)
{
    private readonly GrowingBuffer _buffer = new(from);
    private int _used;

    /// <summary>Until the next call; without its end.</summary>
    public ReadOnlySpan<byte> Line => _buffer.Unused[..(_used - 1)];

    /// <summary>1 for the first.</summary>
    public int Number { get; private set; }

    /// <exception cref="InvalidDataException">The last line has no end.</exception>
    public bool Read()
    {
        _buffer.Use(_used);
        _used = 0;
        while (true)
        {
            if (_buffer.Unused.IndexOf((byte)'\n') is >= 0 and var at)
            {
                _used = at + 1;
                Number++;
                return true;
            }

            if (_buffer.IsLast)
            {
                return _buffer.Unused.IsEmpty ? false : throw new InvalidDataException("its last line has no end");
            }

            _buffer.ReadMore();
        }
    }
}
