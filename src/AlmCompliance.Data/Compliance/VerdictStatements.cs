using System.Data.Common;
using System.Runtime.CompilerServices;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Rules;
using Microsoft.EntityFrameworkCore;
using static AlmCompliance.Data.KeptStatement;

namespace AlmCompliance.Data.Compliance;

/// <summary>
/// Reads and writes one host's verdicts by statements written by hand and kept for as long as their connection lives: a report that
/// turns the verdict changes some forty rows, each of which would cost a multiple through the context.
/// </summary>
public sealed class VerdictStatements
{
    private static readonly ConditionalWeakTable<DbConnection, VerdictStatements> s_ofConnections = [];

    private readonly KeptStatement _statuses;
    private readonly KeptStatement _findings;
    private readonly KeptStatement _addStatus;
    private readonly KeptStatement _changeStatus;
    private readonly KeptStatement _addPeriod;
    private readonly KeptStatement _addFinding;
    private readonly KeptStatement _changeFinding;
    private readonly KeptStatement _closeFinding;
    private readonly KeptStatement _removeFinding;
    private readonly KeptStatement _addSentence;

    private VerdictStatements(DbConnection connection)
    {
        _statuses = new KeptStatement(connection, """
            SELECT "AdvisoryId", "Status", "Reason", "Arguments", "Measures", "Since", "From", "HoldsUntil", "LastKnown", "ZoneId" FROM "Statuses" WHERE "HostId" = @host
            """, "@host");
        _findings = new KeptStatement(connection, """
            SELECT "Id", "Rule", "AdvisoryId", "Reason", "Arguments", "OpenedAt", "DueAt", "SnapshotId" FROM "Findings" WHERE "HostId" = @host AND "ClosedAt" IS NULL
            """, "@host");
        _addStatus = new KeptStatement(connection, """
            INSERT INTO "Statuses" ("HostId", "AdvisoryId", "Status", "Reason", "Arguments", "Measures", "Since", "From", "HoldsUntil", "LastKnown", "ZoneId")
            VALUES (@host, @advisory, @status, @reason, @arguments, @measures, @since, @from, @until, @known, @zone)
            """, "@host", "@advisory", "@status", "@reason", "@arguments", "@measures", "@since", "@from", "@until", "@known", "@zone");
        _changeStatus = new KeptStatement(connection, """
            UPDATE "Statuses" SET "Status" = @status, "Reason" = @reason, "Arguments" = @arguments, "Measures" = @measures, "Since" = @since, "From" = @from,
                "HoldsUntil" = @until, "LastKnown" = @known, "ZoneId" = @zone
            WHERE "HostId" = @host AND "AdvisoryId" = @advisory
            """, "@host", "@advisory", "@status", "@reason", "@arguments", "@measures", "@since", "@from", "@until", "@known", "@zone");
        _addPeriod = new KeptStatement(connection, """
            INSERT INTO "StatusPeriods" ("Id", "HostId", "AdvisoryId", "Status", "Reason", "Arguments", "Measures", "Since", "From", "To", "LastKnown", "ZoneId")
            VALUES (@id, @host, @advisory, @status, @reason, @arguments, @measures, @since, @from, @to, @known, @zone)
            """, "@id", "@host", "@advisory", "@status", "@reason", "@arguments", "@measures", "@since", "@from", "@to", "@known", "@zone");
        _addFinding = new KeptStatement(connection, """
            INSERT INTO "Findings" ("Id", "HostId", "Rule", "AdvisoryId", "Reason", "Arguments", "OpenedAt", "ClosedAt", "DueAt", "SnapshotId")
            VALUES (@id, @host, @rule, @advisory, @reason, @arguments, @opened, @closed, @due, @snapshot)
            """, "@id", "@host", "@rule", "@advisory", "@reason", "@arguments", "@opened", "@closed", "@due", "@snapshot");
        _changeFinding = new KeptStatement(connection, """
            UPDATE "Findings" SET "Reason" = @reason, "Arguments" = @arguments, "OpenedAt" = @opened, "DueAt" = @due WHERE "Id" = @id
            """, "@reason", "@arguments", "@opened", "@due", "@id");
        _closeFinding = new KeptStatement(connection, """UPDATE "Findings" SET "ClosedAt" = @closed WHERE "Id" = @id""", "@closed", "@id");
        _removeFinding = new KeptStatement(connection, """DELETE FROM "Findings" WHERE "Id" = @id""", "@id");
        _addSentence = new KeptStatement(connection, """
            INSERT INTO "FindingSentences" ("FindingId", "Until", "Reason", "Arguments") VALUES (@finding, @until, @reason, @arguments)
            """, "@finding", "@until", "@reason", "@arguments");
    }

    /// <summary>Those of the context's connection, for the transaction that it is in.</summary>
    public static VerdictStatements Of(AlmDbContext db) => s_ofConnections.GetValue(db.Database.GetDbConnection(), c => new VerdictStatements(c));

