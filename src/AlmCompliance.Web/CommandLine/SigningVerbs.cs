using System.CommandLine;
using System.Globalization;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assurance;
using AlmCompliance.Web.Features.Administration;
using AlmCompliance.Web.Hosting;

namespace AlmCompliance.Web.CommandLine;

internal static class SigningVerbs
{
    private const int LargestFile = 64 * 1024;

    public static Command Create() => new("signing-certificate", "What reports and heads of the audit trail are signed with.") { Export(), Replace() };

    private static Command Export()
    {
        var data = SharedOptions.Data();
        var export = new Command("export", "Prints the certificate in use as PEM, to check signatures by.") { data };
        export.SetAction((parsed, cancellationToken) => SharedOptions.WithServicesAsync(
            parsed.GetValue(data)!,
            async services => await Console.Out.WriteLineAsync(await services.GetRequiredService<SigningQueries>().PemAsync(Actor.System("command line"), cancellationToken)),
            cancellationToken));
        return export;
    }

    private static Command Replace()
    {
        var data = SharedOptions.Data();
        var certificate = new Argument<string>("certificate") { Description = "The site's own certificate, ECDSA on P-256: PEM, or PKCS #12 (.pfx) with its key." };
        var key = new Option<string?>("--key") { Description = "Its private key as PEM; without, the certificate's file holds it." };
        var password = new Option<bool>("--password") { Description = "Read the password of the key from standard input." };
        var replace = new Command("replace", "Has the site sign with a certificate of its own, and prints its fingerprint; a server at work follows at once.") { certificate, data, key, password };
        replace.SetAction((parsed, cancellationToken) =>
        {
            var files = new SigningFiles(
                Read(parsed.GetValue(certificate)!), parsed.GetValue(key) is { } path ? Read(path) : [], parsed.GetValue(password) ? Console.In.ReadLine() : null);
            return SharedOptions.WithServicesAsync(
                parsed.GetValue(data)!,
                async services =>
                {
                    var settled = await services.GetRequiredService<ReplaceSigningCertificate>().RunAsync(Actor.System("command line"), files, cancellationToken);
                    await Console.Out.WriteLineAsync(settled.Value ?? throw new StartException(settled.Obstacle!.Say(CultureInfo.InvariantCulture)));
                },
                cancellationToken);
        });
        return replace;
    }

    private static byte[] Read(string path)
    {
        try
        {
            return new FileInfo(path).Length > LargestFile ? throw new StartException($"{path} is larger than 64 KiB.") : File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new StartException($"{path} cannot be read.");
        }
    }
}
