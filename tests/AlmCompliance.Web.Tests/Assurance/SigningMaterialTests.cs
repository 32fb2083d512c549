using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using AlmCompliance.Web.Assurance;

namespace AlmCompliance.Web.Tests.Assurance;

/// <summary>In what shapes a site may bring its certificate, and what is refused.</summary>
public sealed class SigningMaterialTests
{
    [Theory]
    [InlineData("two files")]
    [InlineData("one file")]
    [InlineData("SEC 1")]
    [InlineData("encrypted")]
    [InlineData("chain")]
    [InlineData("PKCS #12")]
    [InlineData("PKCS #12 with a chain")]
    [InlineData("PKCS #12 and PEM")]
    public void It_is_taken_as_authorities_hand_it_out(string shape)
    {
        using var key = SigningKit.Key();
        using var certificate = SigningKit.Certificate(key);
        using var authority = SigningKit.Key();
        using var above = SigningKit.Certificate(authority);
        var (pem, plain) = (certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
        var files = shape switch
        {
            "one file" => Files($"{pem}\n{plain}", ""),
            "SEC 1" => Files(pem, key.ExportECPrivateKeyPem()),
            "encrypted" => Files(pem, key.ExportEncryptedPkcs8PrivateKeyPem("secret", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000)), "secret"),
            "chain" => Files($"{above.ExportCertificatePem()}\n{pem}", plain),
            "PKCS #12" => new SigningFiles(certificate.Export(X509ContentType.Pkcs12, "secret"), [], "secret"),
            "PKCS #12 with a chain" => new SigningFiles(new X509Certificate2Collection { X509CertificateLoader.LoadCertificate(above.RawData), certificate }.Export(X509ContentType.Pkcs12)!, [], null),
            "PKCS #12 and PEM" => new SigningFiles(X509CertificateLoader.LoadCertificate(certificate.RawData).Export(X509ContentType.Pkcs12), Encoding.ASCII.GetBytes(plain), null),
            _ => Files(pem, plain),
        };

        var (material, fault) = SigningMaterial.Read(files, SigningKit.Now);

        fault.ShouldBe(SigningFault.None);
        using (material)
        {
            material!.Certificate.RawData.ShouldBe(certificate.RawData);
            material.Certificate.HasPrivateKey.ShouldBeFalse();
            using var publicKey = certificate.GetECDsaPublicKey()!;
            publicKey.VerifyData("report"u8, material.Key.SignData("report"u8, HashAlgorithmName.SHA256), HashAlgorithmName.SHA256).ShouldBeTrue();
        }
    }

    [Fact]
    public void What_cannot_be_signed_with_is_refused_with_its_reason()
    {
        using var key = SigningKit.Key();
        using var other = SigningKit.Key();
        using var large = SigningKit.Key(ECCurve.NamedCurves.nistP384);
        using var brainpool = SigningKit.Key(ECCurve.NamedCurves.brainpoolP256r1);
        using var rsa = RSA.Create(2048);
        using var certificate = SigningKit.Certificate(key);
        using var ofRsa = new CertificateRequest("CN=x", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(SigningKit.Now, SigningKit.Now.AddYears(1));
        var (pem, plain) = (certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());

        SigningFault Read(SigningFiles files)
        {
            var (material, fault) = SigningMaterial.Read(files, SigningKit.Now);
            material.ShouldBeNull();
            return fault;
        }

        SigningFault OfCertificate(X509Certificate2 one, ECDsa its) => Read(Files(one.ExportCertificatePem(), its.ExportPkcs8PrivateKeyPem()));

        Read(Files("", plain)).ShouldBe(SigningFault.Certificate);
        Read(Files("nonsense", plain)).ShouldBe(SigningFault.Certificate);
        Read(Files("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", plain)).ShouldBe(SigningFault.Certificate);
        Read(Files(plain, plain)).ShouldBe(SigningFault.Certificate);
        Read(new SigningFiles(certificate.Export(X509ContentType.Pkcs12, "secret"), [], "wrong")).ShouldBe(SigningFault.Certificate);
        Read(Files(pem, "")).ShouldBe(SigningFault.Key);
        Read(Files(pem, "nonsense")).ShouldBe(SigningFault.Key);
        Read(Files(pem, key.ExportSubjectPublicKeyInfoPem())).ShouldBe(SigningFault.Key);
        Read(Files(pem, key.ExportEncryptedPkcs8PrivateKeyPem("secret", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000)), "wrong")).ShouldBe(SigningFault.Key);
        Read(new SigningFiles(X509CertificateLoader.LoadCertificate(certificate.RawData).Export(X509ContentType.Pkcs12), [], null)).ShouldBe(SigningFault.Key);
        Read(Files(pem, other.ExportPkcs8PrivateKeyPem())).ShouldBe(SigningFault.OtherKey);
        Read(Files(ofRsa.ExportCertificatePem(), plain)).ShouldBe(SigningFault.Curve);
        using (var one = SigningKit.Certificate(large))
        {
            OfCertificate(one, large).ShouldBe(SigningFault.Curve);
        }

        using (var one = SigningKit.Certificate(brainpool))
        {
            OfCertificate(one, brainpool).ShouldBe(SigningFault.Curve, "of the same size, and another curve");
        }

        using (var one = SigningKit.Certificate(key, SigningKit.Now.AddDays(1)))
        {
            OfCertificate(one, key).ShouldBe(SigningFault.Validity);
        }

        using (var one = SigningKit.Certificate(key, until: SigningKit.Now.AddDays(-1)))
        {
            OfCertificate(one, key).ShouldBe(SigningFault.Validity);
        }

        using (var one = SigningKit.Certificate(key, use: X509KeyUsageFlags.CrlSign))
        {
            OfCertificate(one, key).ShouldBe(SigningFault.Use);
        }
    }

    private static SigningFiles Files(string certificate, string key, string? password = null) => new(Encoding.ASCII.GetBytes(certificate), Encoding.ASCII.GetBytes(key), password);
}
