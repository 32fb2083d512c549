using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Rules;

namespace AlmCompliance.Web.Components;

/// <summary>The address of the list of exactly those hosts that a number counts.</summary>
internal static class HostsAddress
{
    /// <summary>What stands for hosts without a zone in an address.</summary>
    public const string NoZone = "-";

    public static string Of(params IEnumerable<ComplianceStatus> statuses) => $"/hosts?status={string.Join(',', statuses)}";

    public static string Of(RuleId rule) => $"/hosts?rule={rule}";

    public static string Of(RuleId rule, ComplianceStatus status) => $"/hosts?rule={rule}&status={status}";

    public static string Of(RuleId rule, string? zone) => $"/hosts?zone={Uri.EscapeDataString(zone ?? NoZone)}&rule={rule}";

    public static string OfZone(string? zone) => $"/hosts?zone={Uri.EscapeDataString(zone ?? NoZone)}";

    public static string Silent => "/hosts?silent=true";
}
