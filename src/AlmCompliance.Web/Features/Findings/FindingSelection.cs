namespace AlmCompliance.Web.Features.Findings;

/// <summary>What a reader picked of one filter: rows with the owner that they saw, or everything of it.</summary>
internal sealed class FindingSelection
{
    private readonly Dictionary<Guid, Guid?> _picked = [];
    private string? _filter;

    public bool All { get; private set; }

    public int Count => _picked.Count;

    public bool IsEmpty => !All && _picked.Count == 0;

    public IReadOnlyList<SeenFinding> Picked => [.. _picked.Select(p => new SeenFinding(p.Key, p.Value))];

    public bool Holds(Guid finding) => All || _picked.ContainsKey(finding);

    public void KeepFor(string filter)
    {
        if (_filter != filter)
        {
            _filter = filter;
            Clear();
        }
    }

    public void Set(IEnumerable<FindingListItem> findings, bool picked)
    {
        All = false;
        foreach (var finding in findings)
        {
            if (picked)
            {
                _picked[finding.Id] = finding.Owner?.Id;
            }
            else
            {
                _picked.Remove(finding.Id);
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
