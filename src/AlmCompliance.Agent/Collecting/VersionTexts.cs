using System;
using System.Collections.Generic;
using AlmCompliance.Contracts;

namespace AlmCompliance.Agent.Collecting;

/// <summary>The version texts of one host. One that is too long is a failure: a text cut short may read as another version.</summary>
internal sealed class VersionTexts
{
    private const int Most = 32;
    private const int Longest = 1000;
    private readonly List<VersionText> _all = new List<VersionText>();

    public int Count
    {
        get { return _all.Count; }
    }

    /// <param name="value">The text as it stands; one without content is none.</param>
    /// <exception cref="FormatException">It is too long, or there are too many.</exception>
    public void Add(string collector, string name, string? value)
    {
        var source = collector + "." + name;
        if (value == null || value.Trim().Length == 0 || _all.Exists(v => v.Source == source && v.Value == value))
        {
            return;
        }

        if (value.Length > Longest || _all.Count == Most)
        {
            throw new FormatException(value.Length > Longest ? name + " is too long for a version" : "there are more version texts than a report holds");
        }

        _all.Add(new VersionText { Source = source, Value = value });
    }

    public VersionText[] ToArray()
    {
        return _all.ToArray();
    }
}
