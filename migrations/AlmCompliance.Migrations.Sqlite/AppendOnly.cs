namespace AlmCompliance.Migrations.Sqlite;

/// <summary>
/// Triggers that refuse to change or delete what was recorded. They go with their table: a migration that builds one of these
/// tables anew has to make them again.
/// </summary>
internal static class AppendOnly
{
    public const string Create = """
        CREATE TRIGGER "AuditEntries_update" BEFORE UPDATE ON "AuditEntries" BEGIN SELECT RAISE(ABORT, 'The audit trail is append-only.'); END;
        CREATE TRIGGER "AuditEntries_delete" BEFORE DELETE ON "AuditEntries" BEGIN SELECT RAISE(ABORT, 'The audit trail is append-only.'); END;
        CREATE TRIGGER "TrailCheckpoints_update" BEFORE UPDATE ON "TrailCheckpoints" BEGIN SELECT RAISE(ABORT, 'Checkpoints of the audit trail stay.'); END;
        CREATE TRIGGER "TrailCheckpoints_delete" BEFORE DELETE ON "TrailCheckpoints" BEGIN SELECT RAISE(ABORT, 'Checkpoints of the audit trail stay.'); END;
        """;

    public const string Drop = """
        DROP TRIGGER IF EXISTS "AuditEntries_update";
        DROP TRIGGER IF EXISTS "AuditEntries_delete";
        DROP TRIGGER IF EXISTS "TrailCheckpoints_update";
        DROP TRIGGER IF EXISTS "TrailCheckpoints_delete";
        """;
}
