using System.Security.Cryptography;
using System.Text;
using AlmCompliance.Web.Features.Advisories;
using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Bcpg.OpenPgp;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Security;
using BigInteger = Org.BouncyCastle.Math.BigInteger;

namespace AlmCompliance.Web.Tests.Advisories;

/// <summary>Check sums and signatures beside an advisory file.</summary>
public sealed class SidecarTests
{
    private static readonly byte[] Document = "the document"u8.ToArray();
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 0, 0, 0, TimeSpan.Zero);
    private static readonly PgpKeyPair Signer = Pair();

    [Theory]
    [InlineData("{0}  file.json")]
    [InlineData("{0}    file.json")]
    [InlineData("{0} *file.json\n")]
    [InlineData("{0}")]
    public void A_digest_that_fits_is_good(string layout) =>
        Digest(string.Format(System.Globalization.CultureInfo.InvariantCulture, layout, Convert.ToHexStringLower(SHA512.HashData(Document)))).ShouldBe(SidecarState.Good);

    [Theory]
    [InlineData("")]
    [InlineData("file.json")]
    [InlineData("00  file.json")]
    public void Another_digest_is_wrong(string text) => Digest(text).ShouldBe(SidecarState.Wrong);

    [Fact]
    public void A_signature_of_a_configured_key_is_good() =>
        Sidecars.CheckSignature(Document, Signature(Document, Signer), [Ring(Signer)], Now).State.ShouldBe(SidecarState.Good);

    [Fact]
    public void A_signature_of_another_document_is_wrong() =>
        Sidecars.CheckSignature(Document, Signature("another document"u8.ToArray(), Signer), [Ring(Signer)], Now).State.ShouldBe(SidecarState.Wrong);

    [Fact]
    public void A_signature_of_a_key_that_nobody_configured_is_neither_good_nor_wrong() =>
        Sidecars.CheckSignature(Document, Signature(Document, Pair()), [Ring(Signer)], Now).State.ShouldBe(SidecarState.UnknownKey);

    [Theory]
    [InlineData("")]
    [InlineData("-----BEGIN PGP SIGNATURE-----\n\nnonsense\n-----END PGP SIGNATURE-----\n")]
    [InlineData("plain words")]
    public void What_is_no_signature_is_wrong(string text) =>
        Sidecars.CheckSignature(Document, Encoding.ASCII.GetBytes(text), [Ring(Signer)], Now).State.ShouldBe(SidecarState.Wrong);

    [Fact]
    public void A_signature_changed_anywhere_is_never_good()
    {
        var signature = Signature(Document, Signer);
        for (var at = 60; at < signature.Length - 40; at += 3)
        {
            var changed = signature.ToArray();
            changed[at] ^= 1;
            Sidecars.CheckSignature("The document"u8.ToArray(), changed, [Ring(Signer)], Now).State.ShouldNotBe(SidecarState.Good);
        }
    }

    private static SidecarState Digest(string text) => Sidecars.CheckDigest(Document, Encoding.ASCII.GetBytes(text));

    internal static PgpKeyPair Pair()
    {
        var generator = new RsaKeyPairGenerator();
        generator.Init(new RsaKeyGenerationParameters(BigInteger.ValueOf(65537), new SecureRandom(), 2048, 12));
        return new PgpKeyPair(PublicKeyAlgorithmTag.RsaGeneral, generator.GenerateKeyPair(), Now.AddYears(-1).UtcDateTime);
    }

    internal static byte[] Ring(PgpKeyPair pair)
    {
        var generator = new PgpKeyRingGenerator(
            PgpSignature.DefaultCertification, pair, "publisher@example", SymmetricKeyAlgorithmTag.Null, Array.Empty<char>(), useSha1: false, null, null, new SecureRandom());
        return generator.GeneratePublicKeyRing().GetEncoded();
    }

    internal static byte[] Signature(byte[] document, PgpKeyPair pair)
    {
        var generator = new PgpSignatureGenerator(pair.PublicKey.Algorithm, HashAlgorithmTag.Sha512);
        generator.InitSign(PgpSignature.BinaryDocument, pair.PrivateKey);
        generator.Update(document);
        using var text = new MemoryStream();
        using (var armoured = new ArmoredOutputStream(text))
        {
            generator.Generate().Encode(armoured);
        }

        return text.ToArray();
    }
}
