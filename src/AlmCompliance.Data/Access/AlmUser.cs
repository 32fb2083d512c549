using Microsoft.AspNetCore.Identity;

namespace AlmCompliance.Data.Access;

/// <summary>What a person or token may do.</summary>
public enum AccessRole
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Sees the hosts of their zones.</summary>
    Viewer,

    /// <summary>Sees everything, changes nothing.</summary>
    Auditor,

    /// <summary>Acts on hosts and agents.</summary>
    SecurityManager,

    /// <summary>Also users, tokens and settings.</summary>
    Administrator,
}

/// <summary>A person who signs in.</summary>
public sealed class AlmUser : IdentityUser<Guid>
{
    public AccessRole Role { get; set; }

    /// <summary>Sees every zone; otherwise those of <see cref="UserZone"/>.</summary>
    public bool AllZones { get; set; } = true;
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset? LastSignInAt { get; set; }

    /// <summary>The administrator who made the link by which their password was last set; null where it was set without one. No foreign key: it outlasts the account.</summary>
    public Guid? PasswordLinkBy { get; set; }
}

/// <summary>A zone that a user with a zone scope sees.</summary>
public sealed class UserZone
{
    public Guid UserId { get; set; }
    public Guid ZoneId { get; set; }
}

/// <summary>When a person last opened the overview after an absence, so that it can say what changed since the time before.</summary>
public sealed class UserVisit
{
    public Guid UserId { get; set; }
    public DateTimeOffset BeganAt { get; set; }

    /// <summary>When the visit before began; null in the first one.</summary>
    public DateTimeOffset? PreviousAt { get; set; }
}
