using System;
using System.Collections.Generic;
using System.Text;
using AlmCompliance.Agent.Collecting;
using AlmCompliance.Agent.Commands;

namespace AlmCompliance.Agent.State;

/// <summary>What the installation decided, as lines of <c>name=value</c> in the state folder. No secret stands here.</summary>
internal sealed class AgentSettings
{
    private const string File = "settings";
    private readonly SortedDictionary<string, string> _values = new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The server's address; null where the agent enrolled offline.</summary>
    public string? Server
    {
        get { return Get("server"); }
        set { Set("server", value); }
    }

    /// <summary>SHA-256 of the server's certificate in hex.</summary>
    public string? Pin
    {
        get { return Get("pin"); }
        set { Set("pin", value); }
    }

    public string? Proxy
    {
        get { return Get("proxy"); }
        set { Set("proxy", value); }
    }

    /// <summary>The host's id on the server.</summary>
    public string? HostId
    {
        get { return Get("host-id"); }
        set { Set("host-id", value); }
    }

    /// <summary>Whether whoever installed the agent lets it connect to other hosts.</summary>
    public bool AllowsProbes
    {
        get { return Get("allow-probes") == "yes"; }
        set { Set("allow-probes", value ? "yes" : null); }
    }

    public RemoteAccessSetting? RemoteAccess
    {
        get
        {
            var value = Get("remote-access-value");
            return value == null ? null : new RemoteAccessSetting(value, Get("remote-access-on") ?? "1", Get("remote-access-off") ?? "0");
        }
    }

    public static AgentSettings Load(StateFolder state)
    {
        var settings = new AgentSettings();
        foreach (var line in (state.Read(File) ?? "").Split('\n'))
        {
            var equals = line.IndexOf('=');
            if (equals > 0)
            {
                settings.Set(line.Substring(0, equals), line.Substring(equals + 1).TrimEnd('\r'));
            }
        }

        return settings;
    }

    public void Save(StateFolder state)
    {
        var text = new StringBuilder();
        foreach (var pair in _values)
        {
            text.Append(pair.Key).Append('=').Append(pair.Value).Append('\n');
        }

        state.Write(File, text.ToString());
    }

    /// <exception cref="CommandException">The value cannot be one.</exception>
    public void SetRemoteAccess(string? value, string? on, string? off)
    {
        Set("remote-access-value", value);
        Set("remote-access-on", on);
        Set("remote-access-off", off);
        try
        {
            _ = RemoteAccess;
        }
        catch (FormatException exception)
        {
            throw new CommandException(exception.Message, exception);
        }
    }

    private string? Get(string name)
    {
        string? value;
        return _values.TryGetValue(name, out value) ? value : null;
    }

    private void Set(string name, string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            _values.Remove(name);
        }
        else
        {
            _values[name] = value!.IndexOf('\n') < 0 ? value : throw new CommandException("A setting is of one line.");
        }
    }
}
