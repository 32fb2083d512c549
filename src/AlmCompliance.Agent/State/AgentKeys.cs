namespace AlmCompliance.Agent.State;

/// <summary>
/// The agent's key for the server, and the next one between the answer that brought it and its first success. The old one is
/// kept until then: whatever is lost on the way, one of the two opens.
/// </summary>
internal sealed class AgentKeys(StateFolder state)
{
    /// <summary>The one to show: the next where there is one.</summary>
    public string? Present
    {
        get { return state.Read(StateFolder.NextAgentKey) ?? state.Read(StateFolder.AgentKey); }
    }

    /// <summary>The one before, where the present one is still to succeed.</summary>
    public string? Former
    {
        get { return state.Read(StateFolder.NextAgentKey) == null ? null : state.Read(StateFolder.AgentKey); }
    }

    /// <summary>An enrolment's, which is the only one.</summary>
    public void Keep(string key)
    {
        ForgetNext();
        state.WriteSecret(StateFolder.AgentKey, key);
    }

    public void KeepNext(string key)
    {
        state.WriteSecret(StateFolder.NextAgentKey, key);
    }

    /// <summary>The next one opened: the server has ended the one before.</summary>
    public void Confirm()
    {
        var next = state.Read(StateFolder.NextAgentKey);
        if (next != null)
        {
            state.WriteSecret(StateFolder.AgentKey, next);
            ForgetNext();
        }
    }

    /// <summary>The one before still opens, so that another one took the place of this.</summary>
    public void ForgetNext()
    {
        state.Delete(StateFolder.NextAgentKey);
    }
}
