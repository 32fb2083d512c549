using System.ComponentModel;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace AlmCompliance.Web.Features.Findings;

/// <summary><c>GET /findings</c>.</summary>
internal static class FindingsEndpoints
{
    public static void MapFindings(this IEndpointRouteBuilder reads) => reads
        .MapGet("/findings", ListAsync)
        .WithName("ListFindings")
        .WithSummary("Findings on hosts in the caller's zones, filtered, ordered and paged; the most urgent first if nothing else is asked.")
        .ProducesProblem(StatusCodes.Status401Unauthorized)
        .ProducesProblem(StatusCodes.Status403Forbidden);

    private static async Task<Results<Ok<FindingListAnswer>, ValidationProblem>> ListAsync(
        [AsParameters] FindingListQuery query, Actor actor, FindingQueries findings, CancellationToken cancellationToken)
    {
        var fields = new RequestFields();
        var request = FindingListRequest.Read(
            fields, query.Search, query.Rule, query.Zone, query.State, query.Due, query.Sort, query.Page, query.PageSize);
        if (!fields.IsValid)
        {
            return fields.Problem();
        }

        var page = await findings.ListAsync(actor, request, cancellationToken);
        return page.UnknownZones.Count > 0
            ? fields.NoSuchZone()
            : TypedResults.Ok(FindingListAnswer.Of(page, request));
    }
}

/// <summary>The query string of the findings list, as text.</summary>
internal sealed class FindingListQuery
{
    [FromQuery(Name = "q"), Description("Any part of the host's name, address, domain or owner.")]
    public string? Search { get; init; }

    [FromQuery(Name = "rule"), Description("Rules; repeated or separated by commas.")]
    public string[]? Rule { get; init; }

    [FromQuery(Name = "zone"), Description("Zones by id or name, - for hosts without one; repeated or separated by commas.")]
    public string[]? Zone { get; init; }

    [FromQuery(Name = "state"), Description("open or closed; open if absent.")]
    public string? State { get; init; }

    [FromQuery(Name = "due"), Description("overdue, or soon: within a week.")]
    public string? Due { get; init; }

    [FromQuery(Name = "sort"), Description("due, opened, rule, host or zone; a minus in front turns it round.")]
    public string? Sort { get; init; }

    [FromQuery(Name = "page"), Description("From 1.")]
    public string? Page { get; init; }

    [FromQuery(Name = "pageSize"), Description("1 to 500, 50 if absent.")]
    public string? PageSize { get; init; }
}
