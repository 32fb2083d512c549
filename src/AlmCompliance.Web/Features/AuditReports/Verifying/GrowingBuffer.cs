namespace AlmCompliance.Web.Features.AuditReports.Verifying;

/// <summary>What was read of a stream and not yet used; grows to the longest piece that has to be there in one.</summary>
internal sealed class GrowingBuffer(Stream from)
{
    /// <summary>No host, head or trail entry comes near it.</summary>
    public const int Most = 64 * 1024 * 1024;

    private byte[] _bytes = new byte[256 * 1024];
    private int _start;
    private int _end;

    /// <summary>Nothing comes after what is here.</summary>
    public bool IsLast { get; private set; }

    public ReadOnlySpan<byte> Unused => _bytes.AsSpan(_start, _end - _start);

    public void Use(int count) => _start += count;

    /// <exception cref="InvalidDataException">One piece is longer than any can be.</exception>
    public void ReadMore()
    {
        if (_start > 0)
        {
            Unused.CopyTo(_bytes);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _bytes.Length)
        {
            Array.Resize(ref _bytes, _end < Most ? _end * 2 : throw new InvalidDataException("a piece of it is longer than 64 MiB"));
        }

        var count = from.Read(_bytes.AsSpan(_end));
        _end += count;
        IsLast = count == 0;
    }
}
