using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Rules;

namespace AlmCompliance.Web.Components;

/// <summary>The page that explains a word of the product.</summary>
internal static class HelpAddress
{
    public const string Index = "/help";

    public static string Of(RuleId rule) => $"/help/rules/{rule}";

    public static string Of(ComplianceStatus status) => $"/help/statuses/{status}";

    public static string Of(ProtectiveMeasure measure) => $"/help/measures/{NumberOf(measure)}";

    /// <summary>As people call it: M1, M2, M3.</summary>
    public static string NumberOf(ProtectiveMeasure measure) => measure switch
    {
        ProtectiveMeasure.Port => "M1",
        ProtectiveMeasure.RemoteAccess => "M2",
        ProtectiveMeasure.Browser => "M3",
        _ => "",
    };
}
