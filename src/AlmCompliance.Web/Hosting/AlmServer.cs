using System.Globalization;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment;
using AlmCompliance.Web.Components;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Prometheus;

namespace AlmCompliance.Web.Hosting;

/// <summary>Composes the one server.</summary>
internal static class AlmServer
{
    public static WebApplication Build(ServerOptions options)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(AlmServer).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.Configuration.AddInMemoryCollection(options.Settings);
        builder.WebHost.UseStaticWebAssets();
        builder.Logging.ClearProviders().AddSimpleConsole(console => console.SingleLine = true);
        builder.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        builder.Host.UseWindowsService().UseSystemd();
        Listen(builder, options);

        var services = builder.Services;
        services.AddSingleton(options);
        services.AddSingleton(options.Clock);
        services.AddAlmDatabase(builder.Configuration, options);
        services.AddAlmIdentity();
        services.AddAlmApi();
        services.AddAlmJobs(options);
        services.AddAlmFeatures(builder.Configuration);
        services.AddScreen();
        services.AddPageCompression();

        var app = builder.Build();
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<KnownMethods>();
        app.UseExceptionHandler();
        app.UseStatusCodePages(StatusPages.WriteAsync);
        app.UseWhen(IsForPeople, people => people
            .UseResponseCompression()
            .UseRequestLocalization(new RequestLocalizationOptions().SetDefaultCulture("en").AddSupportedCultures("en", "de").AddSupportedUICultures("en", "de")));
        app.UseRouting();
        app.UseHttpMetrics(metrics =>
        {
            // The durations count the requests too.
            metrics.InProgress.Enabled = false;
            metrics.RequestCount.Enabled = false;
        });
        app.UseMiddleware<RoutingRefusals>();
        app.UseAuthentication();
        app.UseMiddleware<SetUpGate>();
        app.UseAuthorization();
        app.UseAntiforgery();

        app.MapStaticAssets().AllowAnonymous().WithMetadata(new ProductFile());
        app.MapAlmApi();
        app.MapAccount();
        app.MapMetrics().RequireAuthorization(IdentityHosting.OperationsPolicy);
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
        return app;
    }

    /// <summary>Makes the database fit, starts, checks what it really listens on, and prints the set-up link where nobody can sign in yet.</summary>
    public static async Task StartAsync(WebApplication app, CancellationToken cancellationToken)
    {
        var database = app.Services.GetRequiredService<IDatabasePreparation>();
        await database.PrepareAsync(cancellationToken);
        await database.ClaimAsync(cancellationToken);
        await app.Services.GetRequiredService<PlantKnowledge>().RefreshAsync(cancellationToken);
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (IOException exception)
        {
            // Its own words name the address; those of the cause do not.
            throw new StartException(exception.Message);
        }

        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        try
        {
            ListeningPolicy.Require(addresses, app.Services.GetRequiredService<ServerOptions>().Insecure);
        }
        catch (StartException)
        {
            await app.StopAsync(CancellationToken.None);
            throw;
        }

        var code = await app.Services.GetRequiredService<SetUp>().NewCodeAsync(Actor.System("start"), cancellationToken);
        if (code is not null)
        {
            // Behind the number sign: a browser keeps that part to itself, so the code stands in no log on the way.
            await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Nobody can sign in yet. Make the first administrator at {ListeningPolicy.Reachable(addresses.First())}{SetUpGate.Page}#{code}"));
        }
    }

    // Agents speak no language, and send so much that what nobody reads is not made ready for them.
    private static bool IsForPeople(HttpContext http) => !http.Request.Path.StartsWithSegments("/api/v1/inventory-reports", StringComparison.OrdinalIgnoreCase);

    private static void Listen(WebApplicationBuilder builder, ServerOptions options)
    {
        var configured = options.Urls ?? builder.Configuration["urls"];
        var hasEndpoints = builder.Configuration.GetSection("Kestrel:Endpoints").GetChildren().Any();
        var urls = configured ?? (options.Https ? ListeningPolicy.DefaultHttpsUrl : ListeningPolicy.DefaultUrl);
        if (configured is not null || !hasEndpoints)
        {
            ListeningPolicy.Require(urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), options.Insecure);
            builder.WebHost.UseUrls(urls);
        }

        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = BoundedBody.Largest;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
            if (options.Https)
            {
                var certificate = ServerCertificate.LoadOrMake(options.DataDirectory, options.Clock);
                kestrel.ConfigureHttpsDefaults(https => https.ServerCertificate = certificate);
            }
        });
    }
}
