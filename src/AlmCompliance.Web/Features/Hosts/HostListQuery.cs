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

    [FromQuery(Name = "silent"), Description("true: only hosts without contact for a week.")]
    public string? Silent { get; init; }

    [FromQuery(Name = "sort"), Description("name, status, zone, version, evidence or lastContact; a minus in front turns it round.")]
    public string? Sort { get; init; }

    [FromQuery(Name = "page"), Description("From 1.")]
    public string? Page { get; init; }

    [FromQuery(Name = "pageSize"), Description("1 to 500, 50 if absent.")]
    public string? PageSize { get; init; }

    public HostListRequest Read(RequestFields fields) =>
        HostListRequest.Read(fields, HostFilter.Read(fields, Search, Status, Zone, Rule, Silent), Sort, Page, PageSize);
}
