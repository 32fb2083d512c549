namespace AlmCompliance.Web.Assessment.RawExports;

/// <summary>The newest rows of each table of one host.</summary>
internal sealed class OsqueryTables(int line)
{
    private readonly Dictionary<string, (DateTimeOffset? At, List<Dictionary<string, string>> Rows)> _tables = new(StringComparer.Ordinal);

    public int Line => line;

    /// <summary>As old as the oldest of them; null where one does not say.</summary>
    public DateTimeOffset? At => _tables.Values.Any(t => t.At is null) ? null : _tables.Values.Min(t => t.At);

    public List<Dictionary<string, string>>? this[string table] => _tables.TryGetValue(table, out var found) ? found.Rows : null;

    public void Put(string table, DateTimeOffset? at, List<Dictionary<string, string>> rows)
    {
        if (!_tables.TryGetValue(table, out var known) || known.At is null || at >= known.At)
        {
            _tables[table] = (at, rows);
        }
    }
}
