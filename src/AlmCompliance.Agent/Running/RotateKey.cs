using System.IO;
using AlmCompliance.Agent.Sending;
using AlmCompliance.Agent.State;

namespace AlmCompliance.Agent.Running;

/// <summary>Fetches the next key by the present one, and has it on the disk before it is used. What fails is asked again after the next report.</summary>
internal sealed class RotateKey(AgentKeys keys, ServerConnection server, TextWriter log)
{
    private const string Path = "/api/v1/agents/self/key";

    public void Ask(string present)
    {
        ServerAnswer answer;
        try
        {
            answer = server.Post(Path, "{}", present);
        }
        catch (ServerAwayException)
        {
            return;
        }

        var next = answer.Text("agentKey");
        if (answer.Status == 201 && next != null)
        {
            keys.KeepNext(next);
            log.WriteLine("The server gave a new key.");
        }
    }
}
