namespace AlmCompliance.Web.Components.Selecting;

/// <summary>What a reader picked of one filter: rows as they saw them, or everything of it.</summary>
internal sealed class RowSelection<TSeen>(Func<TSeen, Guid> idOf)
{
    private readonly Dictionary<Guid, TSeen> _picked = [];
    private string? _filter;

    public bool All { get; private set; }

    public int Count => _picked.Count;

    public bool IsEmpty => !All && _picked.Count == 0;

    public IReadOnlyList<TSeen> Picked => [.. _picked.Values];

    public bool Holds(Guid row) => All || _picked.ContainsKey(row);

    public void KeepFor(string filter)
    {
        if (_filter != filter)
        {
            _filter = filter;
            Clear();
        }
    }

    public void Set(IEnumerable<TSeen> rows, bool picked)
    {
        All = false;
        foreach (var row in rows)
        {
            if (picked)
            {
                _picked[idOf(row)] = row;
            }
            else
            {
                _picked.Remove(idOf(row));
            }
        }
    }

    public void TakeAll()
    {
        _picked.Clear();
        All = true;
    }

    public void Clear()
    {
        _picked.Clear();
        All = false;
    }
}