    /// <summary>Not tracked.</summary>
    public async Task<VerdictRows> ReadAsync(AlmDbContext db, Guid hostId, CancellationToken cancellationToken)
    {
        var rows = new VerdictRows();
        await using (var status = await _statuses.In(db, hostId).ExecuteReaderAsync(cancellationToken))
        {
            while (await status.ReadAsync(cancellationToken))
            {
                rows.Statuses.Add(ReadStatus(hostId, status));
            }
        }

        await using (var finding = await _findings.In(db, hostId).ExecuteReaderAsync(cancellationToken))
        {
            while (await finding.ReadAsync(cancellationToken))
            {
                rows.OpenFindings.Add(ReadFinding(hostId, finding));
            }
        }

        return rows;
    }

    public async Task WriteAsync(AlmDbContext db, ListedVerdicts verdicts, CancellationToken cancellationToken)
    {
        var run = new StatementRun(db);
        foreach (var s in verdicts.NewStatuses)
        {
            await run.AddAsync(_addStatus, cancellationToken, Values(s));
        }

        foreach (var s in verdicts.ChangedStatuses)
        {
            await run.AddAsync(_changeStatus, cancellationToken, Values(s));
        }

        foreach (var p in verdicts.Periods)
        {
            await run.AddAsync(
                _addPeriod, cancellationToken, p.Id, p.HostId, Text(p.AdvisoryId), (int)p.Status, (int)p.Reason, TextListConverter.Write(p.Arguments), HostMeasuresConverter.Write(p.Measures),
                Time(p.Since), Time(p.From), Time(p.To), (int)p.LastKnown, Id(p.ZoneId));
        }

        // What goes or ends before what opens: one open finding for each rule and advisory.
        foreach (var f in verdicts.GoneFindings)
        {
            await run.AddAsync(_removeFinding, cancellationToken, f.Id);
        }

        foreach (var f in verdicts.ChangedFindings)
        {
            // What closes says what it said.
            await (f.ClosedAt is { } closed
                ? run.AddAsync(_closeFinding, cancellationToken, Microseconds.From(closed), f.Id)
                : run.AddAsync(_changeFinding, cancellationToken, (int)f.Reason, TextListConverter.Write(f.Arguments), Time(f.OpenedAt), Time(f.DueAt), f.Id));
        }

        foreach (var f in verdicts.NewFindings)
        {
            await run.AddAsync(
                _addFinding, cancellationToken, f.Id, f.HostId, (int)f.Rule, Text(f.AdvisoryId), (int)f.Reason, TextListConverter.Write(f.Arguments),
                Time(f.OpenedAt), Time(f.ClosedAt), Time(f.DueAt), Id(f.SnapshotId));
        }

        foreach (var s in verdicts.Sentences)
        {
            await run.AddAsync(_addSentence, cancellationToken, s.FindingId, Time(s.Until), (int)s.Reason, TextListConverter.Write(s.Arguments));
        }

        await run.EndAsync(cancellationToken);
    }

    private static object[] Values(HostStatus s) =>
    [
        s.HostId, Text(s.AdvisoryId), (int)s.Status, (int)s.Reason, TextListConverter.Write(s.Arguments), HostMeasuresConverter.Write(s.Measures),
        Time(s.Since), Time(s.From), Time(s.HoldsUntil), (int)s.LastKnown, Id(s.ZoneId),
    ];

    private static HostStatus ReadStatus(Guid hostId, DbDataReader row) => new()
    {
        HostId = hostId,
        AdvisoryId = row.GetString(0),
        Status = (ComplianceStatus)row.GetInt32(1),
        Reason = (StatusReason)row.GetInt32(2),
        Arguments = TextListConverter.Read(row.GetString(3)),
        Measures = HostMeasuresConverter.Read(row.GetString(4)),
        Since = Microseconds.To(row.GetInt64(5)),
        From = Microseconds.To(row.GetInt64(6)),
        HoldsUntil = row.IsDBNull(7) ? null : Microseconds.To(row.GetInt64(7)),
        LastKnown = (ComplianceStatus)row.GetInt32(8),
        ZoneId = row.IsDBNull(9) ? null : row.GetGuid(9),
    };

    private static FindingPeriod ReadFinding(Guid hostId, DbDataReader row) => new()
    {
        Id = row.GetGuid(0),
        HostId = hostId,
        Rule = (RuleId)row.GetInt32(1),
        AdvisoryId = row.GetString(2),
        Reason = (FindingReason)row.GetInt32(3),
        Arguments = TextListConverter.Read(row.GetString(4)),
        OpenedAt = Microseconds.To(row.GetInt64(5)),
        DueAt = Microseconds.To(row.GetInt64(6)),
        SnapshotId = row.IsDBNull(7) ? null : row.GetGuid(7),
    };
}
