using System;
using System.Collections.Generic;
using System.Linq;

namespace AlmCompliance.Agent.Commands;

/// <summary>The options of one command: <c>--name value</c>, or <c>--name</c> alone for a switch.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, string> _values = new Dictionary<string, string>(StringComparer.Ordinal);
    private readonly string _usage;

    /// <exception cref="CommandException">Anything stands there that the command does not know.</exception>
    public Arguments(string[] arguments, string usage, string[] values, string[] switches)
    {
        _usage = usage;
        for (var i = 1; i < arguments.Length; i++)
        {
            var isSwitch = switches.Contains(arguments[i]);
            if (_values.ContainsKey(arguments[i]) || (!isSwitch && (!values.Contains(arguments[i]) || i + 1 == arguments.Length)))
            {
                throw Wrong();
            }

            var name = arguments[i];
            _values[name] = isSwitch ? "" : arguments[++i];
        }
    }

    public bool Has(string name)
    {
        return _values.ContainsKey(name);
    }

    public string? Value(string name)
    {
        string? value;
        return _values.TryGetValue(name, out value) ? value : null;
    }

    public string Required(string name)
    {
        return Value(name) ?? throw Wrong();
    }

    private CommandException Wrong()
    {
        return new CommandException("Usage: AlmCompliance.Agent " + _usage);
    }
}
