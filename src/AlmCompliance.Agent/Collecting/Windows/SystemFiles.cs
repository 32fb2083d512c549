using System;
using System.IO;

namespace AlmCompliance.Agent.Collecting.Windows;

/// <summary>Files of this machine.</summary>
internal sealed class SystemFiles : IFileSystem
{
    private const int Deepest = 6;
    private const int MostFolders = 2000;

    public bool FileExists(string path)
    {
        return File.Exists(path);
    }

    /// <exception cref="IOException">The folder holds more than can be looked through.</exception>
    /// <exception cref="UnauthorizedAccessException">A folder may not be read.</exception>
    public bool Holds(string folder, string fileName)
    {
        var seen = 0;
        return Directory.Exists(folder) && Holds(folder, fileName, 0, ref seen);
    }

    public string Expand(string path)
    {
        return Environment.ExpandEnvironmentVariables(path);
    }

    private static bool Holds(string folder, string fileName, int depth, ref int seen)
    {
        if (depth > Deepest || ++seen > MostFolders)
        {
            throw new IOException("there are too many folders to look through");
        }

        if (Directory.GetFiles(folder, fileName).Length > 0)
        {
            return true;
        }

        foreach (var inner in Directory.GetDirectories(folder))
        {
            if (Holds(inner, fileName, depth + 1, ref seen))
            {
                return true;
            }
        }

        return false;
    }
}
