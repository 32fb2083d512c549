using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace AlmCompliance.Web.Tests.AuditReports;

/// <summary>A mail server of Debian's (python3-aiosmtpd) on loopback, which keeps what it is sent in a folder.</summary>
internal sealed class MailServer : IAsyncDisposable
{
    /// <summary>Who is gone gets nothing.</summary>
    private const string Picky = """
        from aiosmtpd.handlers import Mailbox

        class Picky(Mailbox):
            async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
                if address.startswith("gone@"):
                    return "550 5.1.1 no such user"
                envelope.rcpt_tos.append(address)
                return "250 OK"
        """;

    private readonly Process _process;
    private readonly DirectoryInfo _folder;

    private MailServer(Process process, DirectoryInfo folder, int port)
    {
        _process = process;
        _folder = folder;
        Port = port;
    }

    public int Port { get; }

    public static async Task<MailServer> StartAsync(CancellationToken cancellationToken)
    {
        File.Exists("/usr/bin/python3").ShouldBeTrue("the tests need python3-aiosmtpd");
        var folder = Directory.CreateTempSubdirectory("alm-mail-");
        var port = FreePort();
        var start = new ProcessStartInfo("/usr/bin/python3") { UseShellExecute = false };
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "picky.py"), Picky, cancellationToken);
        start.Environment["PYTHONPATH"] = folder.FullName;
        foreach (var argument in (string[])["-m", "aiosmtpd", "-n", "-l", $"127.0.0.1:{port}", "-c", "picky.Picky", Path.Combine(folder.FullName, "box")])
        {
            start.ArgumentList.Add(argument);
        }

        var server = new MailServer(Process.Start(start)!, folder, port);
        while (!await server.AnswersAsync(cancellationToken))
        {
            server._process.HasExited.ShouldBeFalse("the mail server ended; is python3-aiosmtpd installed?");
            await Task.Delay(50, cancellationToken);
        }

        return server;
    }

    /// <summary>Every mail as it came.</summary>
    public IReadOnlyList<string> Mails() => Directory.Exists(Path.Combine(_folder.FullName, "box", "new"))
        ? [.. Directory.GetFiles(Path.Combine(_folder.FullName, "box", "new")).Order(StringComparer.Ordinal)]
        : [];

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, Port, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
