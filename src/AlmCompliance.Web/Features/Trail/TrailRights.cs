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

    /// <summary>Numbers of the whole trail tell how much happens in zones out of sight.</summary>
    public static void RequireWholeTrailReader(this Actor actor)
    {
        actor.RequireTrailReader();
        if (!actor.SeesAllZones)
        {
            throw new AccessDeniedException("This needs somebody who sees every zone.");
        }
    }
}
