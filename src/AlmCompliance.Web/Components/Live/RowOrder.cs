namespace AlmCompliance.Web.Components.Live;

/// <summary>How far a page of rows that was read anew differs from the one on the screen.</summary>
internal static class RowOrder
{
    /// <summary>
    /// Values change in place; rows come, go and move only when the reader asks for it. What is shown: 0 changes and the rows that
    /// were read, or the rows that were shown with the values of now.
    /// </summary>
    /// <param name="refresh">Reads rows anew that are on the screen and on the page no more.</param>
    public static async Task<(IReadOnlyList<T> Items, int Changes)> KeepAsync<T>(
        IReadOnlyList<T> shown, IReadOnlyList<T> read, Func<T, Guid> idOf, Func<IReadOnlyList<T>, Task<IReadOnlyList<T>>> refresh)
    {
        var changes = Changes([.. shown.Select(idOf)], [.. read.Select(idOf)]);
        if (changes == 0)
        {
            return (read, 0);
        }

        var known = read.ToDictionary(idOf);
        var left = shown.Where(row => !known.ContainsKey(idOf(row))).ToList();
        foreach (var row in left.Count == 0 ? [] : await refresh(left))
        {
            known[idOf(row)] = row;
        }

        return ([.. shown.Select(row => known.GetValueOrDefault(idOf(row), row))], changes);
    }

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
