using System.Data;
using System.Data.Common;
using System.Runtime.CompilerServices;
using AlmCompliance.Data.Segmentation;
using AlmCompliance.Domain.Inventory;
using AlmCompliance.Domain.Rules;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

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

    IdentityDoubt? IStoredHost.Identity => null;

    /// <summary>A person decided about it at some time, somebody tried to reach it, or it has something to try: more than its row says what holds of it.</summary>
    public required bool IsConcerned { get; init; }
}

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
}

/// <summary>
/// The statements of a report that changes nothing for its readers, written by hand and kept for as long as their connection
/// lives: one read and one write, three more where its verdicts are to hold longer, and three where its content is new. Everything else goes through the context.
/// </summary>
public sealed class UsualReportStatements
{
    private static readonly ConditionalWeakTable<DbConnection, UsualReportStatements> s_ofConnections = [];

    private readonly Statement _find;
    private readonly Statement _end;
    private readonly Statement _snapshot;
    private readonly Statement _changeFacts;
    private readonly Statement _addFacts;
    private readonly Statement _confirm;
    private readonly Statement _describe;
    private readonly Statement _hold;
    private readonly Statement _statuses;
    private readonly Statement _finding;

    private UsualReportStatements(DbConnection connection)
    {
        _find = new Statement(connection, """
            SELECT h."Name", h."MachineId", h."Domain", h."Addresses", h."ZoneId", h."ZoneBasis", h."EnrolledAt", h."DecommissionedAt", h."EvidenceAt", h."EvidenceOrigin",
                h."EvidenceExpiresAt", h."CurrentSnapshotId", h."RecentReports", h."VerdictDigest", h."Revision", h."ContentDigest",
                CASE WHEN EXISTS (SELECT 1 FROM "DecisionHosts" d WHERE d."HostId" = h."Id")
                    OR EXISTS (SELECT 1 FROM "ProbeObservations" o WHERE o."TargetHostId" = h."Id")
                    OR EXISTS (SELECT 1 FROM "ProbeTasks" t WHERE t."SourceHostId" = h."Id" AND t."Day" >= @since AND t."AnsweredAt" IS NULL) THEN 1 ELSE 0 END,
                h."BootAt", h."IdentityDoubtedAt"
            FROM "Hosts" h
            WHERE h."Id" = @host
            """, "@since", "@host");
        _end = new Statement(connection, """UPDATE "Snapshots" SET "ConfirmedTo" = @to WHERE "Id" = @snapshot AND "ConfirmedTo" < @to""", "@to", "@snapshot");
        _snapshot = new Statement(connection, """
            INSERT INTO "Snapshots" ("Id", "HostId", "Origin", "ContentDigest", "Content", "ReceivedAt", "ConfirmedFrom", "ConfirmedTo")
            VALUES (@snapshot, @host, @origin, @digest, @content, @received, @at, @at)
            """, "@snapshot", "@host", "@origin", "@digest", "@content", "@received", "@at");
        _changeFacts = new Statement(connection, """
            UPDATE "CompactFacts" SET "SnapshotId" = @snapshot, "Format" = @format, "Bytes" = @bytes WHERE "HostId" = @host
            """, "@snapshot", "@format", "@bytes", "@host");
        _addFacts = new Statement(connection, """
            INSERT INTO "CompactFacts" ("SnapshotId", "Format", "Bytes", "HostId") VALUES (@snapshot, @format, @bytes, @host)
            """, "@snapshot", "@format", "@bytes", "@host");

        // Only what changed: SQLite moves the entry of every index of which a column is named, whether or not its value is another.
        _confirm = new Statement(connection, """
            UPDATE "Hosts" SET "LastContactAt" = @received, "EvidenceReceivedAt" = @received, "EvidenceAt" = @at, "RecentReports" = @recent, "Revision" = "Revision" + 1
            WHERE "Id" = @host AND "Revision" = @revision
            """, "@received", "@at", "@recent", "@host", "@revision");
        _describe = new Statement(connection, """
            UPDATE "Hosts" SET "LastContactAt" = @received, "EvidenceReceivedAt" = @received, "EvidenceAt" = @at, "RecentReports" = @recent, "CurrentSnapshotId" = @snapshot, "ContentDigest" = @digest,
                "OsName" = @osName, "OsVersion" = @osVersion, "AgentVersion" = @agentVersion, "AgentPlatform" = @agentPlatform, "Revision" = "Revision" + 1
            WHERE "Id" = @host AND "Revision" = @revision
            """, "@received", "@at", "@recent", "@snapshot", "@digest", "@osName", "@osVersion", "@agentVersion", "@agentPlatform", "@host", "@revision");
        _hold = new Statement(connection, """UPDATE "Hosts" SET "EvidenceExpiresAt" = @expires WHERE "Id" = @host""", "@expires", "@host");
        _statuses = new Statement(connection, """
            UPDATE "Statuses" SET "HoldsUntil" = @next WHERE "HostId" = @host AND "HoldsUntil" = @held
            """, "@next", "@host", "@held");
        _finding = new Statement(connection, """
            UPDATE "Findings" SET "OpenedAt" = @next, "DueAt" = @due WHERE "HostId" = @host AND "ClosedAt" IS NULL AND "OpenedAt" = @held AND "Rule" = @rule
            """, "@next", "@due", "@host", "@held", "@rule");
    }

