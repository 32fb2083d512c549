using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using AlmCompliance.Contracts;

namespace AlmCompliance.Agent.Collecting;

/// <summary>Internet Explorer, the ALM's ActiveX control with its kill bits, and the policy on ActiveX.</summary>
internal static class BrowserCollector
{
    private const int KillBit = 0x400;
    private const string Compatibility = @"Microsoft\Internet Explorer\ActiveX Compatibility\";

    public static BrowserFacts Collect(IRegistry registry, IFileSystem files, string? serviceProgram, Problems problems)
    {
        var facts = new BrowserFacts();
        problems.Guard(Problems.Browser, () => facts.InternetExplorer = HasInternetExplorer(registry, files) ? "present" : "absent");
        problems.Guard(Problems.Browser, () => facts.ActiveXPolicy = ActiveXPolicy.IsOff(registry) ? "disabled" : "none");
        problems.Guard(Problems.Browser, () =>
        {
            var progIds = ProgIds(registry);
            facts.AlmControl = progIds.Count > 0 || ControlFile.IsThere(files, serviceProgram) ? "registered" : "absent";

            var classes = progIds.Select(key => ClassOf(registry, key)).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
            if (classes.Count > 0)
            {
                facts.KillBit = new KillBit
                {
                    Native = classes.TrueForAll(c => IsKilled(registry, RegistryReading.Software, c)),
                    Wow64 = registry.Is64Bit ? classes.TrueForAll(c => IsKilled(registry, RegistryReading.Software32, c)) : (bool?)null,
                };
            }
        });
        return facts;
    }

    private static bool HasInternetExplorer(IRegistry registry, IFileSystem files)
    {
        return registry.Views(@"Microsoft\Windows\CurrentVersion\App Paths\IEXPLORE.EXE")
            .Select(key => registry.Text(key, ""))
            .Any(path => path != null && files.FileExists(files.Expand(path.Trim('"'))));
    }

    private static List<string> ProgIds(IRegistry registry)
    {
        string[] classes = registry.Is64Bit ? [@"SOFTWARE\Classes\", @"SOFTWARE\Wow6432Node\Classes\", @"SOFTWARE\Classes\Wow6432Node\"] : [@"SOFTWARE\Classes\"];
        return classes.SelectMany(c => new[] { c + AlmNames.ProgId, c + AlmNames.ProgId + ".1" }).Where(registry.Exists).ToList();
    }

    private static string ClassOf(IRegistry registry, string progId)
    {
        var text = (registry.Text(progId + @"\CLSID", "") ?? "").Trim();
        Guid id;
        return Guid.TryParse(text, out id)
            ? id.ToString("B", CultureInfo.InvariantCulture)
            : throw new FormatException("the control's name leads to no class, so its kill bit is not known");
    }

    private static bool IsKilled(IRegistry registry, string view, string id)
    {
        return ((registry.Number(view + Compatibility + id, "Compatibility Flags") ?? 0) & KillBit) != 0;
    }
}
