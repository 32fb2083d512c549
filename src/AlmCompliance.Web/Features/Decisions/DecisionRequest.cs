using AlmCompliance.Data.Decisions;
using AlmCompliance.Domain.Advisories;

namespace AlmCompliance.Web.Features.Decisions;

/// <summary>What a person asks another to approve.</summary>
internal sealed record DecisionRequest
{
    public required DecisionKind Kind { get; init; }

    /// <summary>Hosts by id or name; exactly one for a licence server, none for a review of the catalogue or a resolution.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>For a deferral, a waiver and a resolution.</summary>
    public string? Advisory { get; init; }

    /// <summary>What an attestation says is in place; Unknown: that the evidence shows the version that is installed.</summary>
    public ProtectiveMeasure Measure { get; init; }

    /// <summary>For an attested port: the one zone beyond the boundary, <c>Outside</c> among them; null for every boundary.</summary>
    public string? Boundary { get; init; }

    /// <summary>The tracking id of the source that contradicts the advisory.</summary>
    public string? OtherDocument { get; init; }
    public bool OtherIsRight { get; init; }
    public string Reason { get; init; } = "";

    /// <summary>Who answers for it.</summary>
    public string Owner { get; init; } = "";
    public DateTimeOffset ValidUntil { get; init; }
    public DecisionFile? File { get; init; }
}

/// <summary>A file as it came: name and media type are the sender's words.</summary>
internal sealed record DecisionFile(string Name, string MediaType, byte[] Bytes);

/// <summary>Why an act on decisions was refused.</summary>
/// <param name="Field">The field at fault; empty where it is none.</param>
/// <param name="Key">The sentence's key behind <c>Refused.</c>.</param>
internal sealed record Refusal(string Field, string Key, params IReadOnlyList<object> Arguments);

/// <summary>What came of an act on decisions.</summary>
/// <param name="Reference">Of the decision that was made or changed; null where there is none in sight, or it was refused.</param>
internal sealed record DecisionOutcome(string? Reference, IReadOnlyList<Refusal> Refusals)
{
    public bool Succeeded => Reference is not null;

    public bool IsNotFound => Reference is null && Refusals.Count == 0;

    /// <summary>There is no such decision, or none in sight.</summary>
    public static DecisionOutcome NotFound { get; } = new(null, []);

    public static DecisionOutcome Refused(params IReadOnlyList<Refusal> refusals) => new(null, refusals);

    public static DecisionOutcome Of(Decision decision) => new(decision.Reference, []);
}
