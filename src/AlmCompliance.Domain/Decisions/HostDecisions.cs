using System.Diagnostics.CodeAnalysis;
using AlmCompliance.Domain.Advisories;

namespace AlmCompliance.Domain.Decisions;

/// <summary>A person's dated act as it bears on one host: valid until it expires.</summary>
/// <param name="Reference">The number people know it by.</param>
/// <param name="ValidUntil">From this moment on it covers nothing.</param>
public sealed record ValidDecision(string Reference, DateTimeOffset ValidUntil);

/// <summary>Asks whether a decision, if there is one, still covers anything.</summary>
internal static class DecisionValidity
{
    public static bool IsValidAt([NotNullWhen(true)] this ValidDecision? decision, DateTimeOffset now) =>
        decision is not null && now < decision.ValidUntil;
}

/// <summary>A measure that a person says is in place.</summary>
/// <param name="Measure">Which.</param>
/// <param name="Decision">Who said so until when.</param>
public sealed record AttestedMeasure(ProtectiveMeasure Measure, ValidDecision Decision);

/// <summary>The approved decisions that bear on one host and one advisory; expired ones may be among them and count for nothing.</summary>
public sealed record HostDecisions
{
    /// <summary>No decision at all.</summary>
    public static HostDecisions None { get; } = new();

    /// <summary>Updating is not possible, and why (UpdateDeferral), by advisory.</summary>
    public IReadOnlyDictionary<AdvisoryId, ValidDecision> Deferrals { get; init; } = new Dictionary<AdvisoryId, ValidDecision>();

    /// <summary>The risk is accepted (Waiver), by advisory.</summary>
    public IReadOnlyDictionary<AdvisoryId, ValidDecision> Waivers { get; init; } = new Dictionary<AdvisoryId, ValidDecision>();

    /// <summary>The host gives licences to others (LicenceServerDeclaration).</summary>
    public ValidDecision? LicenceServer { get; init; }

    /// <summary>Measures that a person attests.</summary>
    public IReadOnlyList<AttestedMeasure> Attestations { get; init; } = [];
}
