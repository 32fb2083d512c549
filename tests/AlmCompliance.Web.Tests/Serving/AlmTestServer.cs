using System.Net;
using System.Net.Sockets;
using AlmCompliance.Data;
using AlmCompliance.Data.Access;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Features.Agents;
using AlmCompliance.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace AlmCompliance.Web.Tests.Serving;

/// <summary>The real server on a real socket, over a database of one test's own, on a clock that the test moves. No job runs by itself.</summary>
internal sealed class AlmTestServer : IAsyncDisposable
{
    /// <summary>The whole server, as the command line's verbs have it.</summary>
    public static readonly Actor Administrator = Actor.System("test");

    private readonly List<HttpClient> _clients = [];
    private readonly TestDatabase _database;
    private readonly DirectoryInfo _folder;
    private readonly WebApplication _app;

    private AlmTestServer(TestDatabase database, Provider provider, Dictionary<string, string?> settings)
    {
        _database = database;
        _folder = Directory.CreateTempSubdirectory("alm-web-tests-");
        settings["Database:Provider"] = provider.ToString();
        settings["ConnectionStrings:Alm"] = database.ConnectionString;
        foreach (var category in (string[])["Default", "Microsoft.AspNetCore", "Microsoft.EntityFrameworkCore", "Microsoft.AspNetCore.DataProtection", "Quartz"])
        {
            settings[$"Logging:LogLevel:{category}"] = "Critical";
        }

        settings["Logging:LogLevel:AlmCompliance.Web.Hosting.ProblemHandling"] = "Error";
        _app = AlmServer.Build(new ServerOptions
        {
            DataDirectory = _folder.FullName,
            Urls = "http://127.0.0.1:0",
            Clock = Clock,
            Scheduler = false,
            Settings = settings,
        });
    }

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public TestClock Clock { get; } = new();
    public IServiceProvider Services => _app.Services;
    public IWriteLane Lane => Get<IWriteLane>();
    public Uri Address { get; private set; } = null!;

    /// <summary>From 127.0.0.1; follows no redirect and keeps no cookie.</summary>
    public HttpClient Client { get; private set; } = null!;

    /// <param name="withUsers">Whether somebody can sign in; else the server offers people its set-up only.</param>
    public static async Task<AlmTestServer> StartAsync(Provider provider, bool withUsers = true, params (string Key, string Value)[] settings)
    {
        var database = await TestDatabase.CreateAsync(provider);
        var server = new AlmTestServer(database, provider, settings.ToDictionary(s => s.Key, s => (string?)s.Value));
        if (withUsers)
        {
            await using var db = database.CreateDbContext();
            db.Users.Add(new AlmUser { Id = Guid.CreateVersion7(), UserName = "first@plant.example", NormalizedUserName = "FIRST@PLANT.EXAMPLE", Role = AccessRole.Administrator });
            await db.SaveChangesAsync(Stop);
        }

        await AlmServer.StartAsync(server._app, Stop);
        server.Address = new Uri(server.Get<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        server.Client = server.ClientFrom("127.0.0.1");
        return server;
    }

    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    public AlmDbContext Db() => _database.CreateDbContext();

    /// <summary>A client whose connections come from another address of this machine.</summary>
    public HttpClient ClientFrom(string peer)
    {
        var client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectCallback = async (context, ct) =>
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                socket.Bind(new IPEndPoint(IPAddress.Parse(peer), 0));
                await socket.ConnectAsync(context.DnsEndPoint, ct);
                return new NetworkStream(socket, ownsSocket: true);
            },
        })
        {
            BaseAddress = Address,
            Timeout = TimeSpan.FromMinutes(2),
        };
        _clients.Add(client);
        return client;
    }

    public async Task<string> EnrollmentTokenAsync(string? zone = null, int maxUses = 1000, TimeSpan? lifetime = null) =>
        Made(await Get<CreateEnrollmentToken>().RunAsync(Administrator, zone, maxUses, lifetime ?? TimeSpan.FromDays(7), Stop));

    public async Task<string> ApiTokenAsync(AccessRole role = AccessRole.Viewer, string? zone = null, TimeSpan? lifetime = null) =>
        Made(await Get<CreateApiToken>().RunAsync(Administrator, "test", role, zone, lifetime, Stop));

    /// <summary>Makes a machine known and plays its agent.</summary>
    public async Task<TestAgent> AgentAsync(string name = "ES-041", string? zone = null) =>
        await TestAgent.EnrollAsync(this, await EnrollmentTokenAsync(zone), name);

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(client => client.Dispose());
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        await _database.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static T Made<T>(Outcome<T> outcome) => outcome.Succeeded ? outcome.Value! : throw new InvalidOperationException(string.Join(' ', outcome.Errors));
}
