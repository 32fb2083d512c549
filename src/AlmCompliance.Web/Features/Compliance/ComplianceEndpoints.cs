using System.ComponentModel;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment;
using AlmCompliance.Web.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace AlmCompliance.Web.Features.Compliance;

/// <summary><c>GET /compliance/summary</c>, <c>/hosts/{id}/compliance</c>.</summary>
internal static class ComplianceEndpoints
{
    private const string AsOf = "What the server had concluded at that moment (ISO 8601); now if absent.";

    public static void MapCompliance(this IEndpointRouteBuilder reads)
    {
        reads.MapGet("/compliance/summary", SummaryAsync)
            .WithName("GetComplianceSummary")
            .WithSummary("Hosts by status for one advisory and by rule with an open finding, at any moment.")
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden);
        reads.MapGet("/hosts/{id:guid}/compliance", HostAsync)
            .WithName("GetHostCompliance")
            .WithSummary("One host's statuses and open findings at any moment; none before it was enrolled.")
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Results<Ok<ComplianceSummaryAnswer>, ValidationProblem>> SummaryAsync(
        [Description(AsOf)] string? asOf,
        [FromQuery(Name = "zone"), Description("Zones by id or name, - for hosts without one; repeated or separated by commas.")] string[]? zone,
        [Description("The advisory, of the catalogue in force; the product note's if absent.")] string? advisory,
        Actor actor,
        ComplianceQueries compliance,
        PlantKnowledge plant,
        TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var fields = new RequestFields();
        var moment = fields.PastTime("asOf", asOf, clock.GetUtcNow());
        var zones = fields.Zones(zone);
        var asked = fields.Text("advisory", advisory) ?? ProductNote57252401.Id.Value;
        var known = plant.Current.Catalogue.Advisories.FirstOrDefault(a => a.Id.Value.Equals(asked, StringComparison.OrdinalIgnoreCase));
        if (known is null)
        {
            fields.Fail("advisory", "No advisory of the catalogue in force.");
        }

        if (!fields.IsValid)
        {
            return fields.Problem();
        }

        var summary = await compliance.SummaryAsync(actor, known!.Id.Value, moment, zones, cancellationToken);
        return summary.UnknownZones.Count > 0 ? fields.NoSuchZone() : TypedResults.Ok(ComplianceSummaryAnswer.Of(summary));
    }

    private static async Task<Results<Ok<HostComplianceAnswer>, ValidationProblem, ProblemHttpResult>> HostAsync(
        Guid id,
        [Description(AsOf)] string? asOf,
        Actor actor,
        ComplianceQueries compliance,
        TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var fields = new RequestFields();
        var moment = fields.PastTime("asOf", asOf, clock.GetUtcNow());
        if (!fields.IsValid)
        {
            return fields.Problem();
        }

        return await compliance.HostAsync(actor, id, moment, cancellationToken) is { } host
            ? TypedResults.Ok(HostComplianceAnswer.Of(host))
            : TypedResults.Problem("There is no such host, or it is out of your zones.", statusCode: StatusCodes.Status404NotFound);
    }
}
