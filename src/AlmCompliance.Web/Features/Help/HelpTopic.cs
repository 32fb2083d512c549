using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Web.Components;
using AlmCompliance.Web.Components.Values;

namespace AlmCompliance.Web.Features.Help;

internal enum HelpKind
{
    Rule = 0,
    Measure,
    Status,
}

/// <summary>A word of the product that a page of the help explains.</summary>
/// <param name="Key">Where its sentences stand in <c>HelpTexts</c>.</param>
/// <param name="Name">As it stands in the address.</param>
/// <param name="Href">The address of its page.</param>
/// <param name="Hosts">The hosts that it is true of; null where no list of them is.</param>
internal sealed record HelpTopic(HelpKind Kind, string Key, string Name, string Href, string? Hosts)
{
    public static IReadOnlyList<HelpTopic> Rules { get; } =
        [.. Enum.GetValues<RuleId>().Where(r => r != RuleId.Unknown).Select(r => new HelpTopic(HelpKind.Rule, $"Rule.{r}", r.ToString(), HelpAddress.Of(r), r == RuleId.ALM0009 ? null : HostsAddress.Of(r)))];

    public static IReadOnlyList<HelpTopic> Measures { get; } =
        [.. Enum.GetValues<ProtectiveMeasure>().Where(m => m != ProtectiveMeasure.Unknown).Select(m => new HelpTopic(HelpKind.Measure, $"Measure.{HelpAddress.NumberOf(m)}", HelpAddress.NumberOf(m), HelpAddress.Of(m), null))];

    public static IReadOnlyList<HelpTopic> Statuses { get; } =
        [.. StatusLook.Order.Select(s => new HelpTopic(HelpKind.Status, $"Status.{s}", s.ToString(), HelpAddress.Of(s), HostsAddress.Of(s)))];

    /// <summary>Null where nothing of that kind has the name.</summary>
    public static HelpTopic? Find(HelpKind kind, string name) => Of(kind).FirstOrDefault(t => t.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    public static IReadOnlyList<HelpTopic> Of(HelpKind kind) => kind switch
    {
        HelpKind.Rule => Rules,
        HelpKind.Measure => Measures,
        _ => Statuses,
    };
}
