namespace AlmCompliance.Agent.Collecting;

/// <summary>Whether machine policy switches ActiveX off in the Internet zone, and users cannot switch it on again.</summary>
internal static class ActiveXPolicy
{
    private const string Settings = @"Policies\Microsoft\Windows\CurrentVersion\Internet Settings";
    private const string RunControls = "1200";
    private const int Disabled = 3;

    public static bool IsOff(IRegistry registry)
    {
        return IsOff(registry, RegistryReading.Software)
            && (!registry.Is64Bit || SharesPolicies(registry) || IsOff(registry, RegistryReading.Software32));
    }

    private static bool IsOff(IRegistry registry, string view)
    {
        return registry.Number(view + Settings, "Security_HKLM_only") == 1
            && registry.Number(view + Settings + @"\Zones\3", RunControls) == Disabled;
    }

    /// <summary>From Windows 7 on both views read the same policies; before that each has its own.</summary>
    private static bool SharesPolicies(IRegistry registry)
    {
        System.Version? version;
        return System.Version.TryParse(registry.Text(WindowsEdition.Key, "CurrentVersion"), out version) && version >= new System.Version(6, 1);
    }
}
