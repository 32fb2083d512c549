using System.ComponentModel;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Components.Csv;
using AlmCompliance.Web.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace AlmCompliance.Web.Features.Findings;

/// <summary><c>GET /findings</c>, <c>/exports/findings.csv</c>; what people do about them is in <see cref="FindingActEndpoints"/>.</summary>
internal static class FindingsEndpoints
{
    public static void MapFindings(this IEndpointRouteBuilder reads)
    {
        reads.MapGet("/findings", ListAsync)
            .WithName("ListFindings")
            .WithSummary("Findings on hosts in the caller's zones, filtered, ordered and paged; the most urgent first if nothing else is asked.")
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden);
        reads.MapGet("/exports/findings.csv", ExportAsync)
            .WithName("ExportFindings")
            .WithSummary("Every finding of a filter as CSV; page and pageSize count for nothing.")
            .Produces<string>(StatusCodes.Status200OK, "text/csv")
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        reads.MapFindingActs();
    }

    private static async Task<Results<Ok<FindingListAnswer>, ValidationProblem>> ListAsync(
        [AsParameters] FindingListQuery query, Actor actor, FindingQueries findings, CancellationToken cancellationToken)
    {
        var fields = new RequestFields();
        var request = FindingListRequest.Read(fields, query);
        if (!fields.IsValid)
        {
            return fields.Problem();
        }

        var page = await findings.ListAsync(actor, request, cancellationToken);
        return page.UnknownZones.Count > 0
            ? fields.NoSuchZone()
            : TypedResults.Ok(FindingListAnswer.Of(page, request));
    }

    private static Task<Results<PushStreamHttpResult, ValidationProblem, ProblemHttpResult>> ExportAsync(
        [AsParameters] FindingListQuery query, Actor actor, FindingQueries findings, CsvExports exports, HttpContext context, CancellationToken cancellationToken)
    {
        var fields = new RequestFields();
        var request = FindingListRequest.Read(fields, query);
        return exports.SendAsync(context, actor, fields, "findings", () => findings.ExportAsync(actor, request, cancellationToken), FindingCsv.WriteAsync);
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

    [FromQuery(Name = "advisory"), Description("The advisory whose findings are meant, with those that are about none; all if absent.")]
    public string? Advisory { get; init; }

    [FromQuery(Name = "owner"), Description("nobody, me, or the id of a person.")]
    public string? Owner { get; init; }

    [FromQuery(Name = "state"), Description("open or closed; open if absent.")]
    public string? State { get; init; }

    [FromQuery(Name = "due"), Description("overdue, soon: within a week, or later.")]
    public string? Due { get; init; }

    [FromQuery(Name = "sort"), Description("due, opened, rule, host or zone; a minus in front turns it round.")]
    public string? Sort { get; init; }

    [FromQuery(Name = "page"), Description("From 1.")]
    public string? Page { get; init; }

    [FromQuery(Name = "pageSize"), Description("1 to 500, 50 if absent.")]
    public string? PageSize { get; init; }
}
