using AlmCompliance.Data;
using AlmCompliance.Data.Decisions;
using AlmCompliance.Data.Trail;
using AlmCompliance.Web.Access;

namespace AlmCompliance.Web.Features.Decisions;

/// <summary>Acts on decisions in the audit trail, with what the decision was before and is after.</summary>
internal static class DecisionTrail
{
    /// <summary>What of a decision an act can change, and what tells it from others.</summary>
    public static string State(Decision decision, IReadOnlyCollection<Guid>? hosts = null) => TrailText.Of(new
    {
        decision.Reference,
        kind = decision.Kind.ToString(),
        state = decision.State.ToString(),
        decision.AdvisoryId,
        decision.AdvisoryRevision,
        measure = decision.Measure.ToString(),
        decision.BoundaryZoneId,
        decision.OtherDocument,
        decision.OtherRevision,
        decision.OtherIsRight,
        decision.Reason,
        decision.Owner,
        decision.RequesterName,
        decision.ApproverName,
        decision.ValidFrom,
        decision.ValidUntil,
        decision.ReviewNote,
        decision.EndReason,
        hosts,
    });

    public static Task AppendAsync(
        AlmDbContext db, Actor actor, string action, Decision decision, string before, string after, DateTimeOffset now, CancellationToken cancellationToken) =>
        AuditTrail.AppendAsync(db, actor.Act(action, "decision", decision.Reference, before, after), now, cancellationToken);
}
