using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AlmCompliance.Data;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Inventory;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Web.Assessment;
using AlmCompliance.Web.Features.AuditReports.Inputs;

namespace AlmCompliance.Web.Features.AuditReports.Verifying;

/// <summary>
/// All that the rules conclude of one host, a line for each conclusion, in an order that does not depend on where it comes from: what a
/// report says and what follows from its input are the same lines or they differ. Since when something stands is no conclusion of the rules;
/// since when the host is known and how its evidence came is none either, but stands in both.
/// </summary>
internal static class VerdictLines
{
    private const string Found = "finding ";

    public static List<string> Of(ReportedHost host)
    {
        var lines = new List<string>(32)
        {
            Status("the product note", host.Status, null, [], null),
            Version(host.Version),
            Access(host.RemoteAccess?.State, host.RemoteAccess?.Basis),
            Enrolled(host.EnrolledAt),
            Evidence(host.Evidence.At is null ? null : host.Evidence.Origin),
        };
        lines.AddRange(host.Statuses.Select(s => Status(s.AdvisoryId, s.Status, s.Reason, s.Arguments, s.HoldsUntil)));
        lines.AddRange(host.Measures.Select(m => Measure(m.AdvisoryId, $"{m.Measure}", m.State, m.Basis, m.HoldsUntil, m.Words)));
        lines.AddRange(host.Findings.Select(f => Open(f.Rule, f.AdvisoryId, f.Reason, f.Arguments)));
        lines.Sort(StringComparer.Ordinal);
        return lines;
    }

    /// <summary>What follows from an input.</summary>
    public static List<string> Of(HostCase given, HostAssessment assessment, RulesInput rules)
    {
        var best = assessment.Version.Readings is [var first, ..] ? first.Evidence : default;
        var lines = new List<string>(32)
        {
            Status("the product note", assessment.Statuses[0].Status, null, [], null),
            Version(new ReportedVersion(assessment.Version.Readings.Count == 0 ? null : VerdictRowsWriter.Printable([best.Raw])[0], best.Source, assessment.Version.Version?.Canonical)),
            Access(assessment.RemoteAccess.State, assessment.RemoteAccess.Basis),
            Enrolled(given.EnrolledAt),
            Evidence(given.Evidence?.Origin),
        };
        lines.AddRange(assessment.Statuses.Select(s => Status(
            s.Advisory.Value, s.Status, s.Reason, VerdictRowsWriter.Printable(s.Arguments), s.HoldsUntil is { } until ? Microseconds.Truncate(until) : null)));
        lines.AddRange(assessment.Measures.Where(m => m.State != MeasureState.NotRequired).Select(m => Measure(
            m.Advisory.Value, $"{m.Measure}", m.State, m.Basis, m.HoldsUntil, VerdictRowsWriter.Printable(MeasureEvidence.WordsOf(m, given, rules.Limits, rules.Moment)))));
        lines.AddRange(assessment.Findings.Where(f => Microseconds.Truncate(f.OpensAt) <= rules.Moment).Select(f => Open(
            f.Rule, f.Advisory?.Value, f.Reason, VerdictRowsWriter.Printable(f.Arguments))));
        lines.Sort(StringComparer.Ordinal);
        return lines;
    }

    /// <summary>The first half of the lines' SHA-256.</summary>
    public static UInt128 DigestOf(IReadOnlyList<string> lines)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var line in lines)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(line));
            hash.AppendData("\n"u8);
        }

        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(hash.GetHashAndReset());
    }

    /// <summary>What a row says beyond what follows, where that is nothing but findings of rules that found nothing; null where it is something else, or something is missing.</summary>
    public static IReadOnlyList<string>? FindingsBeyond(IReadOnlyList<string> follows, IReadOnlyList<string> says)
    {
        var more = says.ToList();
        return follows.All(more.Remove) && more.TrueForAll(l => l.StartsWith(Found, StringComparison.Ordinal))
            && more.Select(SubjectOf).Concat(follows.Where(l => l.StartsWith(Found, StringComparison.Ordinal)).Select(SubjectOf)).GroupBy(s => s, StringComparer.Ordinal).All(g => g.Count() == 1) ? more : null;
    }

    /// <summary>The first conclusion that only one of them draws, in words.</summary>
    public static string Difference(IReadOnlyList<string> follows, IReadOnlyList<string> says)
    {
        var due = follows.Except(says).FirstOrDefault();
        var told = says.Except(follows).FirstOrDefault();
        return (due, told) switch
        {
            (null, null) => "it says one of its conclusions more than once",
            (null, _) => $"it says \"{told}\", which does not follow from its input",
            (_, null) => $"it does not say \"{due}\", which follows from its input",
            _ => $"it says \"{told}\"; from its input follows \"{due}\"",
        };
    }

    private static string Status(string advisory, ComplianceStatus status, StatusReason? reason, IReadOnlyList<string> words, DateTimeOffset? until) =>
        $"status for {advisory}: {status} {reason}{Words(words)}{Until(until)}";

    private static string Measure(string advisory, string measure, MeasureState state, MeasureBasis basis, DateTimeOffset? until, IReadOnlyList<string> words) =>
        $"measure {measure} of {advisory}: {state} {basis}{Words(words)}{Until(until)}";

    private static string Open(RuleId rule, string? advisory, FindingReason reason, IReadOnlyList<string> words) => $"{Found}{rule} {advisory}: {reason}{Words(words)}";

    private static string SubjectOf(string finding) => finding[..finding.IndexOf(": ", StringComparison.Ordinal)];

    private static string Version(ReportedVersion version) => $"version: {version.Canonical ?? "not known"} {version.Source}{(version.Text is null ? "" : Words([version.Text]))}";

    private static string Access(RemoteAccessState? state, RemoteAccessBasis? basis) => $"remote access: {state} {basis}";

    private static string Enrolled(DateTimeOffset? at) => string.Create(CultureInfo.InvariantCulture, $"enrolled: {at?.UtcDateTime:O}");

    private static string Evidence(EvidenceOrigin? origin) => $"evidence: {origin?.ToString() ?? "none"}";

    // The lengths keep words apart whatever is in them.
    private static string Words(IReadOnlyList<string> words) => words.Count == 0 ? "" : $" ({string.Join(", ", words.Select(w => string.Create(CultureInfo.InvariantCulture, $"{w.Length}:{w}")))})";

    private static string Until(DateTimeOffset? until) => until is { } at ? string.Create(CultureInfo.InvariantCulture, $" until {at.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'}") : "";
}
