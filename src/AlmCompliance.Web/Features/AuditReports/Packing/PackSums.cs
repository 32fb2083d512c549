using System.Security.Cryptography;
using System.Text;

namespace AlmCompliance.Web.Features.AuditReports.Packing;

/// <summary><c>SHA256SUMS</c>: the manifest's digests and its own, in the form that <c>sha256sum --check</c> takes.</summary>
internal static class PackSums
{
    /// <param name="json">The manifest as it is packed.</param>
    public static byte[] Of(PackManifest manifest, ReadOnlySpan<byte> json) => Encoding.UTF8.GetBytes(string.Concat(
        manifest.Files.Select(f => $"{f.Sha256}  {f.Name}\n").Append($"{Convert.ToHexStringLower(SHA256.HashData(json))}  {PackNames.Manifest}\n")));
}
