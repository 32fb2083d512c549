using System.Data;
using System.Data.Common;
using System.Runtime.CompilerServices;
using AlmCompliance.Data.Segmentation;
using AlmCompliance.Domain.Inventory;
using AlmCompliance.Domain.Rules;
using Microsoft.EntityFrameworkCore;
using static AlmCompliance.Data.KeptStatement;

namespace AlmCompliance.Data.Inventory;

/// <summary>What is asked of a host before a report that changes nothing for its readers is written: its row, and what bears on it beside its facts.</summary>
public sealed record UsualHost : IStoredHost
{
    public required Guid Id { get; init; }
    public required string Name { get; init; }
    public required string MachineId { get; init; }
    public required string? Domain { get; init; }
    public required string? Addresses { get; init; }
    public required Guid? ZoneId { get; init; }
    public required ZoneBasis ZoneBasis { get; init; }
    public required DateTimeOffset EnrolledAt { get; init; }
    public required DateTimeOffset? DecommissionedAt { get; init; }
    public required DateTimeOffset? EvidenceAt { get; init; }
    public required EvidenceOrigin EvidenceOrigin { get; init; }
    public required DateTimeOffset? EvidenceExpiresAt { get; init; }
    public required Guid? CurrentSnapshotId { get; init; }
    public required byte[] RecentReports { get; init; }
    public required byte[] VerdictDigest { get; init; }
    public required long Revision { get; init; }

    /// <summary>Of its current snapshot; null where it has none.</summary>
    public required byte[]? ContentDigest { get; init; }

    /// <summary>Its last start, by which a second machine under its identity shows.</summary>
    public required DateTimeOffset? BootAt { get; init; }

    /// <summary>What two machines say takes another way.</summary>
    public required bool IsContested { get; init; }

    /// <summary>The key that was shown is the host's, and has not ended.</summary>
    public required bool KeyHolds { get; init; }

    IdentityDoubt? IStoredHost.Identity => null;

    /// <summary>A person decided about it at some time, somebody tried to reach it, or it has something to try: more than its row says what holds of it.</summary>
    public required bool IsConcerned { get; init; }
}

/// <summary>What a host's row says of its verdicts.</summary>
public sealed record HostVerdict(
    VersionCertainty Certainty, string? VersionText, string? VersionCanonical, int? VersionKey, RemoteAccessState RemoteAccess, RemoteAccessBasis RemoteAccessBasis, byte[] Digest);

/// <summary>What is written of such a report.</summary>
public sealed record UsualReport
{
    public required UsualHost Host { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }
    public required DateTimeOffset EvidenceAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When the finding is due that opens by itself with the expiry.</summary>
    public required DateTimeOffset DueWithoutEvidence { get; init; }
    public required byte[] RecentReports { get; init; }
    public required string? OsName { get; init; }
    public required string? OsVersion { get; init; }
    public required string? AgentVersion { get; init; }
    public required string? AgentPlatform { get; init; }

    /// <summary>The new snapshot with its facts; null where the current one goes on.</summary>
    public required (InventorySnapshot Snapshot, CompactFacts Facts)? Content { get; init; }

    /// <summary>Null where its verdicts say what they said.</summary>
    public required HostVerdict? Verdict { get; init; }
}

/// <summary>
/// The statements of the report that nearly every report is, written by hand and kept for as long as their connection lives: one read
/// and one write, three more where its verdicts are to hold longer, three where its content is new, and one where its verdicts turn.
/// Everything else goes through the context.
/// </summary>
public sealed class UsualReportStatements
{
    private static readonly ConditionalWeakTable<DbConnection, UsualReportStatements> s_ofConnections = [];

    private readonly KeptStatement _find;
    private readonly KeptStatement _end;
    private readonly KeptStatement _snapshot;
    private readonly KeptStatement _changeFacts;
    private readonly KeptStatement _addFacts;
    private readonly KeptStatement _confirm;
    private readonly KeptStatement _describe;
    private readonly KeptStatement _hold;
    private readonly KeptStatement _statuses;
    private readonly KeptStatement _finding;
    private readonly KeptStatement _judge;

