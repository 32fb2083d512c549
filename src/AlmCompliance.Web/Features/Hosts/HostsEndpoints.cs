using AlmCompliance.Web.Access;
using AlmCompliance.Web.Components.Csv;
using AlmCompliance.Web.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AlmCompliance.Web.Features.Hosts;

/// <summary><c>GET /hosts</c>, <c>/hosts/{id}</c>, <c>/hosts/{id}/cves</c>, <c>/exports/hosts.csv</c>.</summary>
internal static class HostsEndpoints
{
    public static void MapHosts(this IEndpointRouteBuilder reads)
    {
        reads.MapGet("/hosts", ListAsync)
            .WithName("ListHosts")
            .WithSummary("Hosts in the caller's zones, filtered, ordered and paged.")
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden);
        reads.MapGet("/hosts/{id:guid}", GetAsync)
            .WithName("GetHost")
            .WithSummary("One host with its statuses and open findings.")
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound);
        reads.MapGet("/hosts/{id:guid}/cves", CvesAsync)
            .WithName("ListHostCves")
            .WithSummary("The weaknesses behind the advisories, and what of them still applies to the host given its version and measures.")
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound);
        reads.MapGet("/exports/hosts.csv", ExportAsync)
            .WithName("ExportHosts")
            .WithSummary("Every host of a filter as CSV; page and pageSize count for nothing.")
            .Produces<string>(StatusCodes.Status200OK, "text/csv")
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<Results<Ok<HostListAnswer>, ValidationProblem>> ListAsync(
        [AsParameters] HostListQuery query, Actor actor, HostQueries hosts, CancellationToken cancellationToken)
    {
        var fields = new RequestFields();
        var request = query.Read(fields);
        if (!fields.IsValid)
        {
            return fields.Problem();
        }

        var page = await hosts.ListAsync(actor, request, cancellationToken);
        return page.UnknownZones.Count > 0
            ? fields.NoSuchZone()
            : TypedResults.Ok(new HostListAnswer([.. page.Items.Select(HostAnswer.Of)], page.Total));
    }

    private static async Task<Results<Ok<HostAnswer>, ProblemHttpResult>> GetAsync(
        Guid id, Actor actor, HostQueries hosts, CancellationToken cancellationToken) =>
        await hosts.SummaryAsync(actor, id, cancellationToken) is { } host
            ? TypedResults.Ok(HostAnswer.Of(host))
            : NoSuchHost();

    private static async Task<Results<Ok<CveAnswer[]>, ProblemHttpResult>> CvesAsync(
        Guid id, Actor actor, HostQueries hosts, CancellationToken cancellationToken) =>
        await hosts.GetAsync(actor, id, cancellationToken) is { } host
            ? TypedResults.Ok<CveAnswer[]>([.. host.Cves.Select(CveAnswer.Of)])
            : NoSuchHost();

    private static ProblemHttpResult NoSuchHost() =>
        TypedResults.Problem("There is no such host, or it is out of your zones.", statusCode: StatusCodes.Status404NotFound);

    private static Task<Results<PushStreamHttpResult, ValidationProblem, ProblemHttpResult>> ExportAsync(
        [AsParameters] HostListQuery query, Actor actor, HostQueries hosts, CsvExports exports, HttpContext context, CancellationToken cancellationToken)
    {
        var fields = new RequestFields();
        var request = query.Read(fields);
        return exports.SendAsync(context, actor, fields, "hosts", () => hosts.ExportAsync(actor, request, cancellationToken), HostCsv.WriteAsync);
    }
}
