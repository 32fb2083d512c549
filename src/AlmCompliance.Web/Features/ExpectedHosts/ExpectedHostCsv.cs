using System.Net;
using System.Text;
using AlmCompliance.Data;
using Sylvan.Data.Csv;

namespace AlmCompliance.Web.Features.ExpectedHosts;

/// <summary>A line of the plant's own list.</summary>
internal sealed record ExpectedHostLine(string Name, string Owner, string? Zone, string? Address = null, string? Role = null);

/// <summary>What is wrong with a line, counted from 1, the header among them; 0 is the file itself.</summary>
/// <param name="Key">The sentence's key behind <c>Wrong.</c>.</param>
internal sealed record LineError(int Line, string Key, params IReadOnlyList<object> Arguments);

/// <summary>A list of hosts as it was read: what can be read, and what is wrong with the rest.</summary>
internal sealed record ReadList(IReadOnlyList<ExpectedHostLine> Lines, IReadOnlyList<LineError> Errors);

/// <summary>Reads a list of hosts: UTF-8, a header with <c>name</c> and, where wanted, <c>zone</c>, <c>owner</c>, <c>address</c>, <c>role</c>, commas or semicolons.</summary>
internal static class ExpectedHostCsv
{
    public const int MostLines = 100_000;
    private const int MostErrors = 100;
    private const int LongestName = 255;
    private const int LongestText = 120;

    /// <summary>What a header may say, in the words of both languages.</summary>
    private static readonly Dictionary<string, string> Columns = new(StringComparer.OrdinalIgnoreCase)
    {
        ["name"] = "name",
        ["zone"] = "zone",
        ["owner"] = "owner",
        ["verantwortlich"] = "owner",
        ["address"] = "address",
        ["adresse"] = "address",
        ["role"] = "role",
        ["rolle"] = "role",
    };

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <param name="owner">Of lines that name none.</param>
    public static ReadList Read(byte[] bytes, string owner)
    {
        try
        {
            using var text = new StringReader(Strict.GetString(bytes).TrimStart('\uFEFF'));
            using var csv = CsvDataReader.Create(text, new CsvDataReaderOptions { MaxBufferSize = 1024 * 1024 });
            return Read(csv, owner);
        }
        catch (Exception exception) when (exception is DecoderFallbackException or CsvFormatException or CsvRecordTooLargeException or InvalidDataException)
        {
            return new ReadList([], [new LineError(0, "File")]);
        }
    }

    /// <summary>What is wrong with one line; null where nothing is.</summary>
    public static LineError? Check(ExpectedHostLine line, int number = 0) => line switch
    {
        _ when !IsText(line.Name, LongestName) => new LineError(number, "Name", LongestName),
        _ when !IsText(line.Owner, LongestText) => new LineError(number, "Owner", LongestText),
        { Zone: { } zone } when !IsText(zone, LongestText) => new LineError(number, "Zone", zone),
        { Address: { } address } when !IPAddress.TryParse(address, out _) => new LineError(number, "Address", address),
        { Role: { } role } when !IsText(role, LongestText) => new LineError(number, "Role", LongestText),
        _ => null,
    };

    private static ReadList Read(CsvDataReader csv, string owner)
    {
        var named = Enumerable.Range(0, csv.FieldCount).Select(i => (At: i, Name: csv.GetName(i).Trim())).Where(c => c.Name.Length > 0).ToList();
        if (named.Find(c => !Columns.ContainsKey(c.Name)) is { Name: { } unknown })
        {
            // Passed over, what stands in it would be lost without a word.
            return new ReadList([], [named.Exists(c => Columns.GetValueOrDefault(c.Name) == "name") ? new LineError(1, "Column", unknown) : new LineError(1, "Header")]);
        }

        var columns = named.GroupBy(c => Columns[c.Name], StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First().At, StringComparer.Ordinal);
        if (!columns.ContainsKey("name"))
        {
            return new ReadList([], [new LineError(1, "Header")]);
        }

        var lines = new List<ExpectedHostLine>();
        var errors = new List<LineError>();
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        while (csv.Read())
        {
            var number = csv.RowNumber + 1;
            string? Field(string name) => columns.TryGetValue(name, out var at) && at < csv.RowFieldCount && csv.GetString(at).Trim() is { Length: > 0 } value ? value : null;
            var line = new ExpectedHostLine(Field("name") ?? "", Field("owner") ?? owner, Field("zone"), Field("address"), Field("role"));
            if (Check(line, number) is { } wrong)
            {
                errors.Add(wrong);
            }
            else if (!seen.TryAdd(SortKeys.Of(line.Name), number))
            {
                errors.Add(new LineError(number, "Twice", line.Name, seen[SortKeys.Of(line.Name)]));
            }
            else
            {
                lines.Add(line);
            }

            if (errors.Count >= MostErrors || lines.Count > MostLines)
            {
                errors.Add(new LineError(0, "TooMany", MostLines));
                break;
            }
        }

        return new ReadList(lines, lines.Count == 0 && errors.Count == 0 ? [new LineError(0, "Empty")] : errors);
    }

    private static bool IsText(string text, int longest) => !string.IsNullOrWhiteSpace(text) && text.Length <= longest && !text.Any(char.IsControl);
}
