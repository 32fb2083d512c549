using System.IO.Compression;
using System.Text;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment;

namespace AlmCompliance.Web.Features.Agents;

/// <summary>What a ready agent is to know.</summary>
/// <param name="Build">Which of the server's builds.</param>
/// <param name="Zone">Where its hosts belong; null for none.</param>
/// <param name="MaxUses">How many hosts it is for.</param>
/// <param name="Lifetime">How long it can be installed.</param>
/// <param name="Server">The address by which agents reach the server.</param>
/// <param name="Pin">SHA-256 of the certificate that they meet there; null where their own machine trusts it.</param>
internal sealed record AgentPackageRequest(string? Build, string? Zone, int MaxUses, TimeSpan Lifetime, string? Server, string? Pin);

/// <summary>
/// An agent with its configuration for a zone: the build, a new enrolment token, and <c>install.cmd</c>, which only has to be
/// started. The token stands in the zip alone.
/// </summary>
internal sealed class PackAgent(AgentBuildQueries builds, CreateEnrollmentToken tokens)
{
    private const int PinLength = 64;

    /// <summary>The zip; else what is wrong, by field.</summary>
    public async Task<byte[]?> RunAsync(Actor actor, AgentPackageRequest request, FieldErrors errors, CancellationToken cancellationToken)
    {
        actor.RequireSecurityManager();
        await using var build = builds.Open(actor, request.Build);
        if (build is null)
        {
            errors.Add("build", "This server has no such build of the agent.");
        }

        var server = AddressOf(request.Server, errors);
        var pin = PinOf(request.Pin, errors);
        if (errors.Any)
        {
            return null;
        }

        var token = await tokens.RunAsync(actor, request.Zone, request.MaxUses, request.Lifetime, cancellationToken);
        if (!token.Succeeded)
        {
            errors.Add("token", string.Join(' ', token.Errors));
            return null;
        }

        return await ZipAsync(build!, Install(server!, pin), token.Value!, cancellationToken);
    }

    private static async Task<byte[]> ZipAsync(Stream build, string install, string token, CancellationToken cancellationToken)
    {
        using var zip = new MemoryStream();
        await build.CopyToAsync(zip, cancellationToken);
        await using (var archive = await ZipArchive.CreateAsync(zip, ZipArchiveMode.Update, leaveOpen: true, entryNameEncoding: null, cancellationToken))
        {
            await AddAsync(archive, "install.cmd", install, cancellationToken);
            await AddAsync(archive, "token.txt", token + "\r\n", cancellationToken);
        }

        return zip.ToArray();
    }

    private static async Task AddAsync(ZipArchive archive, string name, string text, CancellationToken cancellationToken)
    {
        await using var entry = await archive.CreateEntry(name).OpenAsync(cancellationToken);
        await entry.WriteAsync(Encoding.ASCII.GetBytes(text), cancellationToken);
    }

    private static string Install(string server, string? pin) =>
        "@echo off\r\n"
        + "rem As an administrator. Options of install.ps1 may follow, such as -Task, -Quiet or -AllowProbes.\r\n"
        + $"powershell -NoProfile -ExecutionPolicy Bypass -File \"%~dp0install.ps1\" -Server {server} -TokenFile \"%~dp0token.txt\"{(pin is null ? "" : $" -Pin {pin}")} %*\r\n";

    /// <summary>Scheme, name and port alone, in letters that a command line leaves as they are.</summary>
    private static string? AddressOf(string? text, FieldErrors errors)
    {
        if (Uri.TryCreate(text?.Trim(), UriKind.Absolute, out var uri)
            && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))
            && uri is { UserInfo: "", PathAndQuery: "/", Fragment: "" })
        {
            var host = uri.HostNameType == UriHostNameType.IPv6 ? $"[{uri.IdnHost.Trim('[', ']')}]" : uri.IdnHost;
            if (host.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or ':' or '[' or ']'))
            {
                return uri.IsDefaultPort ? $"{uri.Scheme}://{host}" : $"{uri.Scheme}://{host}:{uri.Port}";
            }
        }

        errors.Add("server", "This must be an address such as https://alm.plant.example:5443; agents use no plain HTTP beyond their own machine.");
        return null;
    }

    private static string? PinOf(string? text, FieldErrors errors)
    {
        var pin = text?.Trim();
        if (string.IsNullOrEmpty(pin))
        {
            return null;
        }

        if (pin.Length != PinLength || !pin.All(char.IsAsciiHexDigit))
        {
            errors.Add("pin", "This must be the SHA-256 of a certificate: 64 hexadecimal digits.");
        }

        return pin;
    }
}
