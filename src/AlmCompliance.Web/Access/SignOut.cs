using AlmCompliance.Data;
using AlmCompliance.Data.Trail;

namespace AlmCompliance.Web.Access;

/// <summary>Tells the audit trail that a person has signed out; the cookie is the endpoint's to take away.</summary>
internal sealed class SignOut(IWriteLane lane, TimeProvider clock)
{
    public async Task RunAsync(Actor actor, CancellationToken cancellationToken)
    {
        actor.RequireReader();
        await lane.RunAsync((db, ct) => AuditTrail.AppendAsync(db, actor.Act("user.signed-out", "user", actor.Id), clock.GetUtcNow(), ct), cancellationToken);
    }
}
