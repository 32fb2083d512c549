using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using AlmCompliance.Data.Access;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Tests.Serving;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Tests.Access;

/// <summary>Somebody at a browser: keeps cookies, fills in forms, follows no redirect.</summary>
internal sealed partial class Person : IDisposable
{
    public const string Password = "correct horse battery staple";

    private Person(AlmTestServer server, string peer) => Http = new HttpClient(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        CookieContainer = Cookies,
        ConnectCallback = async (context, ct) =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.Parse(peer), 0));
            await socket.ConnectAsync(context.DnsEndPoint, ct);
            return new NetworkStream(socket, ownsSocket: true);
        },
    })
    {
        BaseAddress = server.Address,
    };

    public HttpClient Http { get; }
    public CookieContainer Cookies { get; } = new();

    public static Person At(AlmTestServer server, string peer = "127.0.0.1") => new(server, peer);

    /// <summary>Makes a user and signs in by the page.</summary>
    public static async Task<Person> SignedInAsync(AlmTestServer server, AccessRole role, string? zone = null)
    {
        var email = $"{role}-{Guid.NewGuid():N}@plant.example";
        await AddAsync(server, email, role, zone);
        var person = At(server);
        using var answer = await person.SignInAsync(email, Password);
        answer.StatusCode.ShouldBe(HttpStatusCode.Found);
        return person;
    }

    public static async Task<Guid> AddAsync(AlmTestServer server, string email, AccessRole role, string? zone = null)
    {
        var id = (await server.Get<AddUser>().RunAsync(AlmTestServer.Administrator, email, Password, role, AlmTestServer.Stop)).Value;
        if (zone is not null)
        {
            await using var db = server.Db();
            await db.Users.Where(u => u.Id == id).ExecuteUpdateAsync(s => s.SetProperty(u => u.AllZones, false), AlmTestServer.Stop);
            db.UserZones.Add(new UserZone { UserId = id, ZoneId = (await db.Zones.SingleAsync(z => z.Name == zone, AlmTestServer.Stop)).Id });
            await db.SaveChangesAsync(AlmTestServer.Stop);
        }

        return id;
    }

    public Task<HttpResponseMessage> SignInAsync(string email, string password, string page = "/sign-in", string? forwardedFor = null) =>
        SubmitAsync(page, new() { ["Form.Email"] = email, ["Form.Password"] = password }, forwardedFor);

    public Task<HttpResponseMessage> SetUpAsync(string code, string email, string? forwardedFor = null) =>
        SubmitAsync("/set-up", new() { ["Form.Code"] = code, ["Form.Email"] = email, ["Form.Password"] = Password, ["Form.Repeat"] = Password }, forwardedFor);

    public Task<HttpResponseMessage> GetAsync(string path) => Http.GetAsync(new Uri(path, UriKind.Relative), AlmTestServer.Stop);

    /// <summary>Loads a page and sends its form with what it carries itself.</summary>
    public async Task<HttpResponseMessage> SubmitAsync(string page, Dictionary<string, string> fields, string? forwardedFor = null, string? sendTo = null)
    {
        using var loaded = await GetAsync(page);
        loaded.StatusCode.ShouldBe(HttpStatusCode.OK, page);
        foreach (Match hidden in Hidden().Matches(await loaded.Content.ReadAsStringAsync(AlmTestServer.Stop)))
        {
            fields[hidden.Groups["name"].Value] = WebUtility.HtmlDecode(hidden.Groups["value"].Value);
        }

        return await SendAsync(sendTo ?? page, fields, forwardedFor);
    }

    public Task<HttpResponseMessage> SendAsync(string page, Dictionary<string, string> fields, string? forwardedFor = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, page) { Content = new FormUrlEncodedContent(fields) };
        if (forwardedFor is not null)
        {
            request.Headers.Add("X-Forwarded-For", forwardedFor);
            request.Headers.Add("Forwarded", $"for={forwardedFor}");
        }

        return Http.SendAsync(request, AlmTestServer.Stop);
    }

    public void Dispose() => Http.Dispose();

    [GeneratedRegex("<input type=\"hidden\" name=\"(?<name>[^\"]+)\" value=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Hidden();
}
