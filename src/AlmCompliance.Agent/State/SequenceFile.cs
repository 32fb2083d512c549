using System.Globalization;
using System.IO;

namespace AlmCompliance.Agent.State;

/// <summary>Counts the agent's inventory files. A number is on the disk before it is used, so that none is used twice.</summary>
internal static class SequenceFile
{
    private const string File = "sequence";

    /// <exception cref="IOException">The count was lost; beginning anew would look like a replay.</exception>
    public static int Next(StateFolder state)
    {
        int last;
        var text = state.Read(File) ?? "0";
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out last) || last == int.MaxValue)
        {
            throw new IOException("The count of inventory files cannot be read: " + state.PathOf(File));
        }

        state.Write(File, (last + 1).ToString(CultureInfo.InvariantCulture));
        return last + 1;
    }
}
