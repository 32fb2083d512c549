using System.ComponentModel;
using AlmCompliance.Web.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace AlmCompliance.Web.Features.Hosts;

/// <summary>The query string of the host list and its export, as text: what cannot be read is answered under its own name.</summary>
internal sealed class HostListQuery
{
    [FromQuery(Name = "q"), Description("Any part of name, address, domain or owner.")]
    public string? Search { get; init; }

    [FromQuery(Name = "status"), Description("Status for the product note; repeated or separated by commas.")]
    public string[]? Status { get; init; }

    [FromQuery(Name = "zone"), Description("Zones by id or name, - for hosts without one; repeated or separated by commas.")]
    public string[]? Zone { get; init; }

    [FromQuery(Name = "rule"), Description("Rules with an open finding; repeated or separated by commas.")]
    public string[]? Rule { get; init; }

    [FromQuery(Name = "advisory"), Description("Advisory whose findings count for rule and due; all if absent.")]
    public string? Advisory { get; init; }

    [FromQuery(Name = "due"), Description("overdue: something is; week: something is due within a week and nothing overdue.")]
    public string? Due { get; init; }

    [FromQuery(Name = "expected"), Description("yes: on the plant's own list, lines that never enrolled among them; no: hosts that are not on it.")]
    public string? Expected { get; init; }

    [FromQuery(Name = "enrolled"), Description("no: only lines of the plant's own list that never enrolled; yes: only hosts.")]
    public string? Enrolled { get; init; }

    [FromQuery(Name = "silent"), Description("true: only hosts without contact for a week.")]
    public string? Silent { get; init; }

    [FromQuery(Name = "change"), Description("Worse, Better, Found, Closed or FellSilent: what became of them since a moment.")]
    public string? Change { get; init; }

    [FromQuery(Name = "since"), Description("The moment that change counts from.")]
    public string? Since { get; init; }

    [FromQuery(Name = "sort"), Description("name, status, zone, version, evidence, lastContact or due (of the product note); a minus in front turns it round.")]
    public string? Sort { get; init; }

    [FromQuery(Name = "page"), Description("From 1.")]
    public string? Page { get; init; }

    [FromQuery(Name = "pageSize"), Description("1 to 500, 50 if absent.")]
    public string? PageSize { get; init; }

    public HostListRequest Read(RequestFields fields) =>
        HostListRequest.Read(fields, this);
}
