using AlmCompliance.Data;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Live;

namespace AlmCompliance.Web.Features.Findings;

/// <summary>Writes the same note on each of the findings.</summary>
internal sealed class NoteFindings(IWriteLane lane, ChangeFeed changes, TimeProvider clock)
{
    public Task<FindingActOutcome> RunAsync(Actor actor, IReadOnlyList<SeenFinding> findings, string text, CancellationToken cancellationToken)
    {
        actor.RequireSecurityManager();
        return FindingActWriting.WriteAsync(lane, changes, clock, actor, new FindingAct(FindingActKind.Note, Text: text), findings, checksOwners: false, cancellationToken);
    }
}
