using AlmCompliance.Domain.Compliance;

namespace AlmCompliance.Web.Features.Hosts;

/// <summary>How many hosts a filter leaves, whatever statuses it names.</summary>
/// <param name="Hosts">By status; every status has its number.</param>
/// <param name="Lines">Lines of the plant's own list that never enrolled and that the filter takes; all Unknown.</param>
/// <param name="AllHosts">Hosts in the actor's sight, whatever the filter.</param>
/// <param name="NeverEnrolled">Lines in the actor's sight that never enrolled, whatever the filter.</param>
internal sealed record HostCounts(IReadOnlyDictionary<ComplianceStatus, int> Hosts, int Lines, int AllHosts, int NeverEnrolled)
{
    public IReadOnlyDictionary<ComplianceStatus, int> ByStatus { get; } = Hosts.ToDictionary(h => h.Key, h => h.Value + (h.Key == ComplianceStatus.Unknown ? Lines : 0));

    public static HostCounts None { get; } = Of([], 0, 0, 0);

    public static HostCounts Of(IEnumerable<(ComplianceStatus Status, int Hosts)> counted, int lines, int allHosts, int neverEnrolled)
    {
        var counts = Enum.GetValues<ComplianceStatus>().ToDictionary(s => s, _ => 0);
        foreach (var (status, hosts) in counted)
        {
            counts[status] += hosts;
        }

        return new HostCounts(counts, lines, allHosts, neverEnrolled);
    }

    /// <summary>Hosts in one of the statuses; in any where none is named.</summary>
    public int HostsIn(IReadOnlyList<ComplianceStatus> statuses) => Sum(Hosts, statuses);

    /// <summary>The same with the lines.</summary>
    public int In(IReadOnlyList<ComplianceStatus> statuses) => Sum(ByStatus, statuses);

    private static int Sum(IReadOnlyDictionary<ComplianceStatus, int> counts, IReadOnlyList<ComplianceStatus> statuses) =>
        statuses.Count == 0 ? counts.Values.Sum() : statuses.Sum(s => counts[s]);
}
