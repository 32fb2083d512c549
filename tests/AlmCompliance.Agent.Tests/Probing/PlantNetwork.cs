using System.Diagnostics;

namespace AlmCompliance.Agent.Tests.Probing;

/// <summary>
/// Two zones with a router between them, as network namespaces inside one namespace of the test's own: <c>office</c>
/// 10.1.0.2, <c>target</c> 10.2.0.2 and its neighbour <c>control</c> 10.2.0.3. It ends with the process that holds it.
/// </summary>
internal sealed class PlantNetwork : IAsyncDisposable
{
    public const string Target = "10.2.0.2";

    private static readonly bool IsRoot = Environment.UserName == "root";
    private readonly Process _holder;
    private readonly List<Process> _running = [];

    private PlantNetwork(Process holder) => _holder = holder;

    public static async Task<PlantNetwork> StartAsync()
    {
        string[] user = IsRoot ? [] : ["--user", "--map-root-user"];
        var holder = Start("unshare", [.. user, "--net", "--mount", "sh", "-c", "mount -t tmpfs none /run && echo ready && exec sleep 600"]);
        var network = new PlantNetwork(holder);
        try
        {
            if (await holder.StandardOutput.ReadLineAsync() != "ready")
            {
                throw new InvalidOperationException($"No network namespace can be made here: {await holder.StandardError.ReadToEndAsync()}");
            }

            await network.RunAsync("sh", "-ec", """
                for host in office router target control; do ip netns add $host; ip -n $host link set lo up; done
                ip -n router link add zone type bridge; ip -n router addr add 10.2.0.1/24 dev zone; ip -n router link set zone up
                ip link add o0 netns office type veth peer name o1 netns router
                ip -n office addr add 10.1.0.2/24 dev o0; ip -n office link set o0 up; ip -n office route add default via 10.1.0.1
                ip -n router addr add 10.1.0.1/24 dev o1; ip -n router link set o1 up
                n=2
                for host in target control; do
                    ip link add e0 netns $host type veth peer name $host netns router
                    ip -n $host addr add 10.2.0.$n/24 dev e0; ip -n $host link set e0 up; ip -n $host route add default via 10.2.0.1
                    ip -n router link set $host master zone; ip -n router link set $host up; n=$((n + 1))
                done
                ip netns exec router sh -c 'echo 1 > /proc/sys/net/ipv4/ip_forward'
                ip netns exec router nft add table inet boundary
                ip netns exec router nft add chain inet boundary between '{ type filter hook forward priority 0; }'
                """);
            return network;
        }
        catch
        {
            await network.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts a TCP listener on the target that accepts, closes and prints a line for each connection.</summary>
    public async Task<Process> ListenAsync(int port)
    {
        var listener = Inside(
            "ip", "netns", "exec", "target", "perl", "-MIO::Socket::INET", "-e",
            $"$|=1; $s=IO::Socket::INET->new(Listen=>9,LocalPort=>{port},ReuseAddr=>1) or die $!; print \"listening\\n\"; while($c=$s->accept){{print \"connection\\n\";close $c}}");
        _running.Add(listener);
        (await listener.StandardOutput.ReadLineAsync()).ShouldBe("listening");
        return listener;
    }

    /// <summary>A rule of the firewall between the two zones, for the ALM's port. A kernel may send it bridged packets too, hence the interface.</summary>
    public Task FilterAsync(string verdict) =>
        RunAsync(["ip", "netns", "exec", "router", "nft", "add", "rule", "inet", "boundary", "between", "iifname", "o1", "tcp", "dport", "4410", .. verdict.Split(' ')]);

    public Task SwitchOffTargetAsync() => RunAsync("ip", "-n", "target", "link", "set", "e0", "down");

    /// <summary>What the agent's own program prints when it probes from a host.</summary>
    public Task<string> ProbeAsync(string host, string state, params string[] targets) =>
        RunAsync(["ip", "netns", "exec", host, AgentProgram.Path, "probe", "--state", state, .. targets]);

    public async ValueTask DisposeAsync()
    {
        foreach (var process in (IEnumerable<Process>)[.. _running, _holder])
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
        }
    }

    private async Task<string> RunAsync(params string[] command)
    {
        using var process = Inside(command);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? await output : throw new InvalidOperationException($"{string.Join(' ', command)}: {error}");
    }

    private Process Inside(params string[] command)
    {
        string[] user = IsRoot ? [] : ["--user", "--preserve-credentials"];
        return Start("nsenter", ["--target", _holder.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), .. user, "--net", "--mount", .. command]);
    }

    private static Process Start(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment["PATH"] += ":/usr/sbin:/sbin";
        return Process.Start(start)!;
    }
}
