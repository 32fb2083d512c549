using AlmCompliance.Domain.Compliance;

namespace AlmCompliance.Web.Components.Values;

/// <summary>How a status looks: decided here once. The class picks colour and weight, the glyph and the word say the same.</summary>
internal static class StatusLook
{
    /// <summary>In the order in which people need them: what must be acted on first.</summary>
    public static IReadOnlyList<ComplianceStatus> Order { get; } =
    [
        ComplianceStatus.NonCompliant,
        ComplianceStatus.Unknown,
        ComplianceStatus.Waived,
        ComplianceStatus.Mitigated,
        ComplianceStatus.Compliant,
        ComplianceStatus.NotApplicable,
    ];

    public static string Class(ComplianceStatus status) => status switch
    {
        ComplianceStatus.NonCompliant => "non",
        ComplianceStatus.Waived => "wai",
        ComplianceStatus.Mitigated => "mit",
        ComplianceStatus.Compliant => "com",
        ComplianceStatus.NotApplicable => "na",
        _ => "unk",
    };

    public static string Glyph(ComplianceStatus status) => $"g-{Class(status)}";

    public static string Pattern(ComplianceStatus status) => $"p-{Class(status)}";
}
