using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AlmCompliance.Web.Hosting;

/// <summary>Reads the fields of a query string, pages' and API's alike, and remembers what it could not read under the field's name.</summary>
internal sealed class RequestFields
{
    public const int MaxPageSize = 500;
    private const int MaxValues = 200;
    private const int MaxText = 200;

    // Nothing was on record then, and days can be reckoned around it.
    private static readonly DateTimeOffset s_earliest = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Dictionary<string, string[]> _errors = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, string[]> Errors => _errors;

    public bool IsValid => _errors.Count == 0;

    public void Fail(string field, string message) =>
        _errors[field] = _errors.TryGetValue(field, out var earlier) ? [.. earlier, message] : [message];

    /// <summary>Repeated or comma-separated values, in order, without empty and double ones.</summary>
    public IReadOnlyList<string> List(string field, IEnumerable<string?>? values)
    {
        var list = (values ?? [])
            .SelectMany(v => (v ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .Distinct(StringComparer.Ordinal).Take(MaxValues + 1).ToList();
        if (list.Count > MaxValues)
        {
            Fail(field, $"At most {MaxValues} values.");
        }

        return list;
    }

    /// <summary>Names or ids of zones as they came: a name may hold commas, so it is split only where nothing bears it whole.</summary>
    public IReadOnlyList<string> Zones(IEnumerable<string?>? values)
    {
        var zones = (values ?? []).OfType<string>().Where(z => !string.IsNullOrWhiteSpace(z)).ToList();
        if (zones.Sum(z => 1 + z.Count(c => c == ',')) <= MaxValues)
        {
            return zones;
        }

        Fail("zone", $"At most {MaxValues} values.");
        return [];
    }

    /// <summary>Names of enum members, never their numbers.</summary>
    public IReadOnlyList<T> Names<T>(string field, IEnumerable<string?>? values, params IReadOnlyList<T> except)
        where T : struct, Enum
    {
        var known = Enum.GetValues<T>().Except(except).ToDictionary(v => v.ToString(), StringComparer.OrdinalIgnoreCase);
        var names = List(field, values);
        if (names.Any(name => !known.ContainsKey(name)))
        {
            Fail(field, $"Known values: {string.Join(", ", known.Keys)}.");
            return [];
        }

        return [.. names.Select(name => known[name]).Distinct()];
    }

    /// <summary>One name of an enum member; the zero member where the field is absent.</summary>
    public T Choice<T>(string field, string? value)
        where T : struct, Enum
    {
        var names = Names<T>(field, [value]);
        if (names.Count > 1)
        {
            Fail(field, "One value.");
        }

        return names.Count > 0 ? names[0] : default;
    }

    public string? Text(string field, string? value)
    {
        if (value?.Length > MaxText)
        {
            Fail(field, $"At most {MaxText} characters.");
        }

        return string.IsNullOrWhiteSpace(value) ? null : value;
    }

    public int Number(string field, string? value, int absent, int from, int to)
    {
        if (string.IsNullOrEmpty(value))
        {
            return absent;
        }

        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= from && number <= to)
        {
            return number;
        }

        Fail(field, string.Create(CultureInfo.InvariantCulture, $"A whole number from {from} to {to}."));
        return absent;
    }

    public bool Flag(string field, string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return false;
        }

        if (!bool.TryParse(value, out var flag))
        {
            Fail(field, "true or false.");
        }

        return flag;
    }

    /// <summary>A moment that is not in the future; null where the field is absent.</summary>
    public DateTimeOffset? PastTime(string field, string? value, DateTimeOffset now)
    {
        if (string.IsNullOrEmpty(value))
        {
            return null;
        }

        if (!DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            || value.Length < 10 || value[4] != '-' || value[7] != '-' || !char.IsAsciiDigit(value[0]))
        {
            Fail(field, "A time as ISO 8601 writes it, for example 2026-11-22T10:15:00Z.");
            return null;
        }

        if (time > now)
        {
            Fail(field, "This moment has not come yet.");
        }
        else if (time < s_earliest)
        {
            Fail(field, "This moment is before 1980.");
            return null;
        }

        return time;
    }

    /// <summary>Says nothing about which zones there are: those out of sight would be among them.</summary>
    public ValidationProblem NoSuchZone()
    {
        Fail("zone", "There is no such zone, or it is out of your sight.");
        return Problem();
    }

    public ValidationProblem Problem() => TypedResults.ValidationProblem(_errors);
}

/// <summary>A page of a list, counted from 1.</summary>
internal readonly record struct PageOf(int Page, int Size)
{
    public const int DefaultSize = 50;

    public int Skip => (Page - 1) * Size;

    public static PageOf Read(RequestFields fields, string? page, string? pageSize)
    {
        var size = fields.Number("pageSize", pageSize, DefaultSize, 1, RequestFields.MaxPageSize);
        return new PageOf(fields.Number("page", page, 1, 1, int.MaxValue / RequestFields.MaxPageSize), size);
    }
}
