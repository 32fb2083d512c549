namespace AlmCompliance.Migrations.Postgres;

/// <summary>Triggers that refuse to change or delete what was recorded.</summary>
internal static class AppendOnly
{
    public const string Create = """
        CREATE FUNCTION "RefuseChange"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '% is append-only.', TG_TABLE_NAME; END $$;
        CREATE TRIGGER "AuditEntries_change" BEFORE UPDATE OR DELETE ON "AuditEntries" FOR EACH ROW EXECUTE FUNCTION "RefuseChange"();
        CREATE TRIGGER "AuditEntries_truncate" BEFORE TRUNCATE ON "AuditEntries" FOR EACH STATEMENT EXECUTE FUNCTION "RefuseChange"();
        CREATE TRIGGER "TrailCheckpoints_change" BEFORE UPDATE OR DELETE ON "TrailCheckpoints" FOR EACH ROW EXECUTE FUNCTION "RefuseChange"();
        CREATE TRIGGER "TrailCheckpoints_truncate" BEFORE TRUNCATE ON "TrailCheckpoints" FOR EACH STATEMENT EXECUTE FUNCTION "RefuseChange"();
        """;

    public const string Drop = """
        DROP TRIGGER IF EXISTS "AuditEntries_change" ON "AuditEntries";
        DROP TRIGGER IF EXISTS "AuditEntries_truncate" ON "AuditEntries";
        DROP TRIGGER IF EXISTS "TrailCheckpoints_change" ON "TrailCheckpoints";
        DROP TRIGGER IF EXISTS "TrailCheckpoints_truncate" ON "TrailCheckpoints";
        DROP FUNCTION IF EXISTS "RefuseChange"();
        """;
}
