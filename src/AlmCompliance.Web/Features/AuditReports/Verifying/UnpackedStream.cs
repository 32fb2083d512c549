using System.IO.Compression;
using Microsoft.Win32.SafeHandles;

namespace AlmCompliance.Web.Features.AuditReports.Verifying;

/// <summary>A file of a pack, unpacked as it is read: exactly as many bytes as the archive says, out of exactly those that are packed for it.</summary>
internal sealed class UnpackedStream : Stream
{
    private readonly PackedBytes _packed;
    private readonly Stream _unpacking;
    private readonly long _length;
    private long _read;

    public UnpackedStream(SafeFileHandle archive, PackEntry entry)
    {
        _packed = new PackedBytes(archive, entry.Start, entry.Packed);
        _unpacking = entry.IsDeflated ? new DeflateStream(_packed, CompressionMode.Decompress) : _packed;
        _length = entry.Length;
    }

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => _length;

    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    /// <exception cref="InvalidDataException">It is shorter or longer than the archive says, or cannot be unpacked.</exception>
    public override int Read(Span<byte> buffer)
    {
        var count = _unpacking.Read(buffer);
        _read += count;
        if (_read > _length || (count == 0 && !buffer.IsEmpty && (_read < _length || _packed.Left > 0)))
        {
            throw new InvalidDataException("it unpacks to another length than the archive says");
        }

        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Read(buffer.Span));
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _unpacking.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>
    /// The bytes that are packed for one file. Its last ones are handed out one at a time, so that what stands after the end of the
    /// compressed ones is left over instead of lying unseen in somebody's buffer.
    /// </summary>
    private sealed class PackedBytes(SafeFileHandle archive, long start, long length) : Stream
    {
        private const int OneByOne = 64;
        private long _taken;

        public long Left => length - _taken;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => length;

        public override long Position
        {
            get => _taken;
            set => throw new NotSupportedException();
        }

        public override int Read(Span<byte> buffer)
        {
            var count = (int)Math.Min(buffer.Length, Math.Min(Left, Math.Max(Left - OneByOne, 1)));
            var read = count == 0 ? 0 : RandomAccess.Read(archive, buffer[..count], start + _taken);
            _taken += read;
            return read;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
