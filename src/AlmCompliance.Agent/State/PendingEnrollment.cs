using System.Security.Cryptography;
using AlmCompliance.Agent.Collecting;

namespace AlmCompliance.Agent.State;

/// <summary>An enrolment that was begun: the token, and the secret with which the agent asks again while a person decides.</summary>
internal sealed class PendingEnrollment(string token, string requestSecret)
{
    public string Token { get; } = token;

    public string RequestSecret { get; } = requestSecret;

    public static PendingEnrollment Begin(string token)
    {
        var secret = new byte[32];
        using (var random = RandomNumberGenerator.Create())
        {
            random.GetBytes(secret);
        }

        return new PendingEnrollment(token, MachineIdentity.Hex(secret));
    }

    public static PendingEnrollment? Load(StateFolder state)
    {
        var words = (state.Read(StateFolder.Enrollment) ?? "").Split('\n');
        return words.Length == 2 ? new PendingEnrollment(words[0], words[1]) : null;
    }

    public void Save(StateFolder state)
    {
        state.WriteSecret(StateFolder.Enrollment, Token + "\n" + RequestSecret);
    }

    public static void End(StateFolder state)
    {
        state.Delete(StateFolder.Enrollment);
    }
}
