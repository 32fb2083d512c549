using System.Security.Cryptography;
using Org.BouncyCastle.Asn1.Sec;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using BigInteger = Org.BouncyCastle.Math.BigInteger;

namespace AlmCompliance.Web.Assurance;

/// <summary>
/// ECDSA on P-256 whose nonce follows from key and digest (RFC 6979, HMAC with SHA-256): one key signs the same content with the same
/// bytes, and no poor random number can give the key away. The framework's own signatures are never twice the same.
/// </summary>
internal static class SteadySignature
{
    private static readonly ECDomainParameters _domain = new(SecNamedCurves.GetByName("secp256r1"));

    /// <returns>DER.</returns>
    public static byte[] Sign(ECDsa key, ReadOnlySpan<byte> sha256)
    {
        var parameters = key.ExportParameters(includePrivateParameters: true);
        try
        {
            var signer = new ECDsaSigner(new HMacDsaKCalculator(new Sha256Digest()));
            signer.Init(forSigning: true, new ECPrivateKeyParameters(new BigInteger(1, parameters.D), _domain));
            var signature = signer.GenerateSignature(sha256.ToArray());
            return StandardDsaEncoding.Instance.Encode(_domain.N, signature[0], signature[1]);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(parameters.D);
        }
    }
}
