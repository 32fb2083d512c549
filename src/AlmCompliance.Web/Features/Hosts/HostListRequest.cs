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

    /// <summary>Only those without contact for a week.</summary>
    public bool Silent { get; init; }

    public bool IsEmpty => Search is null && Statuses.Count == 0 && Zones.Count == 0 && Rules.Count == 0 && !Silent;

    public static HostFilter Read(RequestFields fields, string? q, IEnumerable<string?>? status, IEnumerable<string?>? zone, IEnumerable<string?>? rule, string? silent) => new()
    {
        Search = fields.Text("q", q),
        Statuses = fields.Names<ComplianceStatus>("status", status),
        Zones = fields.Zones(zone),
        Rules = fields.Names("rule", rule, RuleId.Unknown),
        Silent = fields.Flag("silent", silent),
    };
}

internal enum HostSort
{
    Name = 0,
    Status,
    Zone,
    Version,
    Evidence,
    LastContact,
}

/// <summary>One page of hosts in an order. Status ascends from what needs a person first; evidence and contact from the oldest.</summary>
internal sealed record HostListRequest(HostFilter Filter, HostSort Sort, bool Descending, PageOf Page)
{
    public static HostListRequest Read(RequestFields fields, HostFilter filter, string? sort, string? page, string? pageSize)
    {
        var descending = sort?.StartsWith('-') ?? false;
        return new HostListRequest(filter, fields.Choice<HostSort>("sort", descending ? sort![1..] : sort), descending, PageOf.Read(fields, page, pageSize));
    }
}
