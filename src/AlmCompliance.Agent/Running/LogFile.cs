using System.IO;
using System.Text;
using AlmCompliance.Agent.State;

namespace AlmCompliance.Agent.Running;

/// <summary>What a service has to say, in the state folder; at its bound the file begins anew and the one before is kept.</summary>
internal sealed class LogFile(StateFolder state) : TextWriter
{
    private const int Longest = 256 * 1024;
    private readonly string _path = state.PathOf("log");

    public override Encoding Encoding
    {
        get { return Encoding.UTF8; }
    }

    public override void WriteLine(string? value)
    {
        try
        {
            var file = new FileInfo(_path);
            if (file.Exists && file.Length > Longest)
            {
                File.Delete(_path + ".old");
                File.Move(_path, _path + ".old");
            }

            File.AppendAllText(_path, value + "\r\n");
        }
        catch (IOException)
        {
            // A full disk must not end the agent.
        }
    }
}
