using System;
using System.Globalization;

namespace AlmCompliance.Agent.Collecting;

/// <summary>
/// The registry value in which the site found the ALM's remote access setting; no public source names it. What it does not
/// say clearly is not known.
/// </summary>
internal sealed class RemoteAccessSetting
{
    private const string Machine = @"HKLM\";
    private const string MachineInFull = @"HKEY_LOCAL_MACHINE\";

    private readonly string _key;
    private readonly string _name;
    private readonly string _enabled;
    private readonly string _disabled;

    /// <param name="value">The value with its path, as in <c>HKLM\SOFTWARE\Vendor\Product\Name</c>.</param>
    /// <param name="enabled">What stands there where remote access is on.</param>
    /// <param name="disabled">What stands there where it is off.</param>
    /// <exception cref="FormatException">It is no value of the machine's own, or on and off look alike.</exception>
    public RemoteAccessSetting(string value, string enabled, string disabled)
    {
        var start = value.StartsWith(Machine, StringComparison.OrdinalIgnoreCase) ? Machine.Length
            : value.StartsWith(MachineInFull, StringComparison.OrdinalIgnoreCase) ? MachineInFull.Length
            : 0;
        var end = value.LastIndexOf('\\');
        if (start == 0 || end <= start || end == value.Length - 1 || string.Equals(enabled, disabled, StringComparison.OrdinalIgnoreCase))
        {
            throw new FormatException(@"The remote access setting is HKLM\KEY\NAME with two different texts for on and off.");
        }

        _key = value.Substring(start, end - start);
        _name = value.Substring(end + 1);
        _enabled = enabled;
        _disabled = disabled;
    }

    /// <summary><c>enabled</c>, <c>disabled</c>, or null where that is not known.</summary>
    public string? Read(IRegistry registry)
    {
        try
        {
            var value = Convert.ToString(registry.Value(_key, _name), CultureInfo.InvariantCulture);
            return string.Equals(value, _enabled, StringComparison.OrdinalIgnoreCase) ? "enabled"
                : string.Equals(value, _disabled, StringComparison.OrdinalIgnoreCase) ? "disabled"
                : null;
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException || exception is System.Security.SecurityException || exception is System.IO.IOException)
        {
            // The contract knows no problem of this name; a fact that is absent says enough.
            return null;
        }
    }
}
