using System.ComponentModel;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace AlmCompliance.Web.Features.Search;

/// <summary><c>GET /search</c>, which the palette behind Ctrl+K asks too.</summary>
internal static class SearchEndpoints
{
    public static void MapSearch(this IEndpointRouteBuilder reads) => reads
        .MapGet("/search", FindAsync)
        .WithName("Search")
        .WithSummary("Hosts by name, address, domain, owner or id, their open findings, and advisories by number, title or CVE; at most eight of each.")
        .ProducesProblem(StatusCodes.Status401Unauthorized)
        .ProducesProblem(StatusCodes.Status403Forbidden);

    private static async Task<Results<Ok<SearchListing>, ValidationProblem>> FindAsync(
        [FromQuery(Name = "q"), Description("A few words; a rule among them (ALM0002) narrows the findings to it, a network (10.20.4.0/24) finds the hosts in it.")] string? text,
        Actor actor,
        SearchQueries search,
        CancellationToken cancellationToken)
    {
        var fields = new RequestFields();
        var words = fields.Text("q", text);
        if (words is null && fields.IsValid)
        {
            fields.Fail("q", "This is required.");
        }

        return fields.IsValid ? TypedResults.Ok(await search.FindAsync(actor, words!, cancellationToken)) : fields.Problem();
    }
}
