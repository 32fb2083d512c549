using AlmCompliance.Domain.Rules;
using AlmCompliance.Web.Hosting;

namespace AlmCompliance.Web.Features.Findings;

internal enum FindingState
{
    Open = 0,
    Closed,
}

/// <summary>How near the due date is.</summary>
internal enum FindingDue
{
    Any = 0,
    Overdue,

    /// <summary>Within a week.</summary>
    Soon,
}

internal enum FindingSort
{
    Due = 0,
    Opened,
    Rule,
    Host,
    Zone,
}

/// <summary>One page of findings in an order.</summary>
internal sealed record FindingListRequest
{
    /// <summary>Any part of the host's name, address, domain or owner.</summary>
    public string? Search { get; init; }
    public IReadOnlyList<RuleId> Rules { get; init; } = [];

    /// <summary>Ids or names, or <c>-</c> for hosts without a zone.</summary>
    public IReadOnlyList<string> Zones { get; init; } = [];
    public FindingState State { get; init; }
    public FindingDue Due { get; init; }
    public FindingSort Sort { get; init; }
    public bool Descending { get; init; }
    public PageOf Page { get; init; } = new(1, PageOf.DefaultSize);

    public static FindingListRequest Read(
        RequestFields fields, string? q, IEnumerable<string?>? rule, IEnumerable<string?>? zone, string? state, string? due, string? sort, string? page, string? pageSize)
    {
        var descending = sort?.StartsWith('-') ?? false;
        return new FindingListRequest
        {
            Search = fields.Text("q", q),
            Rules = fields.Names("rule", rule, RuleId.Unknown),
            Zones = fields.Zones(zone),
            State = fields.Choice<FindingState>("state", state),
            Due = fields.Choice<FindingDue>("due", due),
            Sort = fields.Choice<FindingSort>("sort", descending ? sort![1..] : sort),
            Descending = descending,
            Page = PageOf.Read(fields, page, pageSize),
        };
    }
}
