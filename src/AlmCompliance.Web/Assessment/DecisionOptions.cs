using AlmCompliance.Data.Decisions;

namespace AlmCompliance.Web.Assessment;

/// <summary>What the site lets people decide, under <c>Decisions</c> of the configuration.</summary>
internal sealed class DecisionOptions
{
    private static readonly TimeSpan Half = TimeSpan.FromDays(180);

    private static readonly IReadOnlyDictionary<DecisionKind, TimeSpan> Defaults = new Dictionary<DecisionKind, TimeSpan>
    {
        [DecisionKind.UpdateDeferral] = Half,
        [DecisionKind.Waiver] = Half,
        [DecisionKind.Attestation] = Half,
        [DecisionKind.LicenceServerDeclaration] = TimeSpan.FromDays(365),
        [DecisionKind.CatalogueReview] = TimeSpan.FromDays(35),
        [DecisionKind.ContradictionResolution] = TimeSpan.FromDays(365),
        [DecisionKind.Decommission] = TimeSpan.FromDays(35),
    };

    /// <summary>Days from the request to the end, by kind: <c>Decisions:LongestSpan:Waiver</c>. For a decommission: until when it may be approved.</summary>
    public Dictionary<DecisionKind, int> LongestSpan { get; } = [];

    /// <summary>Bytes of a file that shows what an attestation says.</summary>
    public int LargestFile { get; set; } = 5 * 1024 * 1024;

    /// <summary>Who approves and rejects, by the address they sign in with; while it is empty every security manager and administrator may.</summary>
    public List<string> Approvers { get; } = [];

    public TimeSpan LongestSpanOf(DecisionKind kind) =>
        LongestSpan.TryGetValue(kind, out var days) && days > 0 ? TimeSpan.FromDays(days) : Defaults.GetValueOrDefault(kind);
}
