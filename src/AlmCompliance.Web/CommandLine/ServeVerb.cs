using System.CommandLine;
using AlmCompliance.Web.Hosting;

namespace AlmCompliance.Web.CommandLine;

internal static class ServeVerb
{
    public static Command Create()
    {
        var data = SharedOptions.Data();
        var urls = new Option<string?>("--urls") { Description = "Addresses to listen on, divided by semicolons; default http://localhost:5080." };
        var https = new Option<bool>("--https") { Description = "Speak HTTPS with a certificate of the server's own making, and print its pin." };
        var insecure = new Option<bool>("--insecure") { Description = "Allow plain HTTP beyond this machine." };
        var serve = new Command("serve", "Serves the dashboard and the API (default).") { data, urls, https, insecure };
        serve.SetAction(async (parsed, cancellationToken) =>
        {
            var options = new ServerOptions
            {
                DataDirectory = SharedOptions.FullPath(parsed.GetValue(data)!),
                Urls = parsed.GetValue(urls),
                Https = parsed.GetValue(https),
                Insecure = parsed.GetValue(insecure),
            };
            await using var app = AlmServer.Build(options);
            if (options.Https)
            {
                using var certificate = ServerCertificate.LoadOrMake(options.DataDirectory, options.Clock);
                await Console.Out.WriteLineAsync(ServerCertificate.Pin(certificate));
            }

            await AlmServer.StartAsync(app, cancellationToken);
            await app.WaitForShutdownAsync(cancellationToken);
            return 0;
        });
        return serve;
    }
}
