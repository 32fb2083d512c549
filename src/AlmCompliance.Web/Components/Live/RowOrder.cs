namespace AlmCompliance.Web.Components.Live;

/// <summary>How far a page of rows that was read anew differs from the one on the screen.</summary>
internal static class RowOrder
{
    /// <summary>Rows that came, went or moved; 0 where the new page can be shown without moving a row that is read.</summary>
    public static int Changes(IReadOnlyList<Guid> shown, IReadOnlyList<Guid> read)
    {
        if (shown.Count == 0 || (shown.Count <= read.Count && shown.SequenceEqual(read.Take(shown.Count))))
        {
            return 0;
        }

        var came = read.Except(shown).Count();
        var went = shown.Except(read).Count();
        return Math.Max(1, Math.Max(Math.Max(came, went), Moved(shown, read)));
    }

    /// <summary>Rows on both pages that have to move: all but the longest run that keeps its order.</summary>
    private static int Moved(IReadOnlyList<Guid> shown, IReadOnlyList<Guid> read)
    {
        var places = read.Select((id, i) => (id, i)).ToDictionary(p => p.id, p => p.i);
        var tails = new List<int>();
        var both = 0;
        foreach (var id in shown)
        {
            if (!places.TryGetValue(id, out var place))
            {
                continue;
            }

            both++;
            var at = tails.BinarySearch(place);
            if (~at == tails.Count)
            {
                tails.Add(place);
            }
            else
            {
                tails[~at] = place;
            }
        }

        return both - tails.Count;
    }
}
