using AlmCompliance.Data;
using AlmCompliance.Data.Compliance;
using AlmCompliance.Data.Inventory;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Inventory;

namespace AlmCompliance.Web.Assessment;

/// <summary>
/// The report that nearly every report is: newest of its host, from the same place, about which nobody decided anything. It is judged
/// by the same rules as any other, and written by statements of its own instead of through the context. Whatever is not so is left to
/// <see cref="TakeReport"/>, which says the same, as a test of both shows.
/// </summary>
internal sealed class TakeUsualReport(PlantKnowledge plant, FreshnessLimits limits)
{
    /// <summary>Null where the report is none of these; then nothing was written.</summary>
    /// <param name="key">SHA-256 of the key that was shown.</param>
    public async Task<TakenReport?> TryAsync(AlmDbContext db, Guid hostId, byte[] key, ReportInHand report, CancellationToken cancellationToken)
    {
        if (report.Origin != EvidenceOrigin.Agent || report.Probes.Length > 0)
        {
            return null;
        }

        var statements = UsualReportStatements.Of(db);
        var host = await statements.FindAsync(db, hostId, key, report.ReceivedAt, cancellationToken);
        if (host is null || !IsUsual(host, report) || RecentReports.With(host.RecentReports, report.Read.ReportId) is not { } recent)
        {
            return null;
        }

        var picture = plant.Current;
        if (picture.Segmentation.PlaceOf(host) is var placed && (placed.ZoneId != host.ZoneId || placed.Basis != host.ZoneBasis))
        {
            return null;
        }

        var expires = Microseconds.Truncate(limits.HeldUntil(new EvidenceStamp(report.Origin, report.EvidenceAt), host.EvidenceExpiresAt, report.ReceivedAt));
        var stands = host with { EvidenceAt = report.EvidenceAt, EvidenceExpiresAt = expires };
        var bearings = HostBearings.None with { Decisions = DecisionReader.None(picture.Resolutions) };
        var now = report.ReceivedAt;
        var assessment = HostAssessor.Assess(HostCaseReader.Of(stands, report.Read.Facts, picture, bearings, limits), picture.Catalogue, limits, now);
        var digest = JudgedDigest.Of(picture, stands, assessment, now);
        var isTurned = !host.VerdictDigest.AsSpan().SequenceEqual(digest);
        var usual = Of(host, report, expires, recent, picture, isTurned ? VerdictRowsWriter.VerdictOf(assessment, digest) : null);
        await statements.WriteAsync(db, usual, cancellationToken);
        if (isTurned)
        {
            var snapshot = usual.Content?.Snapshot.Id ?? host.CurrentSnapshotId;
            await TurnAsync(db, stands with { CurrentSnapshotId = snapshot }, picture, assessment, now, cancellationToken);
        }

        return new TakenReport(Acceptance.Accepted);
    }

    /// <summary>After the host's own row: nobody else writes its verdicts from then on.</summary>
    private static async Task TurnAsync(AlmDbContext db, UsualHost host, PlantPicture picture, HostAssessment assessment, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var statements = VerdictStatements.Of(db);
        var verdicts = new ListedVerdicts();
        new VerdictRowsWriter(verdicts, picture).Write(host, await statements.ReadAsync(db, host.Id, cancellationToken), assessment, now);
        await statements.WriteAsync(db, verdicts, cancellationToken);
    }

    private static bool IsUsual(UsualHost host, ReportInHand report) =>
        host.KeyHolds
        && !host.IsConcerned
        && host.DecommissionedAt is null
        && host.MachineId == report.Read.MachineId
        && host.EvidenceOrigin == report.Origin
        && host.EvidenceAt <= report.EvidenceAt
        && IdentityWatch.IsAsBefore(host, report)

        // What ran out has been Unknown since, which the history has to say.
        && host.EvidenceExpiresAt > report.ReceivedAt
        && host.ContentDigest is not null
        && host.Name == report.Read.HostName
        && host.Domain == report.Read.Machine.Domain
        && host.Addresses == TakeReport.AddressesOf(report.Read);

    private UsualReport Of(UsualHost host, ReportInHand report, DateTimeOffset expires, byte[] recent, PlantPicture picture, HostVerdict? verdict)
    {
        var goesOn = report.GoesOn(host.EvidenceOrigin, host.ContentDigest, host.EvidenceAt, limits);
        var snapshot = goesOn ? null : report.Snapshot(host.Id);
        return new UsualReport
        {
            Host = host,
            ReceivedAt = report.ReceivedAt,
            EvidenceAt = report.EvidenceAt,
            ExpiresAt = expires,
            DueWithoutEvidence = FindingTerms.DueWithoutEvidence(picture, host.ZoneId, expires),
            RecentReports = recent,
            OsName = report.Read.Machine.Os?.Name,
            OsVersion = report.Read.Machine.Os?.Version,
            AgentVersion = report.Read.Agent?.Version,
            AgentPlatform = report.Read.Agent?.Platform,
            Content = snapshot is null ? null : (snapshot, FactsEncoding.Of(host.Id, snapshot.Id, report.Read.Facts)),
            Verdict = verdict,
        };
    }
}
