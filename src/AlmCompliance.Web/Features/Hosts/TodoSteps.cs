using System.Globalization;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Inventory;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Web.Components.Sentences;

namespace AlmCompliance.Web.Features.Hosts;

/// <summary>Something to do on a host.</summary>
/// <param name="ForNote">The product note, or no advisory at all, asks for it; else others alone do.</param>
/// <param name="Advisories">Those that ask for it.</param>
internal sealed record TodoStep(string Step, string How, RuleId Rule, DateTimeOffset DueAt, bool ForNote, IReadOnlyList<string> Advisories);

/// <summary>Findings as things to do: what one act closes is one thing; what is overdue comes first, then those of the product note, and of them what ends the verdict.</summary>
internal static class TodoSteps
{
    public static IReadOnlyList<TodoStep> Of(IEnumerable<HostFinding> findings, string note, StatusReason why, DateTimeOffset now, CultureInfo culture) =>
        [.. findings
            .OrderBy(f => f.Reason)
            .GroupBy(f => (IsOfNote(f, note), f.Rule, f.Reason, f.Reason == FindingReason.UpdateMissing ? "" : FindingSentences.Step(f.Reason, f.Arguments, culture)))
            .Select(same =>
            {
                // The highest of the versions that are asked for meets them all.
                var said = same.MaxBy(f => f.Reason == FindingReason.UpdateMissing ? Target(f) : default)!;
                return new TodoStep(
                    FindingSentences.Step(said.Reason, said.Arguments, culture),
                    FindingSentences.Remedy(said.Reason, said.Arguments, culture),
                    said.Rule,
                    same.Min(f => f.DueAt),
                    IsOfNote(said, note),
                    [.. same.Select(f => f.AdvisoryId).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
            })
            .OrderByDescending(s => s.DueAt < now).ThenByDescending(s => s.ForNote).ThenByDescending(s => s.Rule == Ending(why)).ThenBy(s => s.DueAt).ThenBy(s => s.Rule)];

    public static bool IsOfNote(HostFinding finding, string note) => finding.AdvisoryId is null || finding.AdvisoryId == note;

    /// <summary>The rule whose finding stands for the reason of the status.</summary>
    private static RuleId Ending(StatusReason why) => why switch
    {
        StatusReason.RestartPending or StatusReason.RestartNotKnown => RuleId.ALM0007,
        StatusReason.NotInstalledDoubtful or StatusReason.VersionMissing or StatusReason.VersionNotInterpretable
            or StatusReason.VersionContradiction or StatusReason.VersionCollectorFailed => RuleId.ALM0005,
        StatusReason.TwoMachines => RuleId.ALM0010,
        StatusReason.NeverReported or StatusReason.EvidenceTooOld => RuleId.ALM0006,
        _ => RuleId.ALM0001,
    };

    private static AlmVersion Target(HostFinding finding) =>
        AlmVersionGrammar.Read(new VersionEvidence(VersionSource.AutswVersionString, finding.Arguments.ElementAtOrDefault(1) ?? "")).Lowest;
}
