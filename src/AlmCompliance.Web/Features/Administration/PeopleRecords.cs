using AlmCompliance.Data.Access;

namespace AlmCompliance.Web.Features.Administration;

/// <summary>What a person may do and see.</summary>
/// <param name="Zones">Names of zones; null for every zone.</param>
internal sealed record PersonAccess(AccessRole Role, IReadOnlyList<string>? Zones);

internal sealed record PersonItem
{
    public required Guid Id { get; init; }
    public required string Email { get; init; }
    public required AccessRole Role { get; init; }
    public required bool AllZones { get; init; }
    public required IReadOnlyList<string> Zones { get; init; }

    /// <summary>An administrator locked them; a lockout after wrong passwords ends by itself and is none.</summary>
    public required bool IsLocked { get; init; }

    /// <summary>They have set a password; before that they cannot sign in.</summary>
    public required bool HasPassword { get; init; }

    /// <summary>Until when their link to set one works.</summary>
    public required DateTimeOffset? LinkUntil { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset? LastSignInAt { get; init; }
}

/// <param name="Code">The secret of the link by which they set their password; told this once.</param>
internal sealed record PersonAdded(Guid Id, string Code);

internal enum ApiTokenState
{
    Usable = 0,
    Expired,
    Revoked,
}

internal sealed record ApiTokenItem
{
    public required Guid Id { get; init; }
    public required string Name { get; init; }
    public required string Hint { get; init; }
    public required AccessRole Role { get; init; }
    public required string? ZoneName { get; init; }
    public required string CreatedBy { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset? LastUsedAt { get; init; }
    public required DateTimeOffset? ExpiresAt { get; init; }
    public required ApiTokenState State { get; init; }
}
