using AlmCompliance.Data;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Live;

namespace AlmCompliance.Web.Features.Findings;

/// <summary>Takes findings from who sees to them; nobody does then.</summary>
internal sealed class ReleaseFindings(IWriteLane lane, ChangeFeed changes, TimeProvider clock)
{
    /// <param name="checksOwners">Leaves those alone that have another owner than the one in <paramref name="findings"/>.</param>
    public Task<FindingActOutcome> RunAsync(Actor actor, IReadOnlyList<SeenFinding> findings, bool checksOwners, CancellationToken cancellationToken)
    {
        actor.RequireSecurityManager();
        return FindingActWriting.WriteAsync(lane, changes, clock, actor, FindingAct.Release, findings, checksOwners, cancellationToken);
    }
}