    private UsualReportStatements(DbConnection connection)
    {
        _find = new KeptStatement(connection, """
            SELECT h."Name", h."MachineId", h."Domain", h."Addresses", h."ZoneId", h."ZoneBasis", h."EnrolledAt", h."DecommissionedAt", h."EvidenceAt", h."EvidenceOrigin",
                h."EvidenceExpiresAt", h."CurrentSnapshotId", h."RecentReports", h."VerdictDigest", h."Revision", h."ContentDigest",
                CASE WHEN EXISTS (SELECT 1 FROM "DecisionHosts" d WHERE d."HostId" = h."Id")
                    OR EXISTS (SELECT 1 FROM "ProbeObservations" o WHERE o."TargetHostId" = h."Id")
                    OR EXISTS (SELECT 1 FROM "ProbeTasks" t WHERE t."SourceHostId" = h."Id" AND t."Day" >= @since AND t."AnsweredAt" IS NULL) THEN 1 ELSE 0 END,
                h."BootAt", h."IdentityDoubtedAt",
                CASE WHEN EXISTS (SELECT 1 FROM "AgentKeys" k WHERE k."KeyHash" = @key AND k."HostId" = h."Id" AND k."RevokedAt" IS NULL) THEN 1 ELSE 0 END
            FROM "Hosts" h
            WHERE h."Id" = @host
            """, "@since", "@key", "@host");
        _end = new KeptStatement(connection, """UPDATE "Snapshots" SET "ConfirmedTo" = @to WHERE "Id" = @snapshot AND "ConfirmedTo" < @to""", "@to", "@snapshot");
        _snapshot = new KeptStatement(connection, """
            INSERT INTO "Snapshots" ("Id", "HostId", "Origin", "ContentDigest", "Content", "ReceivedAt", "ConfirmedFrom", "ConfirmedTo")
            VALUES (@snapshot, @host, @origin, @digest, @content, @received, @at, @at)
            """, "@snapshot", "@host", "@origin", "@digest", "@content", "@received", "@at");
        _changeFacts = new KeptStatement(connection, """
            UPDATE "CompactFacts" SET "SnapshotId" = @snapshot, "Format" = @format, "Bytes" = @bytes WHERE "HostId" = @host
            """, "@snapshot", "@format", "@bytes", "@host");
        _addFacts = new KeptStatement(connection, """
            INSERT INTO "CompactFacts" ("SnapshotId", "Format", "Bytes", "HostId") VALUES (@snapshot, @format, @bytes, @host)
            """, "@snapshot", "@format", "@bytes", "@host");

        // Only what changed: SQLite moves the entry of every index of which a column is named, whether or not its value is another.
        _confirm = new KeptStatement(connection, """
            UPDATE "Hosts" SET "LastContactAt" = @received, "EvidenceReceivedAt" = @received, "EvidenceAt" = @at, "RecentReports" = @recent, "Revision" = "Revision" + 1
            WHERE "Id" = @host AND "Revision" = @revision
            """, "@received", "@at", "@recent", "@host", "@revision");
        _describe = new KeptStatement(connection, """
            UPDATE "Hosts" SET "LastContactAt" = @received, "EvidenceReceivedAt" = @received, "EvidenceAt" = @at, "RecentReports" = @recent, "CurrentSnapshotId" = @snapshot, "ContentDigest" = @digest,
                "OsName" = @osName, "OsVersion" = @osVersion, "AgentVersion" = @agentVersion, "AgentPlatform" = @agentPlatform, "Revision" = "Revision" + 1
            WHERE "Id" = @host AND "Revision" = @revision
            """, "@received", "@at", "@recent", "@snapshot", "@digest", "@osName", "@osVersion", "@agentVersion", "@agentPlatform", "@host", "@revision");
        _hold = new KeptStatement(connection, """UPDATE "Hosts" SET "EvidenceExpiresAt" = @expires WHERE "Id" = @host""", "@expires", "@host");
        _statuses = new KeptStatement(connection, """
            UPDATE "Statuses" SET "HoldsUntil" = @next WHERE "HostId" = @host AND "HoldsUntil" = @held
            """, "@next", "@host", "@held");
        _finding = new KeptStatement(connection, """
            UPDATE "Findings" SET "OpenedAt" = @next, "DueAt" = @due WHERE "HostId" = @host AND "ClosedAt" IS NULL AND "OpenedAt" = @held AND "Rule" = @rule
            """, "@next", "@due", "@host", "@held", "@rule");
        _judge = new KeptStatement(connection, """
            UPDATE "Hosts" SET "VersionCertainty" = @certainty, "VersionText" = @text, "VersionCanonical" = @canonical, "VersionKey" = @key,
                "RemoteAccess" = @remote, "RemoteAccessBasis" = @basis, "VerdictDigest" = @digest
            WHERE "Id" = @host
            """, "@certainty", "@text", "@canonical", "@key", "@remote", "@basis", "@digest", "@host");
    }

    /// <summary>Those of the context's connection, for the transaction that it is in.</summary>
    public static UsualReportStatements Of(AlmDbContext db) => s_ofConnections.GetValue(db.Database.GetDbConnection(), c => new UsualReportStatements(c));

    /// <summary>Null where there is no such host.</summary>
    public async Task<UsualHost?> FindAsync(AlmDbContext db, Guid hostId, byte[] key, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var row = await _find.In(db, DateOnly.FromDateTime(now.UtcDateTime).AddDays(-2), key, hostId).ExecuteReaderAsync(CommandBehavior.SingleRow, cancellationToken);
        return await row.ReadAsync(cancellationToken) ? Read(hostId, row) : null;
    }

