using AlmCompliance.Web.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AlmCompliance.Web.Features.Advisories;

/// <summary><c>GET /advisories</c>.</summary>
internal static class AdvisoriesEndpoints
{
    public static void MapAdvisories(this IEndpointRouteBuilder reads) => reads
        .MapGet("/advisories", ListAsync)
        .WithName("ListAdvisories")
        .WithSummary("The advisories that hosts are judged against, the product note first, with the caller's hosts by status.")
        .ProducesProblem(StatusCodes.Status401Unauthorized)
        .ProducesProblem(StatusCodes.Status403Forbidden);

    private static async Task<Ok<AdvisoryListAnswer>> ListAsync(Actor actor, AdvisoryQueries advisories, CancellationToken cancellationToken)
    {
        var items = await advisories.ListAsync(actor, cancellationToken);
        return TypedResults.Ok(new AdvisoryListAnswer([.. items.Select(AdvisoryAnswer.Of)], items.Count));
    }
}
