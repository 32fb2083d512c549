using AlmCompliance.Data.Access;
using AlmCompliance.Web.Access;

namespace AlmCompliance.Web.Features.Trail;

/// <summary>Who may read the trail: who audits, and who answers for what it tells. What viewers do is in it; it is not for them.</summary>
internal static class TrailRights
{
    public static void RequireTrailReader(this Actor actor)
    {
        if (actor.Role is not (AccessRole.Auditor or AccessRole.SecurityManager or AccessRole.Administrator))
        {
            throw new AccessDeniedException("This needs the role Auditor.");
        }
    }
}
