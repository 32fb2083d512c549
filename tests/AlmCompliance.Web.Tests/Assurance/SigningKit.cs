using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace AlmCompliance.Web.Tests.Assurance;

/// <summary>Certificates as sites bring them, and the tool that auditors have.</summary>
internal static class SigningKit
{
    public static DateTimeOffset Now { get; } = new(2026, 11, 22, 10, 15, 0, TimeSpan.Zero);

    public static ECDsa Key(ECCurve? curve = null) => ECDsa.Create(curve ?? ECCurve.NamedCurves.nistP256);

    public static X509Certificate2 Certificate(ECDsa key, DateTimeOffset? from = null, DateTimeOffset? until = null, X509KeyUsageFlags use = X509KeyUsageFlags.DigitalSignature)
    {
        var request = new CertificateRequest("CN=Plant 2, O=Example", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(use, true));
        return request.CreateSelfSigned(from ?? Now.AddYears(-1), until ?? Now.AddYears(20));
    }

    /// <summary>Runs openssl on files of a folder of its own.</summary>
    public static async Task<(int ExitCode, string Output)> OpenSslAsync(IReadOnlyDictionary<string, byte[]> files, params string[] arguments)
    {
        var folder = Directory.CreateTempSubdirectory("alm-openssl-");
        try
        {
            foreach (var (name, content) in files)
            {
                await File.WriteAllBytesAsync(Path.Combine(folder.FullName, name), content, TestContext.Current.CancellationToken);
            }

            var start = new ProcessStartInfo("openssl", arguments) { UseShellExecute = false, WorkingDirectory = folder.FullName, RedirectStandardOutput = true, RedirectStandardError = true };
            using var process = Process.Start(start)!;
            var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return (process.ExitCode, output);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
