using System.Globalization;
using AlmCompliance.Data;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Tests.Serving;

/// <summary>Everything that stands in the database, as lines of text: to show that nothing was written, and what never is.</summary>
internal static class TableContents
{
    /// <summary>One line per row of every table but the keys that ASP.NET Core makes when it first needs them.</summary>
    public static async Task<IReadOnlyList<string>> ReadAsync(AlmTestServer server)
    {
        await using var db = server.Db();
        var tables = db.Model.GetEntityTypes().Select(e => e.GetTableName()!).Distinct().Except([nameof(AlmDbContext.DataProtectionKeys)]).Order(StringComparer.Ordinal);
        await db.Database.OpenConnectionAsync(AlmTestServer.Stop);
        var lines = new List<string>();
        foreach (var table in tables)
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"SELECT * FROM \"{table}\"";
            await using var rows = await command.ExecuteReaderAsync(AlmTestServer.Stop);
            while (await rows.ReadAsync(AlmTestServer.Stop))
            {
                var values = Enumerable.Range(0, rows.FieldCount).Select(i => $"{rows.GetName(i)}={Text(rows.GetValue(i))}");
                lines.Add($"{table}: {string.Join(", ", values)}");
            }
        }

        return [.. lines.Order(StringComparer.Ordinal)];
    }

    private static string Text(object value) => value is byte[] bytes ? Convert.ToHexString(bytes) : Convert.ToString(value, CultureInfo.InvariantCulture)!;
}
