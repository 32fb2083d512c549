namespace AlmCompliance.Web.Assessment.RawExports;

/// <summary>What a registry says of the ALM: versions, service, pending restart.</summary>
internal static class RegistryFacts
{
    private const string Control = RegistryTree.Machine + @"SYSTEM\CurrentControlSet\Control\";
    private const string SessionState = Control + "Session Manager";
    private const string ServiceKey = RegistryTree.Machine + @"SYSTEM\CurrentControlSet\Services\" + AlmTraces.Service;
    private const string TcpIp = RegistryTree.Machine + @"SYSTEM\CurrentControlSet\Services\Tcpip\Parameters";
    private const string Windows = RegistryTree.Machine + @"SOFTWARE\Microsoft\Windows NT\CurrentVersion";
    private const string Product = @"Siemens\AUTSW\LicenseManager";
    private const string Installed = @"Microsoft\Windows\CurrentVersion\Uninstall";

    private static readonly string[] s_views = [RegistryTree.Machine + @"SOFTWARE\", RegistryTree.Machine + @"SOFTWARE\Wow6432Node\"];
    private static readonly string[] s_versions = ["VersionString", "Release", "TechnVersion", "Version"];
    private static readonly string[] s_renames = ["PendingFileRenameOperations", "PendingFileRenameOperations2"];

    /// <summary>Whether the file speaks of anything that this product reads; else it is some other export.</summary>
    public static bool IsAboutAlm(RegistryTree tree) =>
        s_views.Any(v => tree.Knows(v + Product) || tree.Exists(v + Product) || tree.KnowsBelow(v + Installed) || tree.Below(v + Installed).Any()) || tree.Exists(ServiceKey);

    public static string? Program(RegistryTree tree) => AlmTraces.ProgramOf(tree.Text(ServiceKey, "ImagePath"));

    /// <param name="is64Bit">Where it is known that there is no second view, nobody has to look at it.</param>
    public static void Write(ReportDraft draft, RegistryTree tree, bool? is64Bit)
    {
        foreach (var view in is64Bit is false ? s_views[..1] : s_views)
        {
            Autsw(draft, tree, view + Product);
            Uninstall(draft, tree, view + Installed);
        }

        Service(draft, tree);
        Restart(draft, tree);
        Machine(draft, tree);
    }

    private static void Autsw(ReportDraft draft, RegistryTree tree, string key)
    {
        draft.IsNamed |= tree.Exists(key);
        foreach (var name in s_versions)
        {
            if (tree.Value(key, name) is not (null or string))
            {
                draft.Problem(ReportDraft.Autsw, $"{name} is no text");
            }

            draft.Version($"autsw.{name}", tree.Text(key, name));
        }

        if (!tree.Knows(key))
        {
            draft.Problem(ReportDraft.Autsw, $"the file does not hold {key}");
        }
    }

    private static void Uninstall(ReportDraft draft, RegistryTree tree, string key)
    {
        foreach (var product in tree.Below(key))
        {
            if (tree.Text(product, "DisplayName") is not { } name || !AlmTraces.IsProduct(name))
            {
                continue;
            }

            draft.IsNamed = true;
            if (AlmTraces.NamesVersion(name))
            {
                draft.Version("uninstall.DisplayName", name);
                draft.Version("uninstall.DisplayVersion", tree.Text(product, "DisplayVersion"));
            }
        }

        if (!tree.KnowsBelow(key))
        {
            draft.Problem(ReportDraft.Uninstall, $"the file does not hold {key}");
        }
    }

    private static void Service(ReportDraft draft, RegistryTree tree)
    {
        if (tree.Exists(ServiceKey))
        {
            draft.IsNamed = true;
            draft.Alm.Service ??= new();
            draft.Alm.Service.StartMode = tree.Value(ServiceKey, "Start") switch { 0u or 1u or 2u => "automatic", 3u => "manual", 4u => "disabled", _ => draft.Alm.Service.StartMode };
        }
        else if (tree.Knows(ServiceKey))
        {
            draft.Alm.Service ??= new() { State = "absent" };
        }
    }

    private static void Restart(ReportDraft draft, RegistryTree tree)
    {
        var isPending = false;
        foreach (var name in s_renames)
        {
            var value = tree.Value(SessionState, name);
            isPending |= value is string[] renames && renames.Any(path => AlmTraces.IsFile(path, Program(tree)));
            if (!tree.Knows(SessionState, name) || value is not (null or string[]))
            {
                draft.Problem(ReportDraft.Restart, $"the file does not hold {name} as a list");
            }
        }

        draft.Alm.RestartPending = isPending ? true : draft.Failed(ReportDraft.Restart) ? null : false;
    }

    private static void Machine(ReportDraft draft, RegistryTree tree)
    {
        draft.Host.Name = Given(tree.Text(Control + @"ComputerName\ActiveComputerName", "ComputerName"))
            ?? Given(tree.Text(Control + @"ComputerName\ComputerName", "ComputerName"))
            ?? Given(tree.Text(TcpIp, "Hostname"));
        draft.Host.Domain = Given(tree.Text(TcpIp, "Domain")) ?? Given(tree.Text(TcpIp, "NV Domain"));
        var (name, version, build) = (Given(tree.Text(Windows, "ProductName")), Given(tree.Text(Windows, "CurrentVersion")), Given(tree.Text(Windows, "CurrentBuildNumber")));
        if (name is not null)
        {
            draft.Host.Os = new() { Name = name, Version = version is not null && build is not null ? $"{version}.{build}" : version };
        }
    }

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
