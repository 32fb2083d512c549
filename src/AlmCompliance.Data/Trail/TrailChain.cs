namespace AlmCompliance.Data.Trail;

/// <summary>Follows a trail entry by entry, wherever the entries come from, and remembers the first that is wrong.</summary>
public sealed class TrailChain
{
    private readonly KnownHead[] _known;
    private readonly long _first;
    private byte[]? _previous;
    private long _last;
    private int _next;
    private long _confirmedTo;

    /// <param name="first">The number of the first entry; what an entry other than number 1 follows from is not known.</param>
    /// <param name="known">Digests that somebody says entries have.</param>
    public TrailChain(long first, IEnumerable<KnownHead> known)
    {
        _known = [.. known.OrderBy(k => k.Head.Sequence)];
        (_first, _last) = (first, first - 1);
        if (first == 1)
        {
            _previous = new byte[32];
            Confirm(TrailHead.Empty);
        }
        else if (_known.Length > 0 && _known[0].Head.Sequence < _last)
        {
            Break = new TrailBreak(_known[0].Head.Sequence, TrailFlaw.NotReached);
        }
    }

    /// <summary>The first thing that is wrong; nothing after it was looked at.</summary>
    public TrailBreak? Break { get; private set; }

    /// <summary>The last entry that holds; null before the first one.</summary>
    public TrailHead? Last => _last == 0 ? TrailHead.Empty : _last >= _first ? TrailHead.Of(_last, _previous!) : null;

    /// <summary>False from the first wrong entry on.</summary>
    public bool Follow(TrailLine line)
    {
        if (Break is not null)
        {
            return false;
        }

        var expected = _last + 1;
        if (line.Sequence != expected)
        {
            Break = line.Sequence > expected ? new TrailBreak(expected, TrailFlaw.Gap) : new TrailBreak(line.Sequence, TrailFlaw.OutOfOrder);
        }
        else if (!line.IsWhole)
        {
            Break = new TrailBreak(expected, TrailFlaw.Edited);
        }
        else
        {
            if (_previous is null)
            {
                Confirm(TrailHead.Of(_last, line.PreviousHash!));
            }
            else if (!line.PreviousHash.AsSpan().SequenceEqual(_previous))
            {
                Break = new TrailBreak(expected, TrailFlaw.Detached);
            }

            if (Break is null)
            {
                (_previous, _last) = (line.Hash, expected);
                if (IsKnown(expected))
                {
                    Confirm(TrailHead.Of(expected, line.Hash!));
                }
            }
        }

        return Break is null;
    }

    /// <summary>An entry is there that is none.</summary>
    public void Refuse() => Break ??= new TrailBreak(_last + 1, TrailFlaw.Unreadable);

    /// <summary>After the last entry: what is known of later ones shows that they were cut off.</summary>
    public TrailBreak? End()
    {
        if (Break is null && _next < _known.Length)
        {
            var (head, witness) = _known[^1];
            Break = new TrailBreak(_last + 1, TrailFlaw.Truncated, witness, head.Sequence, _confirmedTo);
        }

        return Break;
    }

    private bool IsKnown(long sequence) => _next < _known.Length && _known[_next].Head.Sequence == sequence;

    private void Confirm(TrailHead found)
    {
        for (; IsKnown(found.Sequence); _next++)
        {
            var (head, witness) = _known[_next];
            if (head.Hash != found.Hash)
            {
                Break ??= new TrailBreak(found.Sequence, TrailFlaw.Rewritten, witness, found.Sequence, _confirmedTo);
            }
        }

        _confirmedTo = Break is null ? found.Sequence : _confirmedTo;
    }
}
