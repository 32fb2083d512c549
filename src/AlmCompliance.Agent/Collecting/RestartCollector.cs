using System;
using System.IO;

namespace AlmCompliance.Agent.Collecting;

/// <summary>
/// Whether files of the ALM's own are to be replaced at the next start of Windows. Every installer uses that list, so other
/// products' files in it mean nothing.
/// </summary>
internal static class RestartCollector
{
    private const string Key = @"SYSTEM\CurrentControlSet\Control\Session Manager";
    private static readonly string[] _names = ["PendingFileRenameOperations", "PendingFileRenameOperations2"];

    /// <exception cref="IOException">The list of renames cannot be had.</exception>
    public static bool Collect(IRegistry registry, string? serviceProgram)
    {
        if (!registry.Exists(Key))
        {
            throw new IOException("the key of pending renames is missing");
        }

        var isPending = false;
        foreach (var name in _names)
        {
            var value = registry.Value(Key, name);
            if (value != null)
            {
                var renames = value as string[] ?? throw new FormatException("the value " + name + " holds no list");
                isPending |= Array.Exists(renames, path => AlmNames.IsFile(path, serviceProgram));
            }
        }

        return isPending;
    }
}
