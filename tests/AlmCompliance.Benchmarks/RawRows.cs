using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace AlmCompliance.Benchmarks;

/// <summary>Rows by the million, without EF.</summary>
internal static class RawRows
{
    /// <summary>Columns with a value have it in every row; the others come with each run, in their order.</summary>
    public static SqliteCommand Insert(SqliteConnection connection, string table, params (string Name, object? Value)[] columns)
    {
        var command = connection.CreateCommand();
        command.CommandText = $"INSERT INTO \"{table}\" ({string.Join(", ", columns.Select(c => $"\"{c.Name}\""))}) VALUES ({string.Join(", ", columns.Select(c => $"@{c.Name}"))})";
        foreach (var (name, value) in columns)
        {
            command.Parameters.AddWithValue($"@{name}", value);
        }

        return command;
    }

    public static void Run(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }

        command.ExecuteNonQuery();
    }

    public static void Execute(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 600;
        command.ExecuteNonQuery();
    }
}
