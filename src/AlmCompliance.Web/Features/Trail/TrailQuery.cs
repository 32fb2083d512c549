using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;

namespace AlmCompliance.Web.Features.Trail;

/// <summary>The query string of the trail and its export, as text: what cannot be read is answered under its own name.</summary>
internal sealed class TrailQuery
{
    [FromQuery(Name = "kind"), Description("Person, ApiToken, Agent, System or Nobody.")]
    public string? Kind { get; init; }

    [FromQuery(Name = "who"), Description("The exact name of who acted.")]
    public string? Who { get; init; }

    [FromQuery(Name = "action"), Description("One action, for example decision.approved.")]
    public string? Action { get; init; }

    [FromQuery(Name = "on"), Description("The kind of subject, for example host.")]
    public string? On { get; init; }

    [FromQuery(Name = "subject"), Description("The subject: its id, a host's or zone's name, a person's address, a decision's number.")]
    public string? Subject { get; init; }

    [FromQuery(Name = "zone"), Description("Acts on these zones, their hosts and the decisions about those; by id or name, - for hosts without one.")]
    public string[]? Zone { get; init; }

    [FromQuery(Name = "from"), Description("From this moment on.")]
    public string? From { get; init; }

    [FromQuery(Name = "to"), Description("Before this moment.")]
    public string? To { get; init; }

    [FromQuery(Name = "page"), Description("From 1.")]
    public string? Page { get; init; }

    [FromQuery(Name = "pageSize"), Description("1 to 500, 50 if absent.")]
    public string? PageSize { get; init; }
}
