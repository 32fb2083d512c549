using AlmCompliance.Contracts;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AlmCompliance.Web.Features.Inventory;

/// <summary><c>POST /inventory-reports</c>.</summary>
internal static class InventoryEndpoints
{
    public static void MapInventory(this IEndpointRouteBuilder agents) => agents
        .MapPost("/inventory-reports", PostAsync)
        .Accepts<InventoryReport>("application/json")
        .Produces<InventoryReportAccepted>(StatusCodes.Status202Accepted)
        .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
        .ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
        .ProducesValidationProblem()
        .ProducesProblem(StatusCodes.Status401Unauthorized)
        .WithMetadata(new AsksForKeyItself())
        .WithName("PostInventoryReport")
        .WithSummary("Takes what an agent found on its host; stored and judged before the answer.");

    private static async Task<Results<Accepted<InventoryReportAccepted>, ValidationProblem, ProblemHttpResult, ChallengeHttpResult>> PostAsync(
        HttpRequest request, Actor actor, AcceptInventoryReport accept, AgentKeyLookup known, AgentKeyOptions keys, TimeProvider clock, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var report = await JsonBody.ReadAsync<InventoryReport>(request, errors, cancellationToken);
        var read = report is null ? null : InventoryReportReader.Read(report, errors);
        if (read is null)
        {
            // Nothing was written, so nothing has asked for the key.
            return await known.FindAsync(actor.ShownKey!, cancellationToken) is null ? TypedResults.Challenge() : TypedResults.ValidationProblem(errors.ByPath);
        }

        var taken = await accept.RunAsync(actor, read, report!, cancellationToken);
        if (taken.Acceptance == Acceptance.KeyEnded)
        {
            known.Forget(actor.ShownKey!);
            return TypedResults.Challenge();
        }

        return taken.Acceptance == Acceptance.OtherMachine
            ? TypedResults.Problem("The report names another machine than the one that this key was given to.", statusCode: StatusCodes.Status409Conflict)
            : TypedResults.Accepted((string?)null, new InventoryReportAccepted
            {
                ReportId = read.ReportId.ToString(),
                HostId = actor.Id,
                Accepted = true,
                ProbeTargets = taken.Targets,

                // Of two machines with one key the second would be locked out, and nobody could tell which one that is.
                RotateKey = taken.Acceptance != Acceptance.Contested && keys.IsOld(actor, clock.GetUtcNow()),
            });
    }
}
