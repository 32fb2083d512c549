using System;
using System.Globalization;
using System.IO;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using AlmCompliance.Agent.Collecting;
using AlmCompliance.Agent.Commands;
using AlmCompliance.Agent.State;

namespace AlmCompliance.Agent.Sending;

/// <summary>
/// Calls to the one server. Its certificate is the pinned one, or else one that this Windows trusts; no redirect is followed,
/// and a call ends at once when the program is to stop.
/// </summary>
internal sealed class ServerConnection
{
    private const int TimeoutMilliseconds = 30_000;
    private const int LongestAnswer = 256 * 1024;
    private readonly Uri _server;
    private readonly string? _proxy;
    private readonly WaitHandle _stop;

    /// <exception cref="CommandException">The agent has no server, or this host cannot talk to it.</exception>
    public ServerConnection(AgentSettings settings, WaitHandle stop)
    {
        _server = ServerAddress.Parse(settings.Server ?? throw new CommandException("This agent enrolled offline and has no server: use collect --out."));
        _proxy = settings.Proxy;
        _stop = stop;
        var pin = settings.Pin;
        ServicePointManager.Expect100Continue = false;
#pragma warning disable MA0039 // A pin is stricter than what this replaces, and without one nothing but a good certificate passes.
        ServicePointManager.ServerCertificateValidationCallback = (_, certificate, _, errors) =>
            certificate != null && (pin == null ? errors == System.Net.Security.SslPolicyErrors.None : PinOf(certificate.GetRawCertData()) == pin);
#pragma warning restore MA0039
#if NETFRAMEWORK
        if (_server.Scheme == Uri.UriSchemeHttps)
        {
            RequireTls12();
        }
#endif
    }

    /// <exception cref="ServerAwayException">No answer came.</exception>
    public ServerAnswer Post(string path, string json, string? bearer)
    {
        var request = (HttpWebRequest)WebRequest.Create(new Uri(_server, path));
        request.Method = "POST";
        request.ContentType = "application/json";
        request.Timeout = TimeoutMilliseconds;
        request.ReadWriteTimeout = TimeoutMilliseconds;
        request.AllowAutoRedirect = false;
        request.UserAgent = "AlmCompliance.Agent/" + ThisProgram.Version;
        request.Proxy = _proxy == null ? null : new WebProxy(_proxy);
        if (bearer != null)
        {
            request.Headers[HttpRequestHeader.Authorization] = "Bearer " + bearer;
        }

        try
        {
            var body = Encoding.UTF8.GetBytes(json);
            request.ContentLength = body.Length;
            var opening = request.BeginGetRequestStream(null, null);
            Await(opening, request);
            using (var stream = request.EndGetRequestStream(opening))
            {
                stream.Write(body, 0, body.Length);
            }

            return Answer(request);
        }
        catch (Exception exception) when (exception is WebException || exception is IOException || exception is OperationCanceledException)
        {
            throw new ServerAwayException(exception);
        }
    }

    private ServerAnswer Answer(HttpWebRequest request)
    {
        try
        {
            var answering = request.BeginGetResponse(null, null);
            Await(answering, request);
            using (var response = (HttpWebResponse)request.EndGetResponse(answering))
            {
                return Read(response);
            }
        }
        catch (WebException exception) when (exception.Response is HttpWebResponse)
        {
            using (var response = (HttpWebResponse)exception.Response!)
            {
                return Read(response);
            }
        }
    }

    /// <summary>A call that does not wait for its end itself knows no timeout either.</summary>
    private void Await(IAsyncResult operation, HttpWebRequest request)
    {
        var first = WaitHandle.WaitAny([operation.AsyncWaitHandle, _stop], TimeoutMilliseconds);
        if (first != 0)
        {
            request.Abort();
            throw new IOException(first == 1 ? "The agent stops." : "The server does not answer in time.");
        }
    }

    private static ServerAnswer Read(HttpWebResponse response)
    {
        using (var stream = response.GetResponseStream())
        {
            var body = new MemoryStream();
            var part = new byte[8192];
            for (var count = stream.Read(part, 0, part.Length); count > 0 && body.Length < LongestAnswer; count = stream.Read(part, 0, part.Length))
            {
                body.Write(part, 0, count);
            }

            int seconds;
            var isNumber = int.TryParse(response.Headers["Retry-After"], NumberStyles.None, CultureInfo.InvariantCulture, out seconds);
            return new ServerAnswer((int)response.StatusCode, Encoding.UTF8.GetString(body.ToArray()), isNumber ? TimeSpan.FromSeconds(Math.Min(seconds, 3600)) : (TimeSpan?)null);
        }
    }

    private static string PinOf(byte[] certificate)
    {
        using (var sha = SHA256.Create())
        {
            return MachineIdentity.Hex(sha.ComputeHash(certificate));
        }
    }

#if NETFRAMEWORK
    /// <summary>.NET 4.0 has no word for TLS 1.2; where 4.5 was installed over it, the number is known.</summary>
    private static void RequireTls12()
    {
        try
        {
            ServicePointManager.SecurityProtocol = (SecurityProtocolType)3072;
        }
        catch (NotSupportedException exception)
        {
            throw new CommandException("This host's .NET cannot speak TLS 1.2: enroll --offline and bring inventory files by collect --out.", exception);
        }
    }
#endif
}
