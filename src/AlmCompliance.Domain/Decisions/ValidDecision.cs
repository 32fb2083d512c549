using AlmCompliance.Domain.Inventory;

namespace AlmCompliance.Domain.Decisions;

/// <summary>
/// A person's dated and approved act as it bears on one host of its list: valid until it expires, and only while what it was
/// bound to is what it was.
/// </summary>
/// <param name="Reference">The number people know it by.</param>
/// <param name="ValidUntil">From this moment on it covers nothing.</param>
public sealed record ValidDecision(string Reference, DateTimeOffset ValidUntil)
{
    /// <summary>The key of the advisory's revision that it was decided on (<see cref="Advisories.AdvisoryRevision.Key"/>); null where it is bound to none.</summary>
    public string? Revision { get; init; }

    /// <summary>The installed version that it was decided on; null where it is bound to none.</summary>
    public AlmVersion? Version { get; init; }

    /// <summary>When it was approved; null where that does not limit it. Attestations are limited by their age too.</summary>
    public DateTimeOffset? ApprovedAt { get; init; }

    /// <summary>The host is not on its list of hosts any more, or the list was changed after the approval.</summary>
    public bool HostListChanged { get; init; }
}

/// <summary>Whether a decision still covers anything, and if not, why.</summary>
public enum DecisionStanding
{
    /// <summary>There is none.</summary>
    Unknown = 0,

    /// <summary>It covers.</summary>
    Valid,

    /// <summary>Its time is over.</summary>
    Expired,

    /// <summary>The advisory has another revision than the one that was decided on.</summary>
    RevisionChanged,

    /// <summary>The host has another version than the one that was decided on, or none that is known.</summary>
    VersionChanged,

    /// <summary>The host is not on the approved list.</summary>
    HostListChanged,
}

/// <summary>Asks whether a decision, if there is one, still covers anything.</summary>
public static class DecisionValidity
{
    /// <summary>Why it does not, the lasting reason before the passing of time.</summary>
    /// <param name="decision">The decision; null for none.</param>
    /// <param name="revision">The key of the advisory's present revision; null where the decision is about no advisory.</param>
    /// <param name="version">The host's present version; null where it is not known.</param>
    /// <param name="now">The moment asked about.</param>
    public static DecisionStanding StandingOf(ValidDecision? decision, string? revision, AlmVersion? version, DateTimeOffset now)
    {
        if (decision is null)
        {
            return DecisionStanding.Unknown;
        }

        if (decision.HostListChanged)
        {
            return DecisionStanding.HostListChanged;
        }

        if (decision.Revision is { } boundRevision && !string.Equals(boundRevision, revision, StringComparison.Ordinal))
        {
            return DecisionStanding.RevisionChanged;
        }

        if (decision.Version is { } boundVersion && boundVersion != version)
        {
            return DecisionStanding.VersionChanged;
        }

        return now < decision.ValidUntil ? DecisionStanding.Valid : DecisionStanding.Expired;
    }
}
