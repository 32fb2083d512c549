using System.Data.Common;
using System.Globalization;
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

    /// <summary>Copies a table's rows by "one", joined with whatever tells the copies apart; the columns named get other values.</summary>
    /// <param name="columnsOf">Asks the database for a table's columns; {0} is its name.</param>
    public static void Copy(DbConnection connection, string columnsOf, string table, string join, params (string Column, string Value)[] own)
    {
        using var command = connection.CreateCommand();
        command.CommandText = string.Format(CultureInfo.InvariantCulture, columnsOf, table);
        var columns = new List<string>();
        using (var rows = command.ExecuteReader())
        {
            while (rows.Read())
            {
                columns.Add(rows.GetString(0));
            }
        }

        var values = columns.Select(c => Array.Find(own, o => o.Column == c).Value ?? $"one.\"{c}\"");
        Execute(connection, $"INSERT INTO \"{table}\" ({string.Join(", ", columns.Select(c => $"\"{c}\""))}) SELECT {string.Join(", ", values)} FROM \"{table}\" one {join}");
    }

    public static void Execute(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 600;
        command.ExecuteNonQuery();
    }
}
