using AlmCompliance.Domain.Advisories;

namespace AlmCompliance.Domain.Rules;

/// <summary>Whether a protective measure holds on a host.</summary>
public enum MeasureState
{
    /// <summary>Nothing may be said.</summary>
    Unknown = 0,

    /// <summary>Evidence says that it does not hold.</summary>
    NotInPlace,

    /// <summary>Evidence says that it holds.</summary>
    InPlace,

    /// <summary>The host does not need it.</summary>
    NotRequired,
}

/// <summary>A measure's state on a host for one advisory, with what it rests on.</summary>
/// <param name="Advisory">The advisory that asks for it.</param>
/// <param name="Measure">The measure.</param>
/// <param name="State">Its state.</param>
/// <param name="Basis">What the state rests on, as a code; <c>NotJudged</c> where nothing speaks of it.</param>
/// <param name="HoldsUntil">When that basis expires; null where nothing does.</param>
public sealed record MeasureVerdict(AdvisoryId Advisory, ProtectiveMeasure Measure, MeasureState State, string Basis, DateTimeOffset? HoldsUntil);
