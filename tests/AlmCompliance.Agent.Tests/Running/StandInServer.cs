using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace AlmCompliance.Agent.Tests.Running;

/// <summary>Answers as a test says, one call after the other, and keeps what it was sent; over TLS where a certificate is given.</summary>
internal sealed class StandInServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly X509Certificate2? _certificate;

    public StandInServer(bool tls = false)
    {
        if (tls)
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var request = new CertificateRequest("CN=plant", key, HashAlgorithmName.SHA256);
            using var made = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
            _certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
        }

        _listener.Start();
        _ = ServeAsync();
    }

    public string Address => $"{(_certificate is null ? "http" : "https")}://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/";

    public string Pin => Convert.ToHexStringLower(SHA256.HashData(_certificate!.RawData));

    /// <summary>What is answered next: status, body, further header lines.</summary>
    public ConcurrentQueue<(int Status, string Body, string Headers)> Answers { get; } = new();

    /// <summary>What came: head and body of each call.</summary>
    public ConcurrentQueue<(string Head, string Body)> Calls { get; } = new();

    /// <summary>Takes calls and never answers.</summary>
    public bool IsStuck { get; set; }

    public void Answer(int status, string body = "", string headers = "") => Answers.Enqueue((status, body, headers));

    public void Dispose()
    {
        _listener.Stop();
        _certificate?.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync();
                _ = TalkAsync(client);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using var owned = client;
        try
        {
            await using Stream stream = _certificate is null ? client.GetStream() : await SecureAsync(client.GetStream());
            await AnswerOneAsync(stream);
        }
        catch (Exception exception) when (exception is IOException or System.Security.Authentication.AuthenticationException)
        {
            // A client that does not trust the certificate, or was stopped, goes away.
        }
    }

    private async Task<Stream> SecureAsync(NetworkStream stream)
    {
        var secured = new SslStream(stream);
        await secured.AuthenticateAsServerAsync(_certificate!);
        return secured;
    }

    private async Task AnswerOneAsync(Stream stream)
    {
        var text = new StringBuilder();
        var part = new byte[65536];
        var length = -1;
        while (length < 0 || text.Length < length)
        {
            var count = await stream.ReadAsync(part);
            if (count == 0)
            {
                return;
            }

            text.Append(Encoding.Latin1.GetString(part, 0, count));
            var whole = text.ToString();
            if (whole.IndexOf("\r\n\r\n", StringComparison.Ordinal) is > 0 and var end)
            {
                var size = whole.Split("\r\n").Single(l => l.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))[15..];
                length = end + 4 + int.Parse(size, System.Globalization.CultureInfo.InvariantCulture);
            }
        }

        var cut = text.ToString().IndexOf("\r\n\r\n", StringComparison.Ordinal);
        Calls.Enqueue((text.ToString()[..cut], text.ToString()[(cut + 4)..]));
        if (IsStuck)
        {
            await stream.ReadExactlyAsync(part);
            return;
        }

        var (status, body, headers) = Answers.TryDequeue(out var answer) ? answer : (500, "", "");
        await stream.WriteAsync(Encoding.UTF8.GetBytes($"HTTP/1.1 {status} X\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n{headers}\r\n{body}"));
    }
}
