using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using AlmCompliance.Web.Features.AuditReports.Packing;

namespace AlmCompliance.Web.Features.AuditReports.Verifying;

/// <summary>Checks what the site signed and by which certificate.</summary>
internal static class PackSeal
{
    private const string P256 = "1.2.840.10045.3.1.7";
    private const int LongestList = 64 * 1024 * 1024;
    private const int LongestSignature = 1024;
    private const int LongestCertificate = 64 * 1024;

    /// <returns>The manifest, whether or not anybody signed it; null where there is none that can be read.</returns>
    public static PackManifest? Check(PackArchive archive, PackWitness witness, PackChecks checks, CancellationToken cancellationToken)
    {
        var json = Small(archive, PackNames.Manifest, LongestList, checks);
        var sums = Small(archive, PackNames.Sums, LongestList, checks);
        var ofManifest = Small(archive, PackNames.ManifestSignature, LongestSignature, checks);
        var ofSums = Small(archive, PackNames.SumsSignature, LongestSignature, checks);
        var pem = Small(archive, PackNames.Certificate, LongestCertificate, checks);
        var manifest = json is null ? null : Read(json, checks);
        using (var certificate = pem is null ? null : Certificate(pem, checks))
        {
            if (certificate is not null)
            {
                using var key = Key(certificate, checks);
                CheckSignature(key, PackNames.ManifestSignature, PackNames.Manifest, json, ofManifest, checks);
                CheckSignature(key, PackNames.SumsSignature, PackNames.Sums, sums, ofSums, checks);
                CheckArchive(key, archive, checks, cancellationToken);
                CheckFingerprint(Convert.ToHexStringLower(SHA256.HashData(certificate.RawData)), manifest, witness, checks);
            }
        }

        if (manifest is not null && sums is not null)
        {
            CheckSums(manifest, json!, sums, checks);
        }

        return manifest;
    }

    private static byte[]? Small(PackArchive archive, string name, int most, PackChecks checks)
    {
        if (archive.Find(name) is not { } entry)
        {
            checks.Fails(name, "it is missing");
            return null;
        }

        if (entry.Length > most)
        {
            checks.Fails(name, "it is longer than such a file can be");
            return null;
        }

        try
        {
            using var from = archive.Open(entry);
            var bytes = new byte[entry.Length];
            from.ReadExactly(bytes);
            return from.ReadByte() < 0 ? bytes : throw new InvalidDataException("it goes on after its end");
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException)
        {
            checks.Fails(name, $"it cannot be unpacked: {exception.Message}");
            return null;
        }
    }

    private static PackManifest? Read(byte[] json, PackChecks checks)
    {
        try
        {
            var manifest = JsonSerializer.Deserialize<PackManifest>(json, VerifyingJson.Manifest) ?? throw new JsonException("nothing");
            return manifest.Schema == PackManifest.Name && !manifest.Files.Contains(null!) ? manifest : throw new JsonException($"its form is not {PackManifest.Name}");
        }
        catch (JsonException exception)
        {
            checks.Fails(PackNames.Manifest, $"it cannot be read: {exception.Message}");
            return null;
        }
    }

    private static X509Certificate2? Certificate(byte[] pem, PackChecks checks)
    {
        try
        {
            var certificate = X509Certificate2.CreateFromPem(Encoding.ASCII.GetString(pem));
            if (!Encoding.ASCII.GetBytes(certificate.ExportCertificatePem() + "\n").AsSpan().SequenceEqual(pem))
            {
                checks.Fails(PackNames.Certificate, "it holds more than one certificate, or one that is written in another way than packing writes it");
            }

            return certificate;
        }
        catch (CryptographicException)
        {
            checks.Fails(PackNames.Certificate, "it is no certificate");
            return null;
        }
    }

    private static ECDsa? Key(X509Certificate2 certificate, PackChecks checks)
    {
        try
        {
            var key = certificate.GetECDsaPublicKey();
            if (key?.ExportParameters(false).Curve is { IsNamed: true, Oid.Value: P256 })
            {
                return key;
            }

            key?.Dispose();
        }
        catch (CryptographicException)
        {
            // Said below.
        }

        checks.Fails(PackNames.Certificate, "its key is not one for ECDSA on P-256");
        return null;
    }

    private static void CheckSignature(ECDsa? key, string name, string of, byte[]? content, byte[]? signature, PackChecks checks)
    {
        if (key is null || content is null || signature is null)
        {
            return;
        }

        if (key.VerifyData(content, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence))
        {
            checks.Holds(name, $"signs {of} by the key of {PackNames.Certificate}");
        }
        else
        {
            checks.Fails(name, $"is no signature of {of} by the key of {PackNames.Certificate}");
        }
    }

    private static void CheckArchive(ECDsa? key, PackArchive archive, PackChecks checks, CancellationToken cancellationToken)
    {
        if (key is null)
        {
            return;
        }

        if (archive.Seal(cancellationToken) is not { } seal)
        {
            checks.Fails("archive", "it bears no seal over its bytes, or one that was changed");
        }
        else if (key.VerifyData(seal.Statement, seal.Signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence))
        {
            checks.Holds("archive", $"every byte of it is sealed by the key of {PackNames.Certificate}");
        }
        else
        {
            checks.Fails("archive", "its bytes are not those that were sealed: one was changed, if only one that no file shows, or it was packed anew");
        }
    }

    private static void CheckFingerprint(string has, PackManifest? manifest, PackWitness witness, PackChecks checks)
    {
        if (manifest is not null && manifest.Certificate != has)
        {
            checks.Fails(PackNames.Certificate, $"it is not the one that {PackNames.Manifest} names: its fingerprint is {has}");
        }

        checks.SignedBy(has);
        if (witness.Fingerprint is not { } known)
        {
            checks.Note($"Signed by a key that this check takes from the pack itself; compare the fingerprint {has} with one you got another way.");
        }
        else if (known == has)
        {
            checks.Vouch();
            checks.Holds(PackNames.Certificate, "it is the one whose fingerprint was given");
        }
        else
        {
            checks.Fails(PackNames.Certificate, $"it is not the one whose fingerprint was given, but {has}");
        }
    }

    private static void CheckSums(PackManifest manifest, byte[] json, byte[] sums, PackChecks checks)
    {
        var expected = PackSums.Of(manifest, json);
        if (expected.AsSpan().SequenceEqual(sums))
        {
            checks.Holds(PackNames.Sums, $"lists what {PackNames.Manifest} lists");
            return;
        }

        var at = expected.AsSpan().CommonPrefixLength(sums);
        var line = expected.AsSpan(0, at).Count((byte)'\n');
        var name = line < manifest.Files.Count ? manifest.Files[line].Name : line == manifest.Files.Count ? PackNames.Manifest : "a file that is not listed";
        checks.Fails(PackNames.Sums, $"its line {line + 1}, of {name}, is not what {PackNames.Manifest} says");
    }
}
