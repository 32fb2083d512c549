namespace AlmCompliance.Agent.Collecting;

/// <summary>The ALM's product key in each registry view.</summary>
internal static class AutswCollector
{
    private const string Key = @"Siemens\AUTSW\LicenseManager";
    private static readonly string[] _names = ["VersionString", "Release", "TechnVersion", "Version"];

    /// <summary>Whether the key is there, with or without a version in it.</summary>
    public static bool Collect(IRegistry registry, VersionTexts versions, Problems problems)
    {
        var isThere = false;
        foreach (var key in registry.Views(Key))
        {
            problems.Guard(Problems.Autsw, () =>
            {
                if (!registry.Exists(key))
                {
                    return;
                }

                isThere = true;
                foreach (var name in _names)
                {
                    problems.Guard(Problems.Autsw, () => versions.Add(Problems.Autsw, name, registry.Text(key, name)));
                }
            });
        }

        return isThere;
    }
}
