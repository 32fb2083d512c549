using System;
using AlmCompliance.Agent.Collecting;

namespace AlmCompliance.Agent.Sending;

/// <summary>The server gave no answer; the reason in one line.</summary>
internal sealed class ServerAwayException(Exception inner) : Exception(Reason(inner), inner)
{
    private static string Reason(Exception exception)
    {
        var text = exception.Message;
        for (var inner = exception.InnerException; inner != null; inner = inner.InnerException)
        {
            text += ": " + inner.Message;
        }

        return BoundedText.Of(text, 500);
    }
}
