using System.Collections;
using System.Collections.ObjectModel;
using System.Data.Common;

namespace AlmCompliance.Web.Components.Csv;

internal sealed record CsvColumn<T>(string Name, Func<T, string?> Value);

/// <summary>Rows that arrive one by one, in the form that the CSV writer takes: text columns, forward only.</summary>
internal sealed class CsvRows<T>(IAsyncEnumerator<T> rows, IReadOnlyList<CsvColumn<T>> columns) : DbDataReader, IDbColumnSchemaGenerator
{
    public override int FieldCount => columns.Count;
    public override int Depth => 0;
    public override bool HasRows => true;
    public override bool IsClosed => false;
    public override int RecordsAffected => -1;
    public override object this[int ordinal] => GetString(ordinal);
    public override object this[string name] => GetString(GetOrdinal(name));

    public ReadOnlyCollection<DbColumn> GetColumnSchema() => new([.. columns.Select((c, i) => new TextColumn(c.Name, i))]);
    public override async Task<bool> ReadAsync(CancellationToken cancellationToken) => await rows.MoveNextAsync();
    public override bool Read() => throw new NotSupportedException("Rows are read asynchronously.");
    public override bool NextResult() => false;
    public override bool IsDBNull(int ordinal) => false;
    public override string GetName(int ordinal) => columns[ordinal].Name;
    public override int GetOrdinal(string name) => columns.Select(c => c.Name).ToList().IndexOf(name);
    public override Type GetFieldType(int ordinal) => typeof(string);
    public override string GetDataTypeName(int ordinal) => nameof(String);
    public override string GetString(int ordinal) => CsvCell.Harmless(columns[ordinal].Value(rows.Current));
    public override object GetValue(int ordinal) => GetString(ordinal);
    public override IEnumerator GetEnumerator() => throw OnlyText();

    public override int GetValues(object[] values)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            values[i] = GetString(i);
        }

        return columns.Count;
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
