using System.Text.Json;
using AlmCompliance.Data;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Inventory;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Web.Features.AuditReports.Model;
using Microsoft.Data.Sqlite;

namespace AlmCompliance.Web.Features.AuditReports.Frozen;

/// <summary>
/// A finished report's rows, read one after the other in constant memory. Every call reads anew on a connection of its own, so that
/// renderers may run side by side; SQLite works on its caller's thread.
/// </summary>
internal sealed class FrozenReport
{
    private readonly string _connection;

    /// <param name="file">As <see cref="FrozenReportWriter"/> finished it.</param>
    public FrozenReport(string file)
    {
        File = file;
        _connection = new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString();
        Head = JsonSerializer.Deserialize<ReportHead>(Rows("SELECT json FROM head", r => (byte[])r.GetValue(0)).Single(), FrozenJson.Options)!;
    }

    public string File { get; }

    public ReportHead Head { get; }

    /// <summary>By site, zone and name, hosts without a zone first; lines that never enrolled among them.</summary>
    public IEnumerable<ReportHost> Hosts() => Rows($"SELECT {FrozenSchema.Hosts} FROM hosts ORDER BY site, zone, name, id", Host);

    /// <summary>Those with one of these statuses for the product note, in the same order.</summary>
    public IEnumerable<ReportHost> HostsThatAre(params IReadOnlyList<ComplianceStatus> statuses) =>
        Rows($"SELECT {FrozenSchema.Hosts} FROM hosts WHERE status IN ({string.Join(',', statuses.Select(s => (int)s))}) ORDER BY site, zone, name, id", Host);

    /// <summary>By id: what two reports are compared in.</summary>
    public IEnumerable<ReportHost> HostsById() => Rows($"SELECT {FrozenSchema.Hosts} FROM hosts ORDER BY id", Host);

    /// <summary>The same, each with its open findings, by due date, and with its measures.</summary>
    public IEnumerable<HostInFull> InFull(params IReadOnlyList<ComplianceStatus> statuses)
    {
        using var findings = Rows(OfHosts("findings", FrozenSchema.Findings, "due_at, rule, id", statuses), Finding).GetEnumerator();
        using var measures = Rows(OfHosts("measures", FrozenSchema.Measures, "measure, row", statuses), Measure).GetEnumerator();
        var (anyFinding, anyMeasure) = (findings.MoveNext(), measures.MoveNext());
        foreach (var host in HostsThatAre(statuses))
        {
            var ofHost = new HostInFull(host, [], []);
            for (; anyFinding && findings.Current.HostId == host.Id; anyFinding = findings.MoveNext())
            {
                ofHost.Findings.Add(findings.Current);
            }

            for (; anyMeasure && measures.Current.HostId == host.Id; anyMeasure = measures.MoveNext())
            {
                ofHost.Measures.Add(measures.Current);
            }

            yield return ofHost;
        }
    }

    /// <summary>Open ones, most overdue first.</summary>
    public IEnumerable<ReportFinding> Findings() => Rows($"SELECT {FrozenSchema.Findings} FROM findings ORDER BY due_at, host_name, rule, id", Finding);

    /// <summary>Of each open finding its host and itself, by both: what two reports are compared in.</summary>
    public IEnumerable<(Guid Host, Guid Finding)> FindingsByHost() => Rows("SELECT host_id, id FROM findings ORDER BY host_id, id", r => (r.GetGuid(0), r.GetGuid(1)));

    /// <summary>In the order in which hosts were read.</summary>
    public IEnumerable<ReportMeasure> Measures() => Rows($"SELECT {FrozenSchema.Measures} FROM measures ORDER BY row", Measure);

    /// <summary>By their numbers.</summary>
    public IEnumerable<ReportDecision> Decisions() => Rows($"SELECT {FrozenSchema.Decisions} FROM decisions ORDER BY row", r => new ReportDecision
    {
        Reference = r.GetString(0),
        Kind = r.GetString(1),
        State = r.GetString(2),
        AdvisoryId = r.GetString(3),
        AdvisoryRevision = r.GetString(4),
        Measure = (ProtectiveMeasure)r.GetInt32(5),
        Reason = r.GetString(6),
        Owner = r.GetString(7),
        Requester = r.GetString(8),
        RequestedAt = Microseconds.To(r.GetInt64(9)),
        Approver = Text(r, 10),
        DecidedAt = Time(r, 11),
        ValidFrom = Microseconds.To(r.GetInt64(12)),
        ValidUntil = Microseconds.To(r.GetInt64(13)),
        Hosts = r.GetInt32(14),
        Files = JsonSerializer.Deserialize<ReportFile[]>(r.GetString(15), FrozenJson.Options)!,
    });

