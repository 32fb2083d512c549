using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Net;
using System.Text;

namespace AlmCompliance.Agent.Probing;

/// <summary>
/// What was tried within the last day, kept in a file so that a restart does not start the count anew. A ledger that cannot
/// be read or written allows nothing.
/// </summary>
internal sealed class ProbeLedger
{
    private const string Pattern = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    private readonly string _file;
    private readonly List<Entry> _entries = new List<Entry>();

    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="FormatException">The file is no ledger.</exception>
    public ProbeLedger(string file)
    {
        _file = file;
        if (!File.Exists(file))
        {
            return;
        }

        foreach (var line in File.ReadAllLines(file, Encoding.UTF8))
        {
            var words = line.Split(' ');
            if (words.Length != 3)
            {
                throw new FormatException("The record of earlier probes cannot be read: " + file);
            }

            _entries.Add(new Entry
            {
                At = DateTime.ParseExact(words[0], Pattern, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal),
                Address = IPAddress.Parse(words[1]),
                Port = int.Parse(words[2], NumberStyles.None, CultureInfo.InvariantCulture),
            });
        }
    }

    /// <summary>Writes the try down before it is made; false where a cap forbids it.</summary>
    /// <param name="utcNow">The host's clock. One that was set back allows nothing until it has caught up.</param>
    public bool TryEnter(IPAddress address, int port, DateTime utcNow)
    {
        _entries.RemoveAll(e => e.At <= utcNow - ProbeCaps.Day);
        if (_entries.Count >= ProbeCaps.MostInADay
            || _entries.Exists(e => e.Port == port && e.Address.Equals(address) && e.At > utcNow - ProbeCaps.SameTarget))
        {
            return false;
        }

        _entries.Add(new Entry { At = utcNow, Address = address, Port = port });
        Save();
        return true;
    }

    private void Save()
    {
        var lines = new StringBuilder();
        foreach (var entry in _entries)
        {
            lines.Append(entry.At.ToString(Pattern, CultureInfo.InvariantCulture)).Append(' ')
                .Append(entry.Address).Append(' ')
                .Append(entry.Port.ToString(CultureInfo.InvariantCulture)).Append('\n');
        }

        var fresh = _file + ".new";
        File.WriteAllText(fresh, lines.ToString(), new UTF8Encoding(false));
        if (File.Exists(_file))
        {
            File.Replace(fresh, _file, null);
        }
        else
        {
            File.Move(fresh, _file);
        }
    }

    private sealed class Entry
    {
        public DateTime At;
        public IPAddress Address = IPAddress.None;
        public int Port;
    }
}
