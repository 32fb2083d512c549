using System.Text.Json;
using AlmCompliance.Data;
using AlmCompliance.Web.Features.AuditReports.Model;
using Microsoft.Data.Sqlite;

namespace AlmCompliance.Web.Features.AuditReports.Frozen;

/// <summary>Writes a report's rows. One thread; one transaction from first to last.</summary>
internal sealed class FrozenReportWriter : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteTransaction _transaction;
    private readonly Table _hosts;
    private readonly Table _hostJson;
    private readonly Table _inputs;
    private readonly Table _findings;
    private readonly Table _measures;
    private readonly Table _decisions;

    /// <param name="file">Must not be there yet.</param>
    public FrozenReportWriter(string file)
    {
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        _connection.Open();
        Run(FrozenSchema.Open);
        _transaction = _connection.BeginTransaction();
        Run(FrozenSchema.Create);
        _hosts = new Table(_connection, "hosts", FrozenSchema.Hosts);
        _hostJson = new Table(_connection, "host_json", "json");
        _inputs = new Table(_connection, "inputs", "json");
        _findings = new Table(_connection, "findings", FrozenSchema.Findings);
        _measures = new Table(_connection, "measures", FrozenSchema.Measures);
        _decisions = new Table(_connection, "decisions", FrozenSchema.Decisions);
    }

    /// <summary>Whether a write failed since there is no room for it.</summary>
    public static bool IsDiskFull(Exception exception) => exception is SqliteException { SqliteErrorCode: 13 or 10 };

    /// <param name="json">The host as the JSON form has it, UTF-8.</param>
    /// <param name="input">What the rules were given, UTF-8; null where the report does not hold it.</param>
    public void Add(ReportHost host, byte[] json, byte[]? input)
    {
        _hosts.Insert(
            Text(host.Id), host.IsEnrolled, host.IsExpected, host.Name, host.Site, host.Zone, host.Owner, host.Role,
            (int)host.Status, (int)host.Reason, List(host.Arguments), Time(host.Since), Time(host.HoldsUntil), (int)host.LastKnown,
            string.Concat(host.OtherStatuses.Select(s => (char)('0' + (int)s))), host.VersionText, (int)host.VersionSource, host.Version,
            (int?)host.RemoteAccess, (int?)host.RemoteAccessBasis, (int)host.Origin, Time(host.EvidenceAt), Time(host.EnrolledAt), host.EvidenceDigest,
            host.OpenFindings, host.OverdueFindings, Time(host.NextDue), host.Decisions);
        _hostJson.InsertAt(_hosts.Count, json);
        if (input is not null)
        {
            _inputs.InsertAt(_hosts.Count, input);
        }
    }

    public void Add(ReportFinding finding) => _findings.Insert(
        Text(finding.Id), Text(finding.HostId), finding.HostName, finding.Zone, (int)finding.Rule, finding.AdvisoryId, (int)finding.Reason, List(finding.Arguments),
        Time(finding.OpenedAt), Time(finding.DueAt), finding.IsOverdue, finding.Owner);

    public void Add(ReportMeasure measure) => _measures.Insert(
        Text(measure.HostId), measure.HostName, measure.Zone, measure.AdvisoryId, (int)measure.Measure, (int)measure.State, (int)measure.Basis, Time(measure.HoldsUntil),
        List(measure.Words));

    public void Add(ReportDecision decision) => _decisions.Insert(
        decision.Reference, decision.Kind, decision.State, decision.AdvisoryId, decision.AdvisoryRevision, (int)decision.Measure, decision.Reason, decision.Owner,
        decision.Requester, Time(decision.RequestedAt), decision.Approver, Time(decision.DecidedAt), Time(decision.ValidFrom), Time(decision.ValidUntil), decision.Hosts,
        JsonSerializer.Serialize(decision.Files, FrozenJson.Options));

    /// <summary>Takes out of a finished copy what its files say: what is left is enough to compare two reports.</summary>
    public static void Slim(string file)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = FrozenSchema.Slim;
        command.ExecuteNonQuery();
    }

    /// <summary>Nothing can be added afterwards.</summary>
    public void Finish(ReportHead head)
    {
        using (var insert = _connection.CreateCommand())
        {
            insert.CommandText = "INSERT INTO head (json) VALUES ($json)";
            insert.Parameters.AddWithValue("$json", JsonSerializer.SerializeToUtf8Bytes(head, FrozenJson.Options));
            insert.ExecuteNonQuery();
        }

        Run(FrozenSchema.Finish);
        _transaction.Commit();
    }

    public void Dispose()
    {
        foreach (var table in (Table[])[_hosts, _hostJson, _inputs, _findings, _measures, _decisions])
        {
            table.Dispose();
        }

        try
        {
            _transaction.Dispose();
            _connection.Dispose();
        }
        catch (SqliteException)
        {
            // What cannot be taken back goes with its file; why it is to be taken back is what the caller must hear.
        }
    }

    private void Run(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static string Text(Guid id) => id.ToString();

    private static long? Time(DateTimeOffset? at) => at is { } known ? Microseconds.From(known) : null;

    private static string List(IReadOnlyList<string> texts) => texts.Count == 0 ? "" : JsonSerializer.Serialize(texts, FrozenJson.Options);

    /// <summary>One prepared insert.</summary>
    private sealed class Table : IDisposable
    {
        private readonly SqliteCommand _insert;

        public Table(SqliteConnection connection, string name, string columns)
        {
            _insert = connection.CreateCommand();
            var count = columns.Split(',').Length + 1;
            _insert.CommandText = $"INSERT INTO {name} (row, {columns}) VALUES ({string.Join(", ", Enumerable.Range(0, count).Select(i => $"$p{i}"))})";
            for (var i = 0; i < count; i++)
            {
                _insert.Parameters.Add(new SqliteParameter($"$p{i}", null));
            }
        }

        public long Count { get; private set; }

        public void Insert(params ReadOnlySpan<object?> values) => InsertAt(Count + 1, values);

        public void InsertAt(long row, params ReadOnlySpan<object?> values)
        {
            Count = row;
            _insert.Parameters[0].Value = row;
            for (var i = 0; i < values.Length; i++)
            {
                _insert.Parameters[i + 1].Value = values[i] ?? DBNull.Value;
            }

            _insert.ExecuteNonQuery();
        }

        public void Dispose() => _insert.Dispose();
    }
}
