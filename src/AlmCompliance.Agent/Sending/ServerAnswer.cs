using System;
using System.Collections.Generic;
using System.Linq;
using AlmCompliance.Agent.Collecting;
using AlmCompliance.Contracts;

namespace AlmCompliance.Agent.Sending;

/// <summary>What the server answered. A body that cannot be read holds nothing.</summary>
internal sealed class ServerAnswer(int status, string body, TimeSpan? retryAfter)
{
    private readonly Dictionary<string, object?> _members = Read(body);

    public int Status { get; } = status;

    /// <summary>When the server wants to be asked again.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;

    /// <summary>Whether the same call may succeed later.</summary>
    public bool IsPassing
    {
        get { return Status == 408 || Status == 429 || Status >= 500; }
    }

    /// <summary>For a person, in one line: the status and what the problem details say.</summary>
    public string Words
    {
        get
        {
            var said = Text("detail") ?? Text("title") ?? Text("reason") ?? "";
            var errors = Member("errors") as Dictionary<string, object?>;
            if (errors != null)
            {
                said += " " + string.Join("; ", errors.Select(e => e.Key + ": " + string.Join(" ", (e.Value as List<object?> ?? new List<object?>()).OfType<string>().ToArray())).ToArray());
            }

            return BoundedText.Of(Status.ToString(System.Globalization.CultureInfo.InvariantCulture) + " " + said, 500);
        }
    }

    public string? Text(string name)
    {
        return Member(name) as string;
    }

    public bool IsTrue(string name)
    {
        return Member(name) as bool? == true;
    }

    public List<ProbeTarget> ProbeTargets()
    {
        var targets = new List<ProbeTarget>();
        foreach (var target in (Member("probeTargets") as List<object?> ?? new List<object?>()).OfType<Dictionary<string, object?>>())
        {
            object? address;
            if (target.TryGetValue("address", out address) && address is string)
            {
                targets.Add(new ProbeTarget { Address = (string)address, Port = Number(target, "port"), AfterSeconds = Number(target, "afterSeconds") });
            }
        }

        return targets;
    }

    private static int Number(Dictionary<string, object?> members, string name)
    {
        object? value;
        return members.TryGetValue(name, out value) && value is double && Math.Abs((double)value) < int.MaxValue ? (int)(double)value : 0;
    }

    private object? Member(string name)
    {
        object? value;
        return _members.TryGetValue(name, out value) ? value : null;
    }

    private static Dictionary<string, object?> Read(string body)
    {
        try
        {
            return JsonReader.Read(body) as Dictionary<string, object?> ?? new Dictionary<string, object?>();
        }
        catch (FormatException)
        {
            return new Dictionary<string, object?>();
        }
    }
}
