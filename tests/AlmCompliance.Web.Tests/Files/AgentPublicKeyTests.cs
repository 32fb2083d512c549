using System.Formats.Asn1;
using System.Net;
using System.Numerics;
using System.Security.Cryptography;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Web.Features.Agents;
using AlmCompliance.Web.Tests.Ingest;
using AlmCompliance.Web.Tests.Serving;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Tests.Files;

public sealed class AgentPublicKeyTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void An_RSA_key_of_enough_bits_is_taken_in_either_form_and_has_one_fingerprint()
    {
        using var key = RSA.Create(2048);
        var info = key.ExportSubjectPublicKeyInfo();

        var forms = (string[])[Convert.ToBase64String(info), key.ExportSubjectPublicKeyInfoPem(), key.ExportSubjectPublicKeyInfoPem().ReplaceLineEndings("\r\n")];

        foreach (var form in forms)
        {
            var read = AgentPublicKey.Read(form).ShouldNotBeNull(form);
            read.Text.ShouldBe(Convert.ToBase64String(info));
            read.Fingerprint.ShouldBe(SHA256.HashData(info));
        }

        AgentPublicKey.Shown([0xAB, 0xCD, 0x01, 0x02]).ShouldBe("abcd 0102");
    }

    [Fact]
    public void What_is_no_such_key_is_none()
    {
        using var small = RSA.Create(1024);
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var key = RSA.Create(2048);
        var info = key.ExportSubjectPublicKeyInfo();
        var modulus = key.ExportParameters(includePrivateParameters: false).Modulus!;

        foreach (var (why, text) in ((string, string?)[])
        [
            ("none", null), ("nothing", ""), ("no base64", "no key!"), ("no DER", Convert.ToBase64String([1, 2, 3])),
            ("1024 bits", Convert.ToBase64String(small.ExportSubjectPublicKeyInfo())),
            ("another algorithm", Convert.ToBase64String(curve.ExportSubjectPublicKeyInfo())),
            ("something behind it", Convert.ToBase64String([.. info, 0])),
            ("cut off", Convert.ToBase64String(info[..^1])),
            ("the private half", key.ExportPkcs8PrivateKeyPem()),
            ("PKCS#1", key.ExportRSAPublicKeyPem()),
            ("everybody signs with 1", Convert.ToBase64String(Info(modulus, 1))),
            ("8192 bits", Convert.ToBase64String(Info([0xC1, .. new byte[1022], 0x01], 65537))),
            ("long", new string('A', 5000)),
        ])
        {
            AgentPublicKey.Read(text).ShouldBeNull(why);
        }
    }

    [Theory, OnBoth]
    public async Task A_key_that_comes_with_an_enrolment_is_of_that_kind_or_refused_with_its_field(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var token = await server.EnrollmentTokenAsync();
        using var small = RSA.Create(1024);
        var refused = Enrollment.Request(token);
        refused.PublicKey = Convert.ToBase64String(small.ExportSubjectPublicKeyInfo());
        using var key = RSA.Create(3072);
        var taken = Enrollment.Request(token);
        taken.PublicKey = key.ExportSubjectPublicKeyInfoPem();
        var none = Enrollment.Request(token);
        none.PublicKey = " ";

        using var first = await server.EnrollAsync(refused);
        using var second = await server.EnrollAsync(taken);
        using var third = await server.EnrollAsync(none);

        await first.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "publicKey");
        (second.StatusCode, third.StatusCode).ShouldBe((HttpStatusCode.Created, HttpStatusCode.Created));
        await using var db = server.Db();
        (await db.AgentKeys.OrderBy(k => k.Id).Select(k => k.PublicKey).ToListAsync(Stop)).ShouldBe([Convert.ToBase64String(key.ExportSubjectPublicKeyInfo()), null], ignoreOrder: true);
    }

    private static byte[] Info(byte[] modulus, int exponent)
    {
        var key = new AsnWriter(AsnEncodingRules.DER);
        using (key.PushSequence())
        {
            key.WriteInteger(new BigInteger(modulus, isUnsigned: true, isBigEndian: true));
            key.WriteInteger(exponent);
        }

        var info = new AsnWriter(AsnEncodingRules.DER);
        using (info.PushSequence())
        {
            using (info.PushSequence())
            {
                info.WriteObjectIdentifier("1.2.840.113549.1.1.1");
                info.WriteNull();
            }

            info.WriteBitString(key.Encode());
        }

        return info.Encode();
    }
}
