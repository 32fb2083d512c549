using AlmCompliance.Data;
using AlmCompliance.Data.Trail;
using AlmCompliance.Web.Access;
using Microsoft.AspNetCore.Http.HttpResults;
using Quartz;

namespace AlmCompliance.Web.Features.Compliance;

/// <summary>Asks the scheduler to judge the whole fleet now.</summary>
internal sealed class RequestRecompute(ISchedulerFactory schedulers, IWriteLane lane, TimeProvider clock)
{
    public async Task RunAsync(Actor actor, CancellationToken cancellationToken)
    {
        actor.RequireSecurityManager();
        if (!actor.SeesAllZones)
        {
            throw new AccessDeniedException("The whole fleet is more than your zones.");
        }

        await lane.RunAsync((db, ct) => AuditTrail.AppendAsync(db, actor.Act("compliance.recompute-asked", "fleet", "all"), clock.GetUtcNow(), ct), cancellationToken);
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        await scheduler.TriggerJob(RecomputeFleetJob.Key, cancellationToken);
    }
}

/// <summary><c>POST /compliance/recompute</c>.</summary>
internal static class RecomputeEndpoints
{
    public static void MapRecompute(this IEndpointRouteBuilder reads) => reads
        .MapPost("/compliance/recompute", PostAsync)
        .WithName("RecomputeCompliance")
        .WithSummary("Judges the whole fleet anew, beside everything else; for security managers.")
        .ProducesProblem(StatusCodes.Status401Unauthorized)
        .ProducesProblem(StatusCodes.Status403Forbidden);

    private static async Task<Accepted> PostAsync(Actor actor, RequestRecompute request, CancellationToken cancellationToken)
    {
        await request.RunAsync(actor, cancellationToken);
        return TypedResults.Accepted((string?)null);
    }
}
