using System.Collections.Concurrent;

namespace AlmCompliance.Web.Features.AuditReports.Packing;

/// <summary>
/// Hands blocks of bytes to a stream that is slow because it compresses, on a thread beside the caller's: the one compresses while the
/// other makes the next block. Where a block ends depends on the pieces alone, so that the same pieces are always compressed alike.
/// </summary>
internal sealed class BlockWriter : IDisposable
{
    private const int Size = 256 * 1024;
    private const int Most = 8;

    private readonly BlockingCollection<(byte[] Block, int Length)> _full = new(Most);
    private readonly ConcurrentBag<byte[]> _free = [];
    private readonly Task _writing;
    private volatile Exception? _failed;
    private byte[] _block = new byte[Size];
    private int _length;
    private bool _finished;

    /// <param name="to">Closed when all is written.</param>
    public BlockWriter(Stream to) => _writing = Task.Factory.StartNew(() => WriteAll(to), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>At least this many bytes to write into; <see cref="Advance"/> says how many were.</summary>
    public Span<byte> Room(int atLeast)
    {
        if (Size - _length < atLeast)
        {
            Pass();
        }

        return _block.AsSpan(_length);
    }

    public void Advance(int count) => _length += count;

    public void Write(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        _length += bytes.Length;
    }

    /// <summary>Waits until everything is written.</summary>
    public void Finish()
    {
        Pass();
        _finished = true;
        _full.CompleteAdding();
        _writing.GetAwaiter().GetResult();
        Refuse();
    }

    /// <summary>Ends the thread; what was not finished stays half-written.</summary>
    public void Dispose()
    {
        if (!_finished)
        {
            _full.CompleteAdding();
            ((IAsyncResult)_writing).AsyncWaitHandle.WaitOne();
        }

        _full.Dispose();
    }

    private void Pass()
    {
        Refuse();
        if (_length > 0)
        {
            _full.Add((_block, _length));
            _block = _free.TryTake(out var free) ? free : new byte[Size];
            _length = 0;
        }
    }

    private void Refuse()
    {
        if (_failed is { } failed)
        {
            throw new IOException(failed.Message, failed);
        }
    }

    // Blocks are taken on after a failure all the same: whoever makes them would wait for ever.
    private void WriteAll(Stream to)
    {
        foreach (var (block, length) in _full.GetConsumingEnumerable())
        {
            Try(() => to.Write(block, 0, length));
            _free.Add(block);
        }

        Try(to.Dispose);
    }

    private void Try(Action write)
    {
        try
        {
            if (_failed is null)
            {
                write();
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ObjectDisposedException or NotSupportedException)
        {
            _failed = e;
        }
    }
}
