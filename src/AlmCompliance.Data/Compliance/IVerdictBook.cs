namespace AlmCompliance.Data.Compliance;

/// <summary>Where verdicts that are written leave the rows that are new, that say something else, or that go.</summary>
public interface IVerdictBook
{
    void Add(HostStatus status);
    void Change(HostStatus status);
    void Add(StatusPeriod period);
    void Add(FindingPeriod finding);
    void Change(FindingPeriod finding);
    void Remove(FindingPeriod finding);
    void Add(FindingSentence sentence);
}

/// <summary>In the context, which tracks the rows that are there; the caller saves.</summary>
public sealed class TrackedVerdicts(AlmDbContext db) : IVerdictBook
{
    public void Add(HostStatus status) => db.Statuses.Add(status);

    public void Change(HostStatus status)
    {
        // Tracked: the context sees it.
    }

    public void Add(StatusPeriod period) => db.StatusPeriods.Add(period);

    public void Add(FindingPeriod finding) => db.Findings.Add(finding);

    public void Change(FindingPeriod finding)
    {
        // Tracked: the context sees it.
    }

    public void Remove(FindingPeriod finding) => db.Findings.Remove(finding);

    public void Add(FindingSentence sentence) => db.FindingSentences.Add(sentence);
}

/// <summary>In lists, for <see cref="VerdictStatements"/>.</summary>
public sealed class ListedVerdicts : IVerdictBook
{
    public List<HostStatus> NewStatuses { get; } = [];
    public List<HostStatus> ChangedStatuses { get; } = [];
    public List<StatusPeriod> Periods { get; } = [];
    public List<FindingPeriod> NewFindings { get; } = [];
    public List<FindingPeriod> ChangedFindings { get; } = [];
    public List<FindingPeriod> GoneFindings { get; } = [];
    public List<FindingSentence> Sentences { get; } = [];

    public void Add(HostStatus status) => NewStatuses.Add(status);

    public void Change(HostStatus status) => ChangedStatuses.Add(status);

    public void Add(StatusPeriod period) => Periods.Add(period);

    public void Add(FindingPeriod finding) => NewFindings.Add(finding);

    public void Change(FindingPeriod finding) => ChangedFindings.Add(finding);

    public void Remove(FindingPeriod finding) => GoneFindings.Add(finding);

    public void Add(FindingSentence sentence) => Sentences.Add(sentence);
}
