namespace AlmCompliance.Web.Assessment;

/// <summary>What is wrong with a message, by the path of the field. Collects a bounded number and never echoes a value.</summary>
internal sealed class FieldErrors
{
    private const int Most = 20;
    private readonly Dictionary<string, string[]> _errors = new(StringComparer.Ordinal);

    public bool Any => _errors.Count > 0;

    public IDictionary<string, string[]> ByPath => _errors;

    public void Add(string path, string message)
    {
        if (_errors.Count < Most)
        {
            _errors[path] = [message];
        }
    }

    /// <summary>A required text of a bounded length without control characters.</summary>
    public string Required(string path, string? value, int longest)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            Add(path, "This is required.");
            return "";
        }

        return Optional(path, value, longest) ?? "";
    }

    /// <summary>An optional text of a bounded length without control characters; blank is absent.</summary>
    public string? Optional(string path, string? value, int longest)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            return null;
        }

        if (value.Length > longest)
        {
            Add(path, $"This is longer than {longest} characters.");
            return null;
        }

        // Of every text of every report: a query over its characters would take a microsecond of each.
        foreach (var character in value)
        {
            if (char.IsControl(character))
            {
                Add(path, "This contains control characters.");
                return null;
            }
        }

        return value;
    }

    /// <summary>A list of a bounded length; null stays null, and no element is null.</summary>
    public IReadOnlyList<T>? List<T>(string path, T[]? values, int longest)
        where T : class
    {
        if (values is null)
        {
            return null;
        }

        if (values.Length > longest)
        {
            Add(path, $"This holds more than {longest} elements.");
            return null;
        }

        if (Array.IndexOf(values, null) is var index and >= 0)
        {
            Add($"{path}[{index}]", "This is null.");
            return null;
        }

        return values;
    }
}
