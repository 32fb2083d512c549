namespace AlmCompliance.Web.Features.AuditReports.Frozen;

/// <summary>
/// A report's rows in an SQLite file of their own: written once, then only read, by as many renderers as there are and as slowly as
/// they like, while the plant's database goes on. Times are microseconds since 1970 in UTC, enums are numbers, lists JSON.
/// </summary>
internal static class FrozenSchema
{
    public const string Hosts = """
        id, is_enrolled, is_expected, name, site, zone, owner, role, status, reason, arguments, since, holds_until, last_known, other_statuses,
        version_text, version_source, version, remote_access, remote_access_basis, origin, evidence_at, enrolled_at, evidence_digest,
        open_findings, overdue_findings, next_due, decisions
        """;

    public const string Findings = "id, host_id, host_name, zone, rule, advisory_id, reason, arguments, opened_at, due_at, is_overdue, owner";
    public const string Measures = "host_id, host_name, zone, advisory_id, measure, state, basis, holds_until, words";
    public const string Decisions = """
        reference, kind, state, advisory_id, advisory_revision, measure, reason, owner, requester, requested_at, approver, decided_at,
        valid_from, valid_until, hosts, files
        """;

    /// <summary>Apart from the tables: a statement that answers, as these do, hides the failure of those that follow it.</summary>
    public const string Open = """
        PRAGMA journal_mode = OFF;
        PRAGMA synchronous = OFF;
        PRAGMA locking_mode = EXCLUSIVE;
        """;

    public const string Create = $"""
        CREATE TABLE head (json BLOB NOT NULL);
        CREATE TABLE hosts (row INTEGER PRIMARY KEY, {Hosts});
        CREATE TABLE host_json (row INTEGER PRIMARY KEY, json BLOB NOT NULL);
        CREATE TABLE inputs (row INTEGER PRIMARY KEY, json BLOB NOT NULL);
        CREATE TABLE findings (row INTEGER PRIMARY KEY, {Findings});
        CREATE TABLE measures (row INTEGER PRIMARY KEY, {Measures});
        CREATE TABLE decisions (row INTEGER PRIMARY KEY, {Decisions});
        """;

    /// <summary>Made when all rows are there.</summary>
    public const string Finish = """
        CREATE INDEX hosts_by_id ON hosts (id);
        CREATE INDEX hosts_by_place ON hosts (site, zone, name, id);
        CREATE INDEX hosts_by_status ON hosts (status, site, zone, name, id);
        CREATE INDEX findings_by_due ON findings (due_at, host_name, rule, id);
        CREATE INDEX findings_by_host ON findings (host_id, id);
        CREATE INDEX measures_by_host ON measures (host_id);
        """;

    public const string Slim = """
        PRAGMA synchronous = OFF;
        DROP TABLE host_json;
        DROP TABLE inputs;
        VACUUM;
        """;
}
