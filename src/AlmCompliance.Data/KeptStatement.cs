using System.Data.Common;
using Microsoft.EntityFrameworkCore.Storage;

namespace AlmCompliance.Data;

/// <summary>A statement written by hand, kept ready for as long as its connection lives.</summary>
internal sealed class KeptStatement
{
    private readonly DbCommand _command;

    public KeptStatement(DbConnection connection, string sql, params string[] parameters)
    {
        _command = connection.CreateCommand();
        _command.CommandText = sql;
        foreach (var name in parameters)
        {
            var parameter = _command.CreateParameter();
            parameter.ParameterName = name;
            _command.Parameters.Add(parameter);
        }
    }

    /// <summary>With these values, for the transaction that the context is in.</summary>
    public DbCommand In(AlmDbContext db, params ReadOnlySpan<object> values)
    {
        _command.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        for (var i = 0; i < values.Length; i++)
        {
            _command.Parameters[i].Value = values[i];
        }

        return _command;
    }

    /// <summary>With these values, as one of several.</summary>
    public DbBatchCommand In(DbBatch batch, params ReadOnlySpan<object> values)
    {
        var command = batch.CreateBatchCommand();
        command.CommandText = _command.CommandText;
        for (var i = 0; i < values.Length; i++)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (_command.Parameters[i].ParameterName, values[i]);
            command.Parameters.Add(parameter);
        }

        return command;
    }

    public static object Text(string? text) => text is null ? DBNull.Value : StorableText.Of(text);

    public static object Time(DateTimeOffset? time) => time is { } at ? Microseconds.From(at) : DBNull.Value;

    public static object Id(Guid? id) => id is { } value ? value : DBNull.Value;

    public static object Number(int? number) => number is { } value ? value : DBNull.Value;
}
