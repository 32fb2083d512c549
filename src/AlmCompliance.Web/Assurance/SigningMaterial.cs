using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace AlmCompliance.Web.Assurance;

/// <summary>What a site brings to sign with.</summary>
/// <param name="Certificate">PEM, or PKCS #12 with its key.</param>
/// <param name="Key">The private key as PEM; empty where the certificate's file holds it.</param>
internal sealed record SigningFiles(byte[] Certificate, byte[] Key, string? Password);

/// <summary>Why it cannot be signed with.</summary>
internal enum SigningFault
{
    None = 0,

    /// <summary>The file holds no certificate, or the password does not open it.</summary>
    Certificate,

    /// <summary>There is no private key, or the password does not open it.</summary>
    Key,

    /// <summary>The certificate is not for ECDSA on P-256.</summary>
    Curve,

    /// <summary>The key belongs to none of the certificates.</summary>
    OtherKey,

    /// <summary>The certificate is for other uses than signing.</summary>
    Use,

    /// <summary>It is not valid yet, or no more.</summary>
    Validity,
}

/// <summary>A certificate with its private key, fit to sign with.</summary>
internal sealed class SigningMaterial(X509Certificate2 certificate, ECDsa key) : IDisposable
{
    private const string NistP256 = "1.2.840.10045.3.1.7";

    public X509Certificate2 Certificate => certificate;

    public ECDsa Key => key;

    public static (SigningMaterial? Material, SigningFault Fault) Read(SigningFiles files, DateTimeOffset now)
    {
        var certificates = new X509Certificate2Collection();
        ECDsa? key = null;
        try
        {
            if (!Read(files, certificates, out key))
            {
                return (null, certificates.Count == 0 ? SigningFault.Certificate : SigningFault.Key);
            }

            var chosen = certificates.FirstOrDefault(c => IsOf(c, key!));
            var fault = chosen is null ? Foreign(certificates) : Fault(chosen, now);
            if (fault is not SigningFault.None)
            {
                return (null, fault);
            }

            var material = new SigningMaterial(X509CertificateLoader.LoadCertificate(chosen!.RawData), key!);
            key = null;
            return (material, SigningFault.None);
        }
        finally
        {
            key?.Dispose();
            foreach (var one in certificates)
            {
                one.Dispose();
            }
        }
    }

    public void Dispose()
    {
        certificate.Dispose();
        key.Dispose();
    }

    /// <summary>False where the certificates cannot be read, and there are none then, or the key cannot.</summary>
    private static bool Read(SigningFiles files, X509Certificate2Collection certificates, out ECDsa? key)
    {
        key = null;
        try
        {
            var text = Encoding.ASCII.GetString(files.Certificate);
            if (!text.Contains("-----BEGIN ", StringComparison.Ordinal))
            {
                certificates.AddRange(X509CertificateLoader.LoadPkcs12Collection(files.Certificate, files.Password, X509KeyStorageFlags.EphemeralKeySet | X509KeyStorageFlags.Exportable));
                key = files.Key.Length > 0 ? FromPem(Encoding.ASCII.GetString(files.Key), files.Password) : FromPkcs12(certificates);
                return certificates.Count > 0 && key is not null;
            }

            certificates.ImportFromPem(text);
            key = certificates.Count == 0 ? null : FromPem(files.Key.Length > 0 ? Encoding.ASCII.GetString(files.Key) : text, files.Password);
            return key is not null;
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            return false;
        }
    }

    private static ECDsa? FromPem(string pem, string? password)
    {
        var key = ECDsa.Create();
        try
        {
            if (pem.Contains("-----BEGIN ENCRYPTED ", StringComparison.Ordinal))
            {
                key.ImportFromEncryptedPem(pem, password ?? "");
            }
            else
            {
                key.ImportFromPem(pem);
            }

            // A public key is read as gladly.
            key.ExportPkcs8PrivateKey();
            return key;
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            key.Dispose();
            return null;
        }
    }

    private static ECDsa? FromPkcs12(X509Certificate2Collection certificates)
    {
        using var bound = certificates.FirstOrDefault(c => c.HasPrivateKey)?.GetECDsaPrivateKey();
        if (bound is null)
        {
            return null;
        }

        // Windows lets a key out of a store in an encrypted shape only.
        const string ForTheWay = "way";
        var parameters = new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1);
        var key = ECDsa.Create();
        key.ImportEncryptedPkcs8PrivateKey(ForTheWay, bound.ExportEncryptedPkcs8PrivateKey(ForTheWay, parameters), out _);
        return key;
    }

    private static bool IsOf(X509Certificate2 certificate, ECDsa key)
    {
        using var publicKey = certificate.GetECDsaPublicKey();
        return publicKey is not null && publicKey.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(key.ExportSubjectPublicKeyInfo());
    }

    private static SigningFault Foreign(X509Certificate2Collection certificates)
    {
        using var publicKey = certificates[0].GetECDsaPublicKey();
        return publicKey is null ? SigningFault.Curve : SigningFault.OtherKey;
    }

    private static SigningFault Fault(X509Certificate2 certificate, DateTimeOffset now)
    {
        using var publicKey = certificate.GetECDsaPublicKey()!;
        var curve = publicKey.ExportParameters(false).Curve;
        return !curve.IsNamed || (curve.Oid.Value != NistP256 && curve.Oid.FriendlyName is not ("nistP256" or "ECDSA_P256")) ? SigningFault.Curve
            : certificate.Extensions.OfType<X509KeyUsageExtension>().Any(u => (u.KeyUsages & (X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation)) == X509KeyUsageFlags.None) ? SigningFault.Use
            : now.UtcDateTime < certificate.NotBefore.ToUniversalTime() || now.UtcDateTime > certificate.NotAfter.ToUniversalTime() ? SigningFault.Validity
            : SigningFault.None;
    }
}
