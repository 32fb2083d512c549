using System;
using System.IO;

namespace AlmCompliance.Agent.Collecting;

/// <summary>The list of installed software, in each registry view.</summary>
internal static class UninstallCollector
{
    private const string Key = @"Microsoft\Windows\CurrentVersion\Uninstall";
    private const string Product = "Automation License Manager";

    /// <summary>Whether the list names the ALM in any form.</summary>
    public static bool Collect(IRegistry registry, VersionTexts versions, Problems problems)
    {
        var isThere = false;
        foreach (var list in registry.Views(Key))
        {
            problems.Guard(Problems.Uninstall, () =>
            {
                foreach (var product in SubKeys(registry, list))
                {
                    problems.Guard(Problems.Uninstall, () => isThere |= Read(registry, list + @"\" + product, versions));
                }
            });
        }

        return isThere;
    }

    private static string[] SubKeys(IRegistry registry, string list)
    {
        // Every Windows has the list; only the second view may be missing.
        return registry.SubKeys(list)
            ?? (list.StartsWith(RegistryReading.Software32, StringComparison.Ordinal) ? [] : throw new IOException("the list of installed software is missing"));
    }

    private static bool Read(IRegistry registry, string key, VersionTexts versions)
    {
        // A product that stores its name in another form than a text is not the ALM's setup.
        var name = registry.Value(key, "DisplayName") as string;
        if (name == null || !name.Has(Product))
        {
            return false;
        }

        if (name.TrimStart().StartsWith("Siemens " + Product + " V", StringComparison.OrdinalIgnoreCase))
        {
            versions.Add(Problems.Uninstall, "DisplayName", name);
            versions.Add(Problems.Uninstall, "DisplayVersion", registry.Text(key, "DisplayVersion"));
        }

        return true;
    }
}
