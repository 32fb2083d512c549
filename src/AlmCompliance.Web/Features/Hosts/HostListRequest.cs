using AlmCompliance.Data.Compliance;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Web.Hosting;

namespace AlmCompliance.Web.Features.Hosts;

/// <summary>Which hosts: every field narrows, the values of one field widen.</summary>
internal sealed record HostFilter
{
    public static HostFilter None { get; } = new();

    /// <summary>Any part of name, address, domain or owner.</summary>
    public string? Search { get; init; }
    public IReadOnlyList<ComplianceStatus> Statuses { get; init; } = [];

    /// <summary>Ids or names, or <c>-</c> for hosts without a zone.</summary>
    public IReadOnlyList<string> Zones { get; init; } = [];

    /// <summary>Rules with an open finding.</summary>
    public IReadOnlyList<RuleId> Rules { get; init; } = [];

    /// <summary>The advisory whose findings count for <see cref="Rules"/> and <see cref="Due"/>, with those that are about none; null for all.</summary>
    public string? Advisory { get; init; }

    /// <summary>By the finding that is due next.</summary>
    public DueIn Due { get; init; }

    /// <summary>Only those without contact for a week.</summary>
    public bool Silent { get; init; }

    /// <summary>On the plant's own list, its lines that never enrolled among them; or enrolled and not on it.</summary>
    public YesNo Expected { get; init; }

    /// <summary>Only hosts that enrolled, or only lines of the plant's own list that never did.</summary>
    public YesNo Enrolled { get; init; }

    /// <summary>What became of them since <see cref="Since"/>; both or neither.</summary>
    public HostChange Change { get; init; }
    public DateTimeOffset? Since { get; init; }

    /// <summary>Whether lines that never enrolled belong to it: they are Unknown, have no finding and are never called silent.</summary>
    public bool TakesLines => Rules.Count == 0 && Due == DueIn.Any && !Silent && Change == HostChange.Any && (Expected, Enrolled) is (YesNo.Yes, YesNo.Any) or (not YesNo.No, YesNo.No);

    public bool TakesHosts => Enrolled != YesNo.No;

    public bool IsEmpty => Search is null && Statuses.Count == 0 && Zones.Count == 0 && Rules.Count == 0 && Advisory is null
        && Due == DueIn.Any && !Silent && Expected == YesNo.Any && Enrolled == YesNo.Any && Change == HostChange.Any;

    public static HostFilter Read(RequestFields fields, HostListQuery query)
    {
        var filter = Plain(fields, query) with { Change = fields.Choice<HostChange>("change", query.Change), Since = fields.PastTime("since", query.Since, DateTimeOffset.MaxValue) };
        if (fields.IsValid && (filter.Change == HostChange.Any) != (filter.Since is null))
        {
            fields.Fail(filter.Since is null ? "since" : "change", "These two belong together.");
        }

        return filter;
    }

    private static HostFilter Plain(RequestFields fields, HostListQuery query) => new()
    {
        Search = fields.Text("q", query.Search),
        Statuses = fields.Names<ComplianceStatus>("status", query.Status),
        Zones = fields.Zones(query.Zone),
        Rules = fields.Names("rule", query.Rule, RuleId.Unknown),
        Advisory = fields.Text("advisory", query.Advisory),
        Due = fields.Choice<DueIn>("due", query.Due),
        Silent = fields.Flag("silent", query.Silent),
        Expected = fields.Choice<YesNo>("expected", query.Expected),
        Enrolled = fields.Choice<YesNo>("enrolled", query.Enrolled),
    };
}

internal enum YesNo
{
    Any = 0,
    Yes,
    No,
}

internal enum DueIn
{
    Any = 0,
    Overdue,

    /// <summary>Within a week, and nothing overdue: no host is in both.</summary>
    Week,
}

internal enum HostSort
{
    Name = 0,
    Status,
    Zone,
    Version,
    Evidence,
    LastContact,
    Due,
}

/// <summary>One page of hosts in an order. Status ascends from what needs a person first; evidence and contact from the oldest, due from what is due first.</summary>
internal sealed record HostListRequest(HostFilter Filter, HostSort Sort, bool Descending, PageOf Page)
{
    /// <summary>What a row shows on the page; null leaves it to what the reader chose last.</summary>
    public IReadOnlyList<HostColumn>? Columns { get; init; }

    /// <summary>Whether each finding comes with the last window before its due date: one statement more.</summary>
    public bool WithWindows { get; init; } = true;

    /// <summary>What never enrolled is older than all evidence; otherwise it stands behind the hosts.</summary>
    public bool LinesFirst => Sort is HostSort.Evidence or HostSort.LastContact && !Descending;

    public static HostListRequest Read(RequestFields fields, HostListQuery query)
    {
        var sort = query.Sort;
        var descending = sort?.StartsWith('-') ?? false;
        return new HostListRequest(
            HostFilter.Read(fields, query), fields.Choice<HostSort>("sort", descending ? sort![1..] : sort), descending, PageOf.Read(fields, query.Page, query.PageSize));
    }
}
