using System.Collections;
using System.Collections.ObjectModel;
using System.Data.Common;

namespace AlmCompliance.Web.Components.Csv;

internal sealed record CsvColumn<T>(string Name, Func<T, string?> Value);

/// <summary>Rows that arrive one by one, in the form that the CSV writer takes: text columns, forward only.</summary>
internal sealed class CsvRows<T> : DbDataReader, IDbColumnSchemaGenerator
{
    private readonly IAsyncEnumerator<T>? _rows;
    private readonly IEnumerator<T>? _rowsAtHand;
    private readonly IReadOnlyList<CsvColumn<T>> _columns;

    /// <summary>Rows that are waited for.</summary>
    public CsvRows(IAsyncEnumerator<T> rows, IReadOnlyList<CsvColumn<T>> columns)
    {
        _rows = rows;
        _columns = columns;
    }

    /// <summary>Rows that are read on the caller's thread.</summary>
    public CsvRows(IEnumerator<T> rows, IReadOnlyList<CsvColumn<T>> columns)
    {
        _rowsAtHand = rows;
        _columns = columns;
    }

    public override int FieldCount => _columns.Count;
    public override int Depth => 0;
    public override bool HasRows => true;
    public override bool IsClosed => false;
    public override int RecordsAffected => -1;
    public override object this[int ordinal] => GetString(ordinal);
    public override object this[string name] => GetString(GetOrdinal(name));

    public ReadOnlyCollection<DbColumn> GetColumnSchema() => new([.. _columns.Select((c, i) => new TextColumn(c.Name, i))]);
    public override async Task<bool> ReadAsync(CancellationToken cancellationToken) => _rows is null ? Read() : await _rows.MoveNextAsync();
    public override bool Read() => _rowsAtHand is null ? throw new NotSupportedException("Rows are read asynchronously.") : _rowsAtHand.MoveNext();
    public override bool NextResult() => false;
    public override bool IsDBNull(int ordinal) => false;
    public override string GetName(int ordinal) => _columns[ordinal].Name;
    public override int GetOrdinal(string name) => _columns.Select(c => c.Name).ToList().IndexOf(name);
    public override Type GetFieldType(int ordinal) => typeof(string);
    public override string GetDataTypeName(int ordinal) => nameof(String);
    public override string GetString(int ordinal) => CsvCell.Harmless(_columns[ordinal].Value(_rowsAtHand is null ? _rows!.Current : _rowsAtHand.Current));
    public override object GetValue(int ordinal) => GetString(ordinal);
    public override IEnumerator GetEnumerator() => throw OnlyText();

    public override int GetValues(object[] values)
    {
        for (var i = 0; i < _columns.Count; i++)
        {
            values[i] = GetString(i);
        }

        return _columns.Count;
    }

    public override bool GetBoolean(int ordinal) => throw OnlyText();
    public override byte GetByte(int ordinal) => throw OnlyText();
    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length) => throw OnlyText();
    public override char GetChar(int ordinal) => throw OnlyText();
    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) => throw OnlyText();
    public override DateTime GetDateTime(int ordinal) => throw OnlyText();
    public override decimal GetDecimal(int ordinal) => throw OnlyText();
    public override double GetDouble(int ordinal) => throw OnlyText();
    public override float GetFloat(int ordinal) => throw OnlyText();
    public override Guid GetGuid(int ordinal) => throw OnlyText();
    public override short GetInt16(int ordinal) => throw OnlyText();
    public override int GetInt32(int ordinal) => throw OnlyText();
    public override long GetInt64(int ordinal) => throw OnlyText();

    private static NotSupportedException OnlyText() => new("Every column is text.");

    private sealed class TextColumn : DbColumn
    {
        public TextColumn(string name, int ordinal)
        {
            ColumnName = name;
            ColumnOrdinal = ordinal;
            DataType = typeof(string);
            AllowDBNull = false;
        }
    }
}