    /// <summary>The host and its snapshot; the rows of verdicts that say something else are <see cref="Compliance.VerdictStatements"/>' to write.</summary>
    /// <exception cref="DbUpdateConcurrencyException">Somebody wrote the host since it was read.</exception>
    public async Task WriteAsync(AlmDbContext db, UsualReport report, CancellationToken cancellationToken)
    {
        var host = report.Host;
        var written = report.Content is { } content ? await DescribeAsync(db, report, content.Snapshot, content.Facts, cancellationToken) : await ConfirmAsync(db, report, cancellationToken);
        if (written != 1)
        {
            throw new DbUpdateConcurrencyException("Somebody wrote the host since it was read.");
        }

        var expires = Microseconds.From(report.ExpiresAt);
        var held = Microseconds.From(host.EvidenceExpiresAt!.Value);
        if (expires != held)
        {
            await _hold.In(db, expires, host.Id).ExecuteNonQueryAsync(cancellationToken);
        }

        if (report.Verdict is { } verdict)
        {
            await _judge.In(
                db, (int)verdict.Certainty, Text(verdict.VersionText), Text(verdict.VersionCanonical), Number(verdict.VersionKey),
                (int)verdict.RemoteAccess, (int)verdict.RemoteAccessBasis, verdict.Digest, host.Id).ExecuteNonQueryAsync(cancellationToken);
        }
        else if (expires != held)
        {
            await ProlongAsync(db, report, expires, held, cancellationToken);
        }
    }

    private async Task ProlongAsync(AlmDbContext db, UsualReport report, long expires, long held, CancellationToken cancellationToken)
    {
        var host = report.Host;
        await _statuses.In(db, expires, host.Id, held).ExecuteNonQueryAsync(cancellationToken);
        await _finding.In(db, expires, Microseconds.From(report.DueWithoutEvidence), host.Id, held, (int)RuleId.ALM0006).ExecuteNonQueryAsync(cancellationToken);
    }

    private Task<int> ConfirmAsync(AlmDbContext db, UsualReport report, CancellationToken cancellationToken) => _confirm.In(
        db, Microseconds.From(report.ReceivedAt), Microseconds.From(report.EvidenceAt), report.RecentReports, report.Host.Id, report.Host.Revision).ExecuteNonQueryAsync(cancellationToken);

    private async Task<int> DescribeAsync(AlmDbContext db, UsualReport report, InventorySnapshot snapshot, CompactFacts facts, CancellationToken cancellationToken)
    {
        var host = report.Host;
        await _end.In(db, Microseconds.From(host.EvidenceAt!.Value), host.CurrentSnapshotId!.Value).ExecuteNonQueryAsync(cancellationToken);
        await _snapshot.In(
            db, snapshot.Id, snapshot.HostId, (int)snapshot.Origin, snapshot.ContentDigest, StorableText.Of(snapshot.Content),
            Microseconds.From(snapshot.ReceivedAt), Microseconds.From(snapshot.ConfirmedFrom)).ExecuteNonQueryAsync(cancellationToken);
        if (await _changeFacts.In(db, snapshot.Id, facts.Format, facts.Bytes, facts.HostId).ExecuteNonQueryAsync(cancellationToken) == 0)
        {
            await _addFacts.In(db, snapshot.Id, facts.Format, facts.Bytes, facts.HostId).ExecuteNonQueryAsync(cancellationToken);
        }

        return await _describe.In(
            db, Microseconds.From(report.ReceivedAt), Microseconds.From(report.EvidenceAt), report.RecentReports, snapshot.Id, snapshot.ContentDigest,
            Text(report.OsName), Text(report.OsVersion), Text(report.AgentVersion), Text(report.AgentPlatform), host.Id, host.Revision).ExecuteNonQueryAsync(cancellationToken);
    }

    private static UsualHost Read(Guid id, DbDataReader row) => new()
    {
        Id = id,
        Name = row.GetString(0),
        MachineId = row.GetString(1),
        Domain = row.IsDBNull(2) ? null : row.GetString(2),
        Addresses = row.IsDBNull(3) ? null : row.GetString(3),
        ZoneId = row.IsDBNull(4) ? null : row.GetGuid(4),
        ZoneBasis = (ZoneBasis)row.GetInt32(5),
        EnrolledAt = Microseconds.To(row.GetInt64(6)),
        DecommissionedAt = TimeIn(row, 7),
        EvidenceAt = TimeIn(row, 8),
        EvidenceOrigin = (EvidenceOrigin)row.GetInt32(9),
        EvidenceExpiresAt = TimeIn(row, 10),
        CurrentSnapshotId = row.IsDBNull(11) ? null : row.GetGuid(11),
        RecentReports = row.GetFieldValue<byte[]>(12),
        VerdictDigest = row.GetFieldValue<byte[]>(13),
        Revision = row.GetInt64(14),
        ContentDigest = row.IsDBNull(15) ? null : row.GetFieldValue<byte[]>(15),
        IsConcerned = row.GetInt32(16) != 0,
        BootAt = TimeIn(row, 17),
        IsContested = !row.IsDBNull(18),
        KeyHolds = row.GetInt32(19) != 0,
    };

    private static DateTimeOffset? TimeIn(DbDataReader row, int column) => row.IsDBNull(column) ? null : Microseconds.To(row.GetInt64(column));
}
