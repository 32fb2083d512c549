using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Rules;

namespace AlmCompliance.Domain.Compliance;

/// <summary>A host's status for one advisory.</summary>
/// <param name="Advisory">The advisory.</param>
/// <param name="Status">The status.</param>
/// <param name="Reason">Why, as a code.</param>
/// <param name="Arguments">The words that the reason's sentence needs; raw host text, so encode before use.</param>
/// <param name="HoldsUntil">
/// The earliest expiry among evidence and decisions whose loss alone would change the status; from then on every reader
/// says Unknown. Null while the status is Unknown.
/// </param>
public readonly record struct StatusVerdict(
    AdvisoryId Advisory,
    ComplianceStatus Status,
    StatusReason Reason,
    IReadOnlyList<string> Arguments,
    DateTimeOffset? HoldsUntil)
{
    /// <summary>Until when a valid deferral puts the update off, whatever the status is; null where none does.</summary>
    public DateTimeOffset? DeferredUntil { get; init; }

    /// <summary>Whether a stored row says the same; compares without making anything.</summary>
    /// <param name="status">The row's status.</param>
    /// <param name="reason">Its reason.</param>
    /// <param name="arguments">Its words.</param>
    /// <param name="holdsUntil">Its end, at the precision that is stored.</param>
    /// <param name="precision">What two moments may differ by, cut off: one microsecond for the database.</param>
    public bool Says(ComplianceStatus status, StatusReason reason, IReadOnlyList<string> arguments, DateTimeOffset? holdsUntil, TimeSpan precision) =>
        Status == status && Reason == reason && SameMoment(HoldsUntil, holdsUntil, precision) && SameWords.Are(Arguments, arguments);

    private static bool SameMoment(DateTimeOffset? one, DateTimeOffset? other, TimeSpan precision) =>
        one is { } a && other is { } b ? a.UtcTicks / precision.Ticks == b.UtcTicks / precision.Ticks : one is null && other is null;
}
