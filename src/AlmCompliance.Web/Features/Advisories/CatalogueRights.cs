using AlmCompliance.Web.Access;

namespace AlmCompliance.Web.Features.Advisories;

/// <summary>Who may change by what every host is judged.</summary>
internal static class CatalogueRights
{
    /// <exception cref="AccessDeniedException">The actor may not.</exception>
    public static void RequireCatalogueKeeper(this Actor actor)
    {
        actor.RequireSecurityManager();
        if (!actor.SeesAllZones)
        {
            throw new AccessDeniedException("Advisories concern every zone, and yours are only some.");
        }
    }

    /// <summary>A decision: never by an API token.</summary>
    /// <exception cref="AccessDeniedException">The actor may not.</exception>
    public static void RequireDecidingPerson(this Actor actor)
    {
        actor.RequireCatalogueKeeper();
        if (actor.Kind is not ActorKind.Person)
        {
            throw new AccessDeniedException("Only a person who has signed in decides this.");
        }
    }

    /// <summary>A person, or whoever works at the server's own command line.</summary>
    /// <exception cref="AccessDeniedException">The actor may not.</exception>
    public static void RequireCatalogueDecider(this Actor actor)
    {
        actor.RequireCatalogueKeeper();
        if (actor.Kind is not (ActorKind.Person or ActorKind.System))
        {
            throw new AccessDeniedException("Only a person who has signed in decides this.");
        }
    }
}
