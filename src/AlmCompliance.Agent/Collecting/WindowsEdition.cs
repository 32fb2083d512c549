using System;
using System.Globalization;
using AlmCompliance.Contracts;

namespace AlmCompliance.Agent.Collecting;

/// <summary>Name and version of Windows.</summary>
internal static class WindowsEdition
{
    public const string Key = @"SOFTWARE\Microsoft\Windows NT\CurrentVersion";
    private const int FirstBuildOf11 = 22000;

    public static OperatingSystemFacts Collect(IRegistry registry)
    {
        var build = registry.Value(Key, "CurrentBuildNumber") as string ?? registry.Value(Key, "CurrentBuild") as string;
        var major = registry.Value(Key, "CurrentMajorVersionNumber") as int?;
        var minor = registry.Value(Key, "CurrentMinorVersionNumber") as int?;
        var version = major == null
            ? registry.Value(Key, "CurrentVersion") as string
            : string.Format(CultureInfo.InvariantCulture, "{0}.{1}", major, minor ?? 0);
        return new OperatingSystemFacts
        {
            Name = BoundedText.OrNull(Name(registry.Value(Key, "ProductName") as string, build), 200),
            Version = BoundedText.OrNull(version == null || build == null ? version : version + "." + build, 60),
            Is64Bit = registry.Is64Bit,
        };
    }

    /// <summary>Windows 11 still calls itself Windows 10 there.</summary>
    private static string? Name(string? product, string? build)
    {
        int number;
        return product != null
            && product.StartsWith("Windows 10", StringComparison.Ordinal)
            && int.TryParse(build, NumberStyles.None, CultureInfo.InvariantCulture, out number)
            && number >= FirstBuildOf11
                ? "Windows 11" + product.Substring("Windows 10".Length)
                : product;
    }
}
