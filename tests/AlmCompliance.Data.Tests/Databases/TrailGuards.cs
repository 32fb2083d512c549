using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Data.Tests.Databases;

/// <summary>The triggers that refuse to change what was recorded.</summary>
public static class TrailGuards
{
    private static readonly string[] _tables = ["AuditEntries", "TrailCheckpoints"];

    /// <summary>Takes them away, as an intruder would who owns the database.</summary>
    public static Task UnguardAsync(this AlmDbContext db, CancellationToken cancellationToken) => db.Database.ExecuteSqlRawAsync(
        string.Concat(_tables.Select(table => db.Database.ProviderName!.EndsWith("Sqlite", StringComparison.Ordinal)
            ? $"DROP TRIGGER \"{table}_update\"; DROP TRIGGER \"{table}_delete\";"
            : $"ALTER TABLE \"{table}\" DISABLE TRIGGER USER;")),
        cancellationToken);
}
