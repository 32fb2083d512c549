using System;
using System.Globalization;

namespace AlmCompliance.Agent.Collecting;

/// <summary>Typed reads: a value of another type than expected is a failure, not an absence.</summary>
internal static class RegistryReading
{
    public const string Software = @"SOFTWARE\";
    public const string Software32 = @"SOFTWARE\Wow6432Node\";

    /// <summary>The same key in each view that this Windows has.</summary>
    public static string[] Views(this IRegistry registry, string keyUnderSoftware)
    {
        return registry.Is64Bit ? [Software + keyUnderSoftware, Software32 + keyUnderSoftware] : [Software + keyUnderSoftware];
    }

    public static bool Exists(this IRegistry registry, string key)
    {
        return registry.ValueNames(key) != null;
    }

    public static string? Text(this IRegistry registry, string key, string name)
    {
        var value = registry.Value(key, name);
        if (value == null)
        {
            return null;
        }

        return value as string ?? throw Unexpected(name, "text");
    }

    public static int? Number(this IRegistry registry, string key, string name)
    {
        var value = registry.Value(key, name);
        if (value == null)
        {
            return null;
        }

        return value as int? ?? throw Unexpected(name, "number");
    }

    private static FormatException Unexpected(string name, string type)
    {
        return new FormatException(string.Format(CultureInfo.InvariantCulture, "the value {0} holds no {1}", name, type));
    }
}
