using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Text;
using AlmCompliance.Web.Assurance;

namespace AlmCompliance.Web.Tests.Assurance;

/// <summary>The same content and key, the same signature, as RFC 6979 publishes it in A.2.5.</summary>
public sealed class SteadySignatureTests
{
    private const string Key = "C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721";
    private const string X = "60FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6";
    private const string Y = "7903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299";

    [Theory]
    [InlineData("sample", "EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716", "F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8")]
    [InlineData("test", "F1ABB023518351CD71D881567B1EA663ED3EFCF6C5132B354F28D3B0B7D38367", "019F4113742A2B14BD25926B49C649155F267E60D3814B4C0CC84250E46F0083")]
    public void It_signs_what_the_standard_publishes(string content, string r, string s)
    {
        var parameters = new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = Convert.FromHexString(Key), Q = new ECPoint { X = Convert.FromHexString(X), Y = Convert.FromHexString(Y) } };
        using var key = ECDsa.Create(parameters);
        var bytes = Encoding.ASCII.GetBytes(content);

        var signature = SteadySignature.Sign(key, SHA256.HashData(bytes));

        var numbers = new AsnReader(signature, AsnEncodingRules.DER).ReadSequence();
        Hex(numbers).ShouldBe(r);
        Hex(numbers).ShouldBe(s);
        numbers.HasData.ShouldBeFalse();
        key.VerifyData(bytes, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence).ShouldBeTrue();
        SteadySignature.Sign(key, SHA256.HashData(bytes)).ShouldBe(signature);
    }

    [Fact]
    public void Whatever_the_key_the_framework_verifies_it_and_other_content_is_signed_otherwise()
    {
        for (var i = 0; i < 100; i++)
        {
            using var key = SigningKit.Key();
            var digest = RandomNumberGenerator.GetBytes(32);

            var signature = SteadySignature.Sign(key, digest);

            key.VerifyHash(digest, signature, DSASignatureFormat.Rfc3279DerSequence).ShouldBeTrue();
            digest[0] ^= 1;
            key.VerifyHash(digest, signature, DSASignatureFormat.Rfc3279DerSequence).ShouldBeFalse();
            SteadySignature.Sign(key, digest).ShouldNotBe(signature);
        }
    }

    private static string Hex(AsnReader numbers) => numbers.ReadInteger().ToString("X", null).TrimStart('0').PadLeft(64, '0');
}