    /// <summary>Each host as the JSON form has it, in the order in which they were read: from one end of the file to the other.</summary>
    public IEnumerable<byte[]> HostJson() =>
        Rows("SELECT json FROM host_json ORDER BY row", r => (byte[])r.GetValue(0));

    /// <summary>What the rules were given of each host, in the order in which they were read; nothing in a report of the past.</summary>
    public IEnumerable<byte[]> Inputs() => Rows("SELECT json FROM inputs ORDER BY row", r => (byte[])r.GetValue(0));

    private IEnumerable<T> Rows<T>(string sql, Func<SqliteDataReader, T> read)
    {
        using var connection = new SqliteConnection(_connection);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return read(reader);
        }
    }

    /// <summary>Rows that belong to hosts, in the order in which <see cref="HostsThatAre"/> names these.</summary>
    private static string OfHosts(string table, string columns, string order, IReadOnlyList<ComplianceStatus> statuses) => $"""
        SELECT {columns} FROM (
            SELECT r.*, h.site AS of_site, h.zone AS of_zone, h.name AS of_name, h.id AS of_host
            FROM hosts h CROSS JOIN {table} r ON r.host_id = h.id WHERE h.status IN ({string.Join(',', statuses.Select(s => (int)s))}))
        ORDER BY of_site, of_zone, of_name, of_host, {order}
        """;

    private static ReportFinding Finding(SqliteDataReader r) => new()
    {
        Id = r.GetGuid(0),
        HostId = r.GetGuid(1),
        HostName = r.GetString(2),
        Zone = Text(r, 3),
        Rule = (RuleId)r.GetInt32(4),
        AdvisoryId = r.GetString(5),
        Reason = (FindingReason)r.GetInt32(6),
        Arguments = List(r, 7),
        OpenedAt = Microseconds.To(r.GetInt64(8)),
        DueAt = Microseconds.To(r.GetInt64(9)),
        IsOverdue = r.GetBoolean(10),
        Owner = r.GetString(11),
    };

    private static ReportMeasure Measure(SqliteDataReader r) => new(
        r.GetGuid(0), r.GetString(1), Text(r, 2), r.GetString(3), (ProtectiveMeasure)r.GetInt32(4), (MeasureState)r.GetInt32(5), (MeasureBasis)r.GetInt32(6), Time(r, 7), List(r, 8));

    private static ReportHost Host(SqliteDataReader r) => new()
    {
        Id = r.GetGuid(0),
        IsEnrolled = r.GetBoolean(1),
        IsExpected = r.GetBoolean(2),
        Name = r.GetString(3),
        Site = r.GetString(4),
        Zone = Text(r, 5),
        Owner = r.GetString(6),
        Role = r.GetString(7),
        Status = (ComplianceStatus)r.GetInt32(8),
        Reason = (StatusReason)r.GetInt32(9),
        Arguments = List(r, 10),
        Since = Time(r, 11),
        HoldsUntil = Time(r, 12),
        LastKnown = (ComplianceStatus)r.GetInt32(13),
        OtherStatuses = [.. r.GetString(14).Select(c => (ComplianceStatus)(c - '0'))],
        VersionText = Text(r, 15),
        VersionSource = (VersionSource)r.GetInt32(16),
        Version = Text(r, 17),
        RemoteAccess = r.IsDBNull(18) ? null : (RemoteAccessState)r.GetInt32(18),
        RemoteAccessBasis = r.IsDBNull(19) ? null : (RemoteAccessBasis)r.GetInt32(19),
        Origin = (EvidenceOrigin)r.GetInt32(20),
        EvidenceAt = Time(r, 21),
        EnrolledAt = Time(r, 22),
        EvidenceDigest = Text(r, 23),
        OpenFindings = r.GetInt32(24),
        OverdueFindings = r.GetInt32(25),
        NextDue = Time(r, 26),
        Decisions = r.GetString(27),
    };

    private static string? Text(SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private static DateTimeOffset? Time(SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : Microseconds.To(reader.GetInt64(column));

    private static string[] List(SqliteDataReader reader, int column) =>
        reader.GetString(column) is { Length: > 0 } text ? JsonSerializer.Deserialize<string[]>(text, FrozenJson.Options)! : [];
}
