using System.Globalization;
using AlmCompliance.Data.Compliance;
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

    /// <summary>Hosts that are not on the plant's own list.</summary>
    public static string Unlisted => "/hosts?expected=no";

    public static string UnlistedIn(ComplianceStatus status) => $"/hosts?status={status}&expected=no";

    /// <summary>Hosts to which something happened since a moment.</summary>
    public static string ChangedSince(HostChange change, DateTimeOffset since) => $"/hosts?change={change}&since={Uri.EscapeDataString(Moment(since))}";

    /// <summary>A moment as addresses hold it, to the microsecond.</summary>
    public static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);

    public static string NeverEnrolled => "/hosts?enrolled=no";
}

/// <summary>The addresses behind the overview's figures: of the plant's own list where there is one, else of every host, with the findings that they count.</summary>
/// <param name="OnList">The figures are of the plant's own list, its lines that never enrolled included.</param>
/// <param name="Note">The advisory that they are about.</param>
public sealed record CountedHosts(bool OnList, string Note)
{
    public string All => Address();

    public string Silent => Address("silent=true");

    public string Overdue => Address("due=overdue", Findings, "sort=due");

    public string DueSoon => Address("due=week", Findings, "sort=due");

    private string Findings => $"advisory={Uri.EscapeDataString(Note)}";

    public string Of(params IEnumerable<ComplianceStatus> statuses) => Address(Statuses(statuses));

    public string Of(RuleId rule) => Address($"rule={rule}", Findings);

    public string Of(RuleId rule, ComplianceStatus status) => Address(Statuses([status]), $"rule={rule}", Findings);

    public string Of(RuleId rule, string? zone) => Address(Zone(zone), $"rule={rule}", Findings);

    public string OfZone(string? zone) => Address(Zone(zone));

    private static string Statuses(IEnumerable<ComplianceStatus> statuses) => $"status={string.Join(',', statuses)}";

    private static string Zone(string? zone) => $"zone={Uri.EscapeDataString(zone ?? HostsAddress.NoZone)}";

    private string Address(params IEnumerable<string> fields)
    {
        var all = string.Join('&', OnList ? fields.Append("expected=yes") : fields);
        return all.Length == 0 ? "/hosts" : $"/hosts?{all}";
    }
}
