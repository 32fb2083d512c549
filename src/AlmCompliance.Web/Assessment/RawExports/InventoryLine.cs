using System.Globalization;
using Sylvan.Data.Csv;

namespace AlmCompliance.Web.Assessment.RawExports;

/// <summary>One line of a list with the first thing that is wrong in it.</summary>
internal sealed class InventoryLine
{
    private const int LongestCell = 1024;

    private readonly Dictionary<string, string> _cells = new(StringComparer.Ordinal);

    public InventoryLine(CsvDataReader csv, Dictionary<string, int> columns, int number)
    {
        Number = number;
        if (csv.RowFieldCount > csv.FieldCount && Enumerable.Range(csv.FieldCount, csv.RowFieldCount - csv.FieldCount).Any(i => csv.GetString(i).Length > 0))
        {
            Error = new FileError(number, null, "Cells");
        }

        foreach (var (column, at) in columns)
        {
            var cell = at < csv.RowFieldCount ? csv.GetString(at) : "";
            Breaks += cell.Count(c => c == '\n');
            cell = cell.Trim();
            if (cell.Length == 0)
            {
                continue;
            }

            _cells[column] = cell;
            if (cell.Length > LongestCell)
            {
                Error ??= new FileError(number, column, "Long", LongestCell);
            }
            else if (cell.Any(char.IsControl))
            {
                Error ??= new FileError(number, column, "Control");
            }
        }
    }

    public int Number { get; }

    /// <summary>Line ends inside of cells.</summary>
    public int Breaks { get; }

    public FileError? Error { get; private set; }

    public bool IsEmpty => _cells.Count == 0 && Error is null;

    public string? Text(string column) => _cells.GetValueOrDefault(column);

    public string? Required(string column)
    {
        if (Text(column) is null)
        {
            Error ??= new FileError(Number, column, "Required");
        }

        return Text(column);
    }

    public T? Parse<T>(string column, Func<string, T?> read)
    {
        if (Text(column) is not { } text)
        {
            return default;
        }

        var value = read(text);
        if (value is null)
        {
            Error ??= new FileError(Number, column, "Value");
        }

        return value;
    }

    public string? Choice(string column, params string[] known) => Parse(column, text => Array.Find(known, k => k.Equals(text, StringComparison.OrdinalIgnoreCase)));

    public bool? Flag(string column) => Parse<bool?>(column, text => text.ToUpperInvariant() switch { "YES" or "TRUE" or "JA" or "1" => true, "NO" or "FALSE" or "NEIN" or "0" => false, _ => null });

    public T[]? List<T>(string column, Func<string, T?> read)
        where T : class => Parse(column, text =>
    {
        if (text.Equals("none", StringComparison.OrdinalIgnoreCase))
        {
            return [];
        }

        var items = text.Split([' ', '|'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(read).ToList();
        return items.Contains(null) ? null : items.OfType<T>().ToArray();
    });

    /// <summary>A day, or a moment with its offset; a day begins in UTC.</summary>
    public DateTimeOffset? Time(string column) => Parse<DateTimeOffset?>(column, text =>
        DateTimeOffset.TryParseExact(text, ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            && time.Year is >= 1980 and < 9000 ? time : null);
}
