using System;

namespace AlmCompliance.Agent.Commands;

/// <summary>Something the caller can mend, said in one line.</summary>
internal sealed class CommandException : Exception
{
    public CommandException(string message)
        : base(message)
    {
    }

    public CommandException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
