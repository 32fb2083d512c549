using AlmCompliance.Data;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment;
using AlmCompliance.Web.Live;
using Microsoft.Extensions.Options;

namespace AlmCompliance.Web.Features.Decisions;

/// <summary>Asks for a decision; it covers nothing before another person has approved it.</summary>
internal sealed class RequestDecision(IWriteLane lane, PlantKnowledge plant, IOptionsMonitor<DecisionOptions> options, ChangeFeed changes, TimeProvider clock)
{
    public async Task<DecisionOutcome> RunAsync(Actor actor, DecisionRequest request, CancellationToken cancellationToken)
    {
        actor.RequireSecurityManager();
        var now = Microseconds.Truncate(clock.GetUtcNow());
        if (RequestChecks.Check(request, options.CurrentValue, now).ToList() is { Count: > 0 } refusals)
        {
            return DecisionOutcome.Refused(refusals);
        }

        var outcome = await lane.RunAsync((db, ct) => new DecisionDraft(db, actor, plant.Current.Catalogue, now).WriteAsync(request, null, ct), cancellationToken);
        if (outcome.Succeeded)
        {
            changes.Publish(null);
        }

        return outcome;
    }
}
