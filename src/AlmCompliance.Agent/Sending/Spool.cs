using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using AlmCompliance.Agent.State;

namespace AlmCompliance.Agent.Sending;

/// <summary>Reports that wait for the server, oldest first. When it is full the oldest go: newer ones say more.</summary>
internal sealed class Spool
{
    public const int Most = 48;
    private const long MostBytes = 8 << 20;
    private const string Pattern = "*.json";
    private readonly string _folder;

    public Spool(StateFolder state)
    {
        _folder = state.PathOf("spool");
        Directory.CreateDirectory(_folder);
    }

    public string[] Waiting()
    {
        return Directory.GetFiles(_folder, Pattern).OrderBy(f => f, StringComparer.Ordinal).ToArray();
    }

    public void Add(string report)
    {
        var waiting = Waiting();
        var last = waiting.Length == 0 ? "0" : Path.GetFileNameWithoutExtension(waiting[waiting.Length - 1]);
        var number = long.Parse(last, NumberStyles.None, CultureInfo.InvariantCulture) + 1;
        var file = Path.Combine(_folder, number.ToString("d12", CultureInfo.InvariantCulture));

        // Not forced to the disk: what a power failure takes is collected anew.
        File.WriteAllText(file, report, new UTF8Encoding(false));
        File.Move(file, file + ".json");
        Trim();
    }

    public static string Read(string file)
    {
        return File.ReadAllText(file, Encoding.UTF8);
    }

    public static void Remove(string file)
    {
        File.Delete(file);
    }

    private void Trim()
    {
        var waiting = Waiting();
        var bytes = waiting.Sum(f => new FileInfo(f).Length);
        for (var i = 0; i < waiting.Length - 1 && (waiting.Length - i > Most || bytes > MostBytes); i++)
        {
            bytes -= new FileInfo(waiting[i]).Length;
            File.Delete(waiting[i]);
        }
    }
}
