using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using AlmCompliance.Agent.State;
using AlmCompliance.Contracts;

namespace AlmCompliance.Agent.Running;

/// <summary>What probes found, kept until the next report tells it.</summary>
internal sealed class ProbeResults(StateFolder state)
{
    private const string File = "probe-results";
    private const int Most = 200;

    public ProbeResult[]? Load()
    {
        var results = new List<ProbeResult>();
        foreach (var line in (state.Read(File) ?? "").Split('\n'))
        {
            int port;
            var words = line.Split(' ');
            if (words.Length == 4 && int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out port))
            {
                results.Add(new ProbeResult { Address = words[0], Port = port, Result = words[2], At = words[3] });
            }
        }

        return results.Count == 0 ? null : results.ToArray();
    }

    public void Add(ProbeResult[] found)
    {
        var text = new StringBuilder();
        foreach (var result in (Load() ?? []).Concat(found).Reverse().Take(Most).Reverse())
        {
            text.Append(result.Address).Append(' ').Append(Convert.ToString(result.Port, CultureInfo.InvariantCulture)).Append(' ')
                .Append(result.Result).Append(' ').Append(result.At).Append('\n');
        }

        state.Write(File, text.ToString());
    }

    public void Clear()
    {
        state.Delete(File);
    }
}
