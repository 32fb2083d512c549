using AlmCompliance.Data.Trail;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Components.Values;
using AlmCompliance.Web.Resources;
using Microsoft.Extensions.Localization;

namespace AlmCompliance.Web.Features.Trail;

/// <summary>Says an entry in words. Names may come from hosts; they are tamed here and still have to be encoded.</summary>
internal static class TrailWords
{
    private const int LongestName = 80;

    public static string What(IStringLocalizer<TrailTexts> text, TrailItem item) =>
        TrailAction.All.Contains(item.Action) ? text[$"Action.{item.Action}"] : text["Action.Other", HostileText.Tame(item.Action, LongestName)];

    public static string Who(IStringLocalizer<TrailTexts> text, TrailItem item) => item.ActorKind switch
    {
        nameof(ActorKind.Agent) => text["Who.Agent"],
        nameof(ActorKind.System) => text["Who.System", HostileText.Tame(item.ActorName, LongestName)],
        _ => HostileText.Tame(item.ActorName, LongestName),
    };

    // Stored is more than kinds of actors: an enrolment token makes a host known.
    public static string Kind(IStringLocalizer<TrailTexts> text, string kind) =>
        text[$"Kind.{kind}"] is { ResourceNotFound: false } known ? known.Value : HostileText.Tame(kind, LongestName);

    public static string Subject(IStringLocalizer<TrailTexts> text, TrailItem item) =>
        TrailSubject.All.Contains(item.SubjectKind) ? text[$"On.{item.SubjectKind}"] : HostileText.Tame(item.SubjectKind, LongestName);

    /// <summary>What it is called; an id that nothing bears any more stays an id, and one of a single thing is no name.</summary>
    public static string Name(TrailItem item) => item.SubjectName is { Length: > 0 } name ? HostileText.Tame(name, LongestName)
        : item.SubjectKind is "fleet" or "probes" or "retention" or "set-up-code" or "expected-hosts" ? ""
        : HostileText.Tame(item.SubjectId, LongestName);

    public static string Flaw(IStringLocalizer<TrailTexts> text, TrailBreak flaw) =>
        text[$"Flaw.{flaw.Flaw}", flaw.Sequence, text[$"Witness.{flaw.Witness}"].Value, flaw.Flaw is TrailFlaw.Rewritten ? flaw.ConfirmedTo : flaw.WitnessAt];

    /// <summary>Where it is shown; null where nothing shows it, or it is gone.</summary>
    public static string? Href(TrailItem item) => item switch
    {
        { SubjectKind: TrailSubject.Host, SubjectName: not null } => $"/hosts/{Uri.EscapeDataString(item.SubjectId)}",
        { SubjectKind: TrailSubject.Zone, SubjectName: not null } => $"/zones/{Uri.EscapeDataString(item.SubjectId)}",
        { SubjectKind: TrailSubject.Decision } => $"/decisions/{Uri.EscapeDataString(item.SubjectId)}",
        { SubjectKind: "audit-report" } => $"/audit-reports/{Uri.EscapeDataString(item.SubjectId)}",
        { SubjectKind: "enrollment" or "enrollment-token" } => "/agents",
        { SubjectKind: "expected-host" or "expected-hosts" } => "/expected-hosts",
        { SubjectKind: "deadline" } => "/administration/deadlines",
        { SubjectKind: "probes" } => "/probes",
        { SubjectKind: "signing-certificate" } => "/administration/signing",
        { SubjectKind: "advisory-revision" or "range-reading" } => "/advisories",
        _ => null,
    };
}