    /// <summary>Those of the context's connection, for the transaction that it is in.</summary>
    public static UsualReportStatements Of(AlmDbContext db) => s_ofConnections.GetValue(db.Database.GetDbConnection(), c => new UsualReportStatements(c));

    /// <summary>Null where there is no such host.</summary>
    public async Task<UsualHost?> FindAsync(AlmDbContext db, Guid hostId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var row = await _find.In(db, DateOnly.FromDateTime(now.UtcDateTime).AddDays(-2), hostId).ExecuteReaderAsync(CommandBehavior.SingleRow, cancellationToken);
        return await row.ReadAsync(cancellationToken) ? Read(hostId, row) : null;
    }

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
        if (expires == held)
        {
            return;
        }

        await _hold.In(db, expires, host.Id).ExecuteNonQueryAsync(cancellationToken);
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
        DecommissionedAt = Time(row, 7),
        EvidenceAt = Time(row, 8),
        EvidenceOrigin = (EvidenceOrigin)row.GetInt32(9),
        EvidenceExpiresAt = Time(row, 10),
        CurrentSnapshotId = row.IsDBNull(11) ? null : row.GetGuid(11),
        RecentReports = row.GetFieldValue<byte[]>(12),
        VerdictDigest = row.GetFieldValue<byte[]>(13),
        Revision = row.GetInt64(14),
        ContentDigest = row.IsDBNull(15) ? null : row.GetFieldValue<byte[]>(15),
        IsConcerned = row.GetInt32(16) != 0,
        BootAt = Time(row, 17),
        IsContested = !row.IsDBNull(18),
    };

    private static DateTimeOffset? Time(DbDataReader row, int column) => row.IsDBNull(column) ? null : Microseconds.To(row.GetInt64(column));

    private static object Text(string? text) => text is null ? DBNull.Value : StorableText.Of(text);

    private sealed class Statement
    {
        private readonly DbCommand _command;

        public Statement(DbConnection connection, string sql, params string[] parameters)
        {
            _command = connection.CreateCommand();
            _command.CommandText = sql;
            foreach (var name in parameters)
            {
                var parameter = _command.CreateParameter();
                parameter.ParameterName = name;
                _command.Parameters.Add(parameter);
            }
        }

        public DbCommand In(AlmDbContext db, params ReadOnlySpan<object> values)
        {
            _command.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
            for (var i = 0; i < values.Length; i++)
            {
                _command.Parameters[i].Value = values[i];
            }

            return _command;
        }
    }
}
