using Microsoft.AspNetCore.Components;

namespace AlmCompliance.Web.Features.Help;

/// <summary>One rule, measure or status: what is asked, by whom, how it is measured, what proves it, what ends it.</summary>
public sealed partial class TopicPage
{
    private static readonly string[] Parts = ["Asked", "Source", "Measured", "Proves", "Ends"];

    [Parameter]
    public string? Rule { get; set; }

    [Parameter]
    public string? Measure { get; set; }

    [Parameter]
    public string? Status { get; set; }

    private HelpTopic? Topic => (Rule, Measure, Status) switch
    {
        ({ } rule, _, _) => HelpTopic.Find(HelpKind.Rule, rule),
        (_, { } measure, _) => HelpTopic.Find(HelpKind.Measure, measure),
        (_, _, { } status) => HelpTopic.Find(HelpKind.Status, status),
        _ => null,
    };

    private static string OthersOf(HelpKind kind) => kind switch
    {
        HelpKind.Rule => "Rules",
        HelpKind.Measure => "Measures",
        _ => "Statuses",
    };

    private string Title(HelpTopic topic) => topic.Kind is HelpKind.Measure ? Text[$"{topic.Key}.Name"] : Words[topic.Key];

    private string KindOf(HelpTopic topic) => topic.Kind is HelpKind.Status ? Text["Kind.Status"] : Text[$"Kind.{topic.Kind}", topic.Name];
}
