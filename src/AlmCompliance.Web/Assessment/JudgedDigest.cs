using AlmCompliance.Data;
using AlmCompliance.Data.Compliance;
using AlmCompliance.Data.Inventory;
using AlmCompliance.Domain.Compliance;

namespace AlmCompliance.Web.Assessment;

/// <summary>
/// The digest of everything that <see cref="VerdictRowsWriter"/> would store. Where it equals <see cref="Host.VerdictDigest"/> there is
/// nothing to write, and nobody need read the host's rows to know it.
/// </summary>
internal static class JudgedDigest
{
    public static byte[] Of(PlantPicture plant, IStoredHost host, HostAssessment assessment, DateTimeOffset now)
    {
        var digest = new VerdictDigest();
        digest.Add(host.ZoneId);
        digest.Add(assessment.Version.Version?.SortKey);
        digest.Add((int)assessment.Version.Certainty);
        digest.Add(assessment.Version.Version is null && assessment.Version.Readings is [var best, ..] ? best.Evidence.Raw : "");
        digest.Add((int)assessment.RemoteAccess.State);
        digest.Add((int)assessment.RemoteAccess.Basis);
        foreach (var verdict in assessment.Statuses)
        {
            digest.Add(verdict.Advisory.Value);
            digest.Add((int)verdict.Status);
            digest.Add((int)verdict.Reason);
            digest.Add(verdict.Arguments);
            digest.Add(verdict.HoldsUntil is not null);
            digest.Add(OwnExpiry(verdict.HoldsUntil, host.EvidenceExpiresAt));
        }

        foreach (var measure in assessment.Measures)
        {
            digest.Add(measure.Advisory.Value);
            digest.Add((int)measure.Measure);
            digest.Add((int)measure.State);
            digest.Add((int)measure.Basis);
            digest.Add(OwnExpiry(measure.HoldsUntil, host.EvidenceExpiresAt));
        }

        var terms = new FindingTerms(plant, host.ZoneId, assessment);
        foreach (var finding in assessment.Findings)
        {
            terms.AddTo(ref digest, finding);
            digest.Add((int)finding.Rule);
            digest.Add(finding.Advisory?.Value ?? "");
            digest.Add((int)finding.Reason);
            digest.Add(finding.Arguments);
            digest.Add(finding.OpensAt > now);
            digest.Add(finding.OpensAt > now ? OwnExpiry(finding.OpensAt, host.EvidenceExpiresAt) : null);
        }

        return digest.Finish();
    }

    /// <summary>What expires with the host's own evidence is prolonged with it: no change, and no write to every measure at every report.</summary>
    public static DateTimeOffset? OwnExpiry(DateTimeOffset? holdsUntil, DateTimeOffset? evidenceExpiresAt) =>
        holdsUntil is { } until && Microseconds.Truncate(until) is var stored && stored != evidenceExpiresAt ? stored : null;
}
