using AlmCompliance.Agent.Collecting;
using AlmCompliance.Agent.Sending;
using AlmCompliance.Agent.Signing;
using AlmCompliance.Agent.State;
using AlmCompliance.Contracts;

namespace AlmCompliance.Agent.Running;

/// <summary>Asks the server for a key, or asks again while a person decides.</summary>
internal sealed class EnrollOnline(StateFolder state, HostSources sources, ServerConnection server)
{
    private const string Path = "/api/v1/agents";

    /// <summary>Done where the key has come; Later while it has not; Refused where it never will by this token.</summary>
    public SendingResult Ask()
    {
        var pending = PendingEnrollment.Load(state)!;
        ServerAnswer answer;
        using (var key = SigningKey.LoadOrMake(state))
        {
            var request = new EnrollAgentRequest
            {
                EnrollmentToken = pending.Token,
                RequestSecret = pending.RequestSecret,
                MachineId = MachineIdentity.Of(sources.Registry, sources.Windows),
                HostName = MachineCollector.Name(sources),
                PublicKey = key.PublicKey,
            };
            try
            {
                answer = server.Post(Path, JsonText.Of(request), null);
            }
            catch (ServerAwayException exception)
            {
                return new SendingResult(SendingState.Later, exception.Message, null);
            }
        }

        var agentKey = answer.Text("agentKey");
        var hostId = answer.Text("hostId");
        if (answer.Status == 201 && agentKey != null && hostId != null)
        {
            new AgentKeys(state).Keep(agentKey);
            var settings = AgentSettings.Load(state);
            settings.HostId = hostId;
            settings.Save(state);
            PendingEnrollment.End(state);
            return new SendingResult(SendingState.Done, "", null);
        }

        if (answer.Status == 202 || answer.IsPassing)
        {
            return new SendingResult(SendingState.Later, answer.Words, answer.RetryAfter);
        }

        if (answer.Status == 400 || answer.Status == 401 || answer.Status == 403)
        {
            PendingEnrollment.End(state);
            return new SendingResult(SendingState.Refused, answer.Words, null);
        }

        return new SendingResult(SendingState.Later, answer.Words, null);
    }
}
