using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AlmCompliance.Benchmarks;

/// <summary>Posts reports of one host after another over connections that stay open, as lean as a generator on one core has to be.</summary>
internal sealed class ReportLoad(Uri server, int hosts, int connections, int changed, int turned)
{
    private readonly List<long> _ticks = [];
    private int _next;

    public int Accepted { get; private set; }
    public int Refused { get; private set; }

    /// <summary>How many seconds it took until the last answer was there.</summary>
    public async Task<double> RunAsync(TimeSpan time)
    {
        (Accepted, Refused) = (0, 0);
        _ticks.Clear();
        var started = Stopwatch.GetTimestamp();
        var each = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(() => ConnectionAsync(started + (long)(time.TotalSeconds * Stopwatch.Frequency)))));
        foreach (var (accepted, refused, ticks) in each)
        {
            Accepted += accepted;
            Refused += refused;
            _ticks.AddRange(ticks);
        }

        _ticks.Sort();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    public double Percentile(int percent) => _ticks.Count == 0 ? 0 : TimeSpan.FromSeconds((double)_ticks[(int)((long)_ticks.Count * percent / 101)] / Stopwatch.Frequency).TotalMilliseconds;

    private async Task<(int Accepted, int Refused, List<long> Ticks)> ConnectionAsync(long end)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, server.Port);
        var body = new ReportBody();
        var request = new byte[ReportBody.Length + 512];
        var answer = new byte[4096];
        var (accepted, refused, ticks) = (0, 0, new List<long>());
        while (Stopwatch.GetTimestamp() is var begun && begun < end)
        {
            var number = Interlocked.Increment(ref _next);
            var host = number % hosts;
            var length = Write(request, body, host, number % changed == 0, turned > 0 && host % turned == 0 && number / hosts % 2 == 0);
            await socket.SendAsync(request.AsMemory(0, length));
            if (await ReadAsync(socket, answer))
            {
                accepted++;
            }
            else
            {
                refused++;
            }

            ticks.Add(Stopwatch.GetTimestamp() - begun);
        }

        return (accepted, refused, ticks);
    }

    private static int Write(byte[] request, ReportBody body, int host, bool isChanged, bool isTurned)
    {
        var head = Encoding.ASCII.GetBytes(
            string.Create(CultureInfo.InvariantCulture, $"POST /api/v1/inventory-reports HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {IngestFleet.Key(host)}\r\nContent-Type: application/json\r\nContent-Length: {ReportBody.Length}\r\n\r\n"),
            request);
        body.Next(host, isChanged, isTurned).CopyTo(request.AsSpan(head));
        return head + ReportBody.Length;
    }

    /// <summary>Whether the answer is a 202; its body is read to the end.</summary>
    private static async Task<bool> ReadAsync(Socket socket, byte[] answer)
    {
        var read = 0;
        while (true)
        {
            var more = await socket.ReceiveAsync(answer.AsMemory(read));
            if (more == 0)
            {
                throw new IOException("The server hung up.");
            }

            read += more;
            if (IsWhole(answer.AsSpan(0, read)))
            {
                return answer.AsSpan(0, read).StartsWith("HTTP/1.1 202"u8);
            }
        }
    }

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var head = answer.IndexOf("\r\n\r\n"u8);
        if (head < 0)
        {
            return false;
        }

        var length = answer[..head].IndexOf("Content-Length: "u8);
        return length < 0
            ? answer.EndsWith("0\r\n\r\n"u8)
            : System.Buffers.Text.Utf8Parser.TryParse(answer[(length + 16)..], out int bytes, out _) && answer.Length >= head + 4 + bytes;
    }
}
