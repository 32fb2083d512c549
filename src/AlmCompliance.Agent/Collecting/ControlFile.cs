using System.Collections.Generic;
using System.Linq;

namespace AlmCompliance.Agent.Collecting;

/// <summary>Looks for the control's file where the ALM's setup and a browser put such files.</summary>
internal static class ControlFile
{
    private static readonly string[] _folders =
    [
        @"%CommonProgramFiles%\" + AlmNames.Folder,
        @"%CommonProgramFiles(x86)%\" + AlmNames.Folder,
        @"%CommonProgramW6432%\" + AlmNames.Folder,
        @"%SystemRoot%\Downloaded Program Files",
    ];

    private static readonly string[] _singleFiles = [@"%SystemRoot%\System32\", @"%SystemRoot%\SysWOW64\", @"%SystemRoot%\Sysnative\"];

    public static bool IsThere(IFileSystem files, string? serviceProgram)
    {
        var folders = new List<string>(_folders.Select(files.Expand));
        if (serviceProgram != null)
        {
            folders.Add(AlmNames.FolderOf(files.Expand(serviceProgram)));
        }

        // What Windows of this kind does not have stays unexpanded.
        return folders.Exists(f => f.IndexOf('%') < 0 && files.Holds(f, AlmNames.ControlFile))
            || _singleFiles.Any(f => files.FileExists(files.Expand(f + AlmNames.ControlFile)));
    }
}
