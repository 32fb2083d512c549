using System;
using System.IO;
using System.Text;

namespace AlmCompliance.Agent.State;

/// <summary>Writes a file so that it is there in full or as it was before, and on the disk when the call returns.</summary>
internal static class Files
{
    /// <param name="protect">Closes the file to others while it is still empty.</param>
    public static void Replace(string path, string text, Action<string>? protect)
    {
        var fresh = path + ".new";
        File.Delete(fresh);
        using (var file = new FileStream(fresh, FileMode.CreateNew, FileAccess.Write, FileShare.None))
        {
            protect?.Invoke(fresh);
            var bytes = new UTF8Encoding(false).GetBytes(text);
            file.Write(bytes, 0, bytes.Length);
            file.Flush(true);
        }

        if (File.Exists(path))
        {
            File.Replace(fresh, path, null, true);
            protect?.Invoke(path);
        }
        else
        {
            File.Move(fresh, path);
        }
    }
}
