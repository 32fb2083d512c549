using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using AlmCompliance.Agent.Collecting;
using AlmCompliance.Agent.Running;
using AlmCompliance.Agent.Sending;
using AlmCompliance.Agent.Signing;
using AlmCompliance.Agent.State;

namespace AlmCompliance.Agent.Commands;

/// <summary>
/// <c>enroll</c>: makes this host known, by a token over the network, or by a request file that a person carries to the server
/// and approves. What an installation decides is decided here.
/// </summary>
internal static class EnrollCommand
{
    public const string Name = "enroll";
    public const string Usage =
        "enroll --server URL --token-file FILE [--pin SHA256] [--proxy URL] [--allow-probes] | enroll --offline --out FILE; "
        + "both: [--state DIR] [--account NAME] [--remote-access-value HKLM\\KEY\\NAME --remote-access-on TEXT --remote-access-off TEXT]";

    private static readonly string[] _values =
    [
        "--server", "--token-file", "--pin", "--proxy", "--out", "--state", "--account", "--remote-access-value", "--remote-access-on", "--remote-access-off",
    ];

    private static readonly string[] _switches = ["--offline", "--allow-probes"];

    public static int Run(string[] arguments, HostSources sources, TextWriter output, WaitHandle stop)
    {
        var options = new Arguments(arguments, Usage, _values, _switches);
        return options.Has("--offline") ? Offline(options, sources, output) : Online(options, sources, output, stop);
    }

    private static int Online(Arguments options, HostSources sources, TextWriter output, WaitHandle stop)
    {
        var server = ServerAddress.Parse(options.Required("--server"));
        var token = File.ReadAllText(options.Required("--token-file"), Encoding.UTF8).Trim();
        if (token.Length == 0 || token.Length > 1000 || token.Any(char.IsControl))
        {
            throw new CommandException("The file holds no enrolment token.");
        }

        var state = StateFolder.Make(options.Value("--state"), options.Value("--account"));
        var settings = Settings(options, state);
        settings.Server = server.ToString();
        settings.Pin = Pin(options.Value("--pin"));
        settings.Proxy = options.Value("--proxy");
        settings.AllowsProbes = options.Has("--allow-probes");
        settings.Save(state);
        SendingResult result;
        try
        {
            PendingEnrollment.Begin(token).Save(state);
            result = new EnrollOnline(state, sources, new ServerConnection(settings, stop)).Ask();
        }
        finally
        {
            state.HandOver();
        }

        switch (result.State)
        {
            case SendingState.Done:
                output.WriteLine(AgentSettings.Load(state).HostId);
                return 0;
            case SendingState.Refused:
                throw new CommandException("The server refuses this enrolment: " + result.Reason);
            default:
                throw new CommandException("Not enrolled yet; run and report ask again: " + result.Reason);
        }
    }

    private static int Offline(Arguments options, HostSources sources, TextWriter output)
    {
        var file = options.Required("--out");
        var state = StateFolder.Make(options.Value("--state"), options.Value("--account"));
        Settings(options, state).Save(state);
        using (var key = SigningKey.LoadOrMake(state))
        {
            var request = SignedFiles.Request(key, MachineIdentity.Of(sources.Registry, sources.Windows), MachineCollector.Name(sources), HostClock.UtcNow());
            Files.Replace(Path.GetFullPath(file), JsonText.Of(request), null);
            output.WriteLine(key.Fingerprint);
        }

        state.HandOver();
        return 0;
    }

    private static AgentSettings Settings(Arguments options, StateFolder state)
    {
        var settings = AgentSettings.Load(state);
        settings.SetRemoteAccess(options.Value("--remote-access-value"), options.Value("--remote-access-on"), options.Value("--remote-access-off"));
        return settings;
    }

    private static string? Pin(string? text)
    {
        if (text == null)
        {
            return null;
        }

        var pin = text.Replace(":", "").Replace(" ", "").ToLowerInvariant();
        return pin.Length == 64 && pin.All(c => "0123456789abcdef".IndexOf(c) >= 0)
            ? pin
            : throw new CommandException("A pin is the SHA-256 of the server's certificate: 64 hex digits.");
    }
}
