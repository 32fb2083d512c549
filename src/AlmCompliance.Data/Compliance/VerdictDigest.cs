using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace AlmCompliance.Data.Compliance;

/// <summary>
/// 16 bytes of SHA-256 over what is to be stored about a host, each part with its length: two verdicts that differ anywhere have
/// two digests, whatever hosts write into their texts. Used once.
/// </summary>
public struct VerdictDigest
{
    public const int Length = 16;

    private byte[] _buffer;
    private int _length;

    public VerdictDigest() => _buffer = ArrayPool<byte>.Shared.Rent(2048);

    public void Add(bool flag) => Add(flag ? 1L : 0L);

    public void Add(int number) => Add((long)number);

    public void Add(long number)
    {
        BinaryPrimitives.WriteInt64LittleEndian(Room(8), number);
        _length += 8;
    }

    public void Add(int? number)
    {
        Add(number is null ? 0L : 1L);
        Add((long)(number ?? 0));
    }

    public void Add(DateTimeOffset? time)
    {
        Add(time is null ? 0L : 1L);
        Add(time is { } at ? Microseconds.From(at) : 0L);
    }

    public void Add(Guid? id)
    {
        (id ?? Guid.Empty).TryWriteBytes(Room(16));
        _length += 16;
    }

    public void Add(string text)
    {
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        var written = Encoding.UTF8.GetBytes(text, Room(8 + most)[8..]);
        BinaryPrimitives.WriteInt64LittleEndian(Room(8), written);
        _length += 8 + written;
    }

    public void Add(IReadOnlyList<string> texts)
    {
        Add((long)texts.Count);
        for (var i = 0; i < texts.Count; i++)
        {
            Add(texts[i]);
        }
    }

    public byte[] Finish()
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(_buffer.AsSpan(0, _length), hash);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        return hash[..Length].ToArray();
    }

    private Span<byte> Room(int bytes)
    {
        if (_buffer.Length - _length < bytes)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_buffer.Length * 2, _length + bytes));
            _buffer.AsSpan(0, _length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        return _buffer.AsSpan(_length);
    }
}
