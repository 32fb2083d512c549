using System;

namespace AlmCompliance.Agent.Collecting;

/// <summary>How the ALM's things are called.</summary>
internal static class AlmNames
{
    public const string Service = "almservice";
    public const string ProgId = "ALMListView.ALMListCtrl";
    public const string ControlFile = "almaxcx.dll";
    public const int DefaultPort = 4410;

    /// <summary>The folder of common files that holds it.</summary>
    public const string Folder = @"Siemens\sws";

    /// <summary>What this product's own programs begin with, the agent's first of all.</summary>
    private const string Ours = "AlmCompliance.";

    /// <summary>All of the ALM's programs begin with <c>alm</c>; one under another name is that of its service.</summary>
    public static bool IsProcess(string fileName, string? serviceProgram)
    {
        return IsNamedSo(fileName)
            || (serviceProgram != null && string.Equals(fileName, FileName(serviceProgram), StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Whether a file may be the ALM's own. In doubt it is: an update that looks in force and is not would be worse.</summary>
    public static bool IsFile(string path, string? serviceProgram)
    {
        return path.Has(@"\" + Folder + @"\")
            || path.Has("Automation License Manager")
            || IsNamedSo(FileName(path))
            || (serviceProgram != null && path.Has(FolderOf(serviceProgram) + @"\"));
    }

    public static bool Has(this string text, string part)
    {
        return text.IndexOf(part, StringComparison.OrdinalIgnoreCase) >= 0;
    }

    /// <summary>What stands behind the last backslash, whatever system this runs on.</summary>
    public static string FileName(string path)
    {
        return path.Substring(path.LastIndexOf('\\') + 1);
    }

    public static string FolderOf(string path)
    {
        return path.Substring(0, Math.Max(0, path.LastIndexOf('\\')));
    }

    private static bool IsNamedSo(string fileName)
    {
        return fileName.StartsWith("alm", StringComparison.OrdinalIgnoreCase) && !fileName.StartsWith(Ours, StringComparison.OrdinalIgnoreCase);
    }
}
