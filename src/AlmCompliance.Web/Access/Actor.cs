using System.Net;
using AlmCompliance.Data.Access;
using AlmCompliance.Data.Trail;

namespace AlmCompliance.Web.Access;

/// <summary>What kind of being acts.</summary>
internal enum ActorKind
{
    Nobody = 0,
    Person,
    ApiToken,
    Agent,
    System,
}

/// <summary>
/// Who acts, with what role, on which zones. Every action and query takes one and checks it: the events of a circuit pass no
/// endpoint filter.
/// </summary>
/// <param name="Zones">The zones it sees; null sees all.</param>
internal sealed record Actor(ActorKind Kind, string Id, string Name, AccessRole Role, IReadOnlyList<Guid>? Zones)
{
    /// <summary>Of an agent: when the key was made that it showed.</summary>
    public DateTimeOffset? KeySince { get; init; }

    /// <summary>Of an agent: SHA-256 of that key.</summary>
    public byte[]? ShownKey { get; init; }

    public static Actor Nobody { get; } = new(ActorKind.Nobody, "", "", AccessRole.None, []);

    /// <summary>The server itself: jobs and command-line verbs.</summary>
    public static Actor System(string name) => new(ActorKind.System, name, name, AccessRole.Administrator, null);

    public static Actor Agent(Guid hostId, DateTimeOffset? keySince = null) => new(ActorKind.Agent, hostId.ToString(), "agent", AccessRole.None, []) { KeySince = keySince };

    /// <summary>Whoever is at an address and has not shown who they are.</summary>
    public static Actor SomeoneAt(IPAddress peer) => Nobody with { Id = peer.ToString(), Name = $"someone at {peer}" };

    public bool SeesAllZones => Zones is null;

    /// <summary>The user that it is; null for anything but a person.</summary>
    public Guid? PersonId => Kind is ActorKind.Person && Guid.TryParse(Id, out var id) ? id : null;

    /// <summary>Whether its role lets it act on hosts and their findings.</summary>
    public bool IsSecurityManager => Role is AccessRole.SecurityManager or AccessRole.Administrator;

    /// <summary>Whether hosts of this zone are in its sight; a host without a zone only for those who see all.</summary>
    public bool Sees(Guid? zone) => Zones is null || (zone is { } id && Zones.Contains(id));

    /// <exception cref="AccessDeniedException">The actor may not read.</exception>
    public void RequireReader()
    {
        if (Role is AccessRole.None)
        {
            throw new AccessDeniedException("This needs a signed-in reader.");
        }
    }

    /// <summary>An act on hosts and agents: security managers and administrators, never an API token of lesser role.</summary>
    /// <exception cref="AccessDeniedException">The actor may not.</exception>
    public void RequireSecurityManager()
    {
        if (Role is not (AccessRole.SecurityManager or AccessRole.Administrator))
        {
            throw new AccessDeniedException("This needs the role SecurityManager.");
        }
    }

    /// <exception cref="AccessDeniedException">The actor may not.</exception>
    public void RequireAdministrator()
    {
        if (Role is not AccessRole.Administrator)
        {
            throw new AccessDeniedException("This needs the role Administrator.");
        }
    }

    /// <summary>An act that nobody may leave to a program with a token.</summary>
    /// <exception cref="AccessDeniedException">The actor is no person.</exception>
    public void RequirePerson()
    {
        if (Kind is ActorKind.ApiToken)
        {
            throw new AccessDeniedException("This needs a person who is signed in.");
        }
    }

    public AuditAct Act(string action, string subjectKind, string subjectId, string before = "", string after = "") =>
        new(Kind.ToString(), Id, Name, action, subjectKind, subjectId, before, after);
}

/// <summary>The actor's role or zones do not allow this.</summary>
/// <param name="key">Of the words that a page has for the reason; null where it is as usual.</param>
internal sealed class AccessDeniedException(string message, string? key = null) : Exception(message)
{
    public string? Key => key;
}
