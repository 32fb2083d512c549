using AlmCompliance.Data;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Live;

namespace AlmCompliance.Web.Features.Findings;

/// <summary>Gives findings to a person, or to oneself.</summary>
internal sealed class AssignFindings(IWriteLane lane, ChangeFeed changes, TimeProvider clock)
{
    /// <param name="checksOwners">Leaves those alone that have another owner than the one in <paramref name="findings"/>.</param>
    public Task<FindingActOutcome> RunAsync(Actor actor, IReadOnlyList<SeenFinding> findings, Guid ownerId, bool checksOwners, CancellationToken cancellationToken)
    {
        actor.RequireSecurityManager();
        return FindingActWriting.WriteAsync(lane, changes, clock, actor, new FindingAct(FindingActKind.Assign, ownerId), findings, checksOwners, cancellationToken);
    }
}
