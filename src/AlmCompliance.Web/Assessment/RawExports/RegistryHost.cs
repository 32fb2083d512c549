namespace AlmCompliance.Web.Assessment.RawExports;

/// <summary>What exported keys say of a host, and which host that is.</summary>
internal static class RegistryHost
{
    /// <summary>The host of such a file where the registry in it names none: the file's own name up to its first dot; empty where that is a number.</summary>
    public static string NameOf(string fileName)
    {
        var name = fileName[(fileName.LastIndexOfAny(['/', '\\']) + 1)..];
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        var host = (dot < 0 ? name : name[..dot]).Trim();
        return host.All(char.IsAsciiDigit) ? "" : host;
    }

    public static ReadFile Of(RegistryTree tree, string fileName)
    {
        if (!RegistryFacts.IsAboutAlm(tree))
        {
            return ReadFile.Wrong(RawFileKind.Registry, new FileError(0, null, "RegistryOther"));
        }

        var draft = new ReportDraft();
        RegistryFacts.Write(draft, tree, is64Bit: null);
        draft.Host.Name ??= NameOf(fileName);
        if (draft.Alm.Service is null)
        {
            draft.Problem(ReportDraft.Service, "the export does not hold the service");
        }
        else if (draft.Alm.Service.State is null)
        {
            draft.Problem(ReportDraft.Service, "a registry does not tell whether the service runs");
        }

        SocketOwners.Write(draft, null, null, null);
        draft.Problem(ReportDraft.Firewall, "the export is not read for the firewall");
        draft.Problem(ReportDraft.Browser, "the export is not read for the browser");
        return new ReadFile(RawFileKind.Registry, [new ReadHost(1, draft.Finish())], []);
    }
}
