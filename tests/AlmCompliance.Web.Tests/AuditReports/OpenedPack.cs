using System.IO.Compression;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using AlmCompliance.Web.Assurance;
using AlmCompliance.Web.Features.AuditReports.Packing;
using AlmCompliance.Web.Tests.Serving;

namespace AlmCompliance.Web.Tests.AuditReports;

/// <summary>A pack taken apart by somebody who wants another one.</summary>
internal sealed class OpenedPack
{
    private readonly List<KeyValuePair<string, byte[]>> _files;

    private OpenedPack(List<KeyValuePair<string, byte[]>> files) => _files = files;

    public IEnumerable<string> Names => _files.Select(f => f.Key);

    public byte[] this[string name] => _files[At(name)].Value;

    public static OpenedPack Of(byte[] pack)
    {
        using var zip = new ZipArchive(new MemoryStream(pack));
        return new OpenedPack(
        [
            .. zip.Entries.Select(e =>
            {
                using var from = e.Open();
                using var to = new MemoryStream();
                from.CopyTo(to);
                return KeyValuePair.Create(e.FullName, to.ToArray());
            }),
        ]);
    }

    public OpenedPack With(string name, byte[] bytes)
    {
        _files[At(name)] = KeyValuePair.Create(name, bytes);
        return this;
    }

    public OpenedPack With(string name, Func<string, string> change)
    {
        var was = Encoding.UTF8.GetString(this[name]);
        var now = change(was);
        now.ShouldNotBe(was, "nothing was changed");
        return With(name, Encoding.UTF8.GetBytes(now));
    }

    public OpenedPack Without(string name)
    {
        _files.RemoveAt(At(name));
        return this;
    }

    public OpenedPack And(string name, byte[] bytes)
    {
        _files.Add(KeyValuePair.Create(name, bytes));
        return this;
    }

    /// <summary>Lists what is there now, by these digests and lengths.</summary>
    public OpenedPack Listed(string? certificate = null, Action<JsonNode>? change = null)
    {
        var manifest = JsonNode.Parse(this[PackNames.Manifest])!;
        manifest["certificate"] = certificate ?? (string)manifest["certificate"]!;
        manifest["files"] = new JsonArray(
        [
            .. _files.Where(f => !PackNames.Unlisted.Contains(f.Key))
                .Select(f => (JsonNode)new JsonObject { ["name"] = f.Key, ["length"] = f.Value.Length, ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(f.Value)) }),
        ]);
        change?.Invoke(manifest);
        var json = Encoding.UTF8.GetBytes(manifest.ToJsonString());
        var sums = string.Concat(manifest["files"]!.AsArray().Select(f => $"{f!["sha256"]}  {f["name"]}\n")) + $"{Convert.ToHexStringLower(SHA256.HashData(json))}  {PackNames.Manifest}\n";
        return With(PackNames.Manifest, json).With(PackNames.Sums, Encoding.UTF8.GetBytes(sums));
    }

    /// <summary>Listed, and signed by the site.</summary>
    public async Task<byte[]> SignedAsync(SiteSigner signer, Action<JsonNode>? change = null)
    {
        Listed(change: change);
        With(PackNames.ManifestSignature, (await signer.SignAsync(this[PackNames.Manifest], AlmTestServer.Stop)).Signature);
        With(PackNames.SumsSignature, (await signer.SignAsync(this[PackNames.Sums], AlmTestServer.Stop)).Signature);
        return await SealedAsync(Zip(), signer);
    }

    /// <summary>Listed, and signed by somebody who has a key of their own.</summary>
    public byte[] SignedByAnother()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=Another", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        Listed(Convert.ToHexStringLower(SHA256.HashData(certificate.RawData)));
        foreach (var (name, of) in ((string, string)[])[(PackNames.ManifestSignature, PackNames.Manifest), (PackNames.SumsSignature, PackNames.Sums)])
        {
            With(name, key.SignData(this[of], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
        }

        return Sealed(With(PackNames.Certificate, Encoding.ASCII.GetBytes(certificate.ExportCertificatePem() + "\n")).Zip(), s => key.SignData(s, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
    }

    /// <summary>An archive with the site's seal, whoever packed it.</summary>
    public static async Task<byte[]> SealedAsync(byte[] zip, SiteSigner signer)
    {
        byte[] statement = [];
        Sealed(zip, s => statement = s);
        var signature = (await signer.SignAsync(statement, AlmTestServer.Stop)).Signature;
        return Sealed(zip, _ => signature);
    }

    public byte[] Zip()
    {
        using var bytes = new MemoryStream();
        using (var zip = new StableZip(bytes))
        {
            foreach (var (name, content) in _files)
            {
                using var to = zip.Open(name);
                to.Write(content);
            }
        }

        return bytes.ToArray();
    }

    private static byte[] Sealed(byte[] zip, Func<byte[], byte[]> sign)
    {
        byte[] open = [.. zip[..^2], ArchiveSeal.Length, 0];
        return [.. open, .. ArchiveSeal.Comment(sign(ArchiveSeal.Statement(SHA256.HashData(open))))];
    }

    private int At(string name) => _files.FindIndex(f => f.Key == name) is >= 0 and var at ? at : throw new ArgumentException($"The pack holds no {name}.", nameof(name));
}
