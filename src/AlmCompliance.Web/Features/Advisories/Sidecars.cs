using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Bcpg.OpenPgp;

namespace AlmCompliance.Web.Features.Advisories;

/// <summary>What a file beside the document says of it.</summary>
internal enum SidecarState
{
    /// <summary>There was none.</summary>
    Absent = 0,

    /// <summary>It does not fit the document, or cannot be read.</summary>
    Wrong,

    /// <summary>It is a signature, by a key that this site has not configured.</summary>
    UnknownKey,

    /// <summary>It fits.</summary>
    Good,
}

/// <summary>What a signature says of the document.</summary>
/// <param name="SignedBy">The fingerprint of the configured key that signed it, in upper-case hex; null unless good.</param>
internal readonly record struct SignatureCheck(SidecarState State, string? SignedBy = null);

/// <summary>The check sum and the signature that may lie beside a CSAF file.</summary>
internal static class Sidecars
{
    private const int LargestSignature = 64 * 1024;

    /// <summary>A <c>.sha512</c> file: the digest in hexadecimal, spaces and a name behind it.</summary>
    public static SidecarState CheckDigest(ReadOnlySpan<byte> document, ReadOnlySpan<byte> sidecar)
    {
        var text = Encoding.ASCII.GetString(sidecar.Length > 1024 ? sidecar[..1024] : sidecar).Trim();
        var end = text.AsSpan().IndexOfAny(" \t*");
        var digest = end < 0 ? text : text[..end];
        return digest.Equals(Convert.ToHexString(SHA512.HashData(document)), StringComparison.OrdinalIgnoreCase) ? SidecarState.Good : SidecarState.Wrong;
    }

    /// <summary>A <c>.asc</c> file: a detached OpenPGP signature, by one of the keys that the site trusts.</summary>
    /// <param name="keyRings">Public keys, armoured or binary, as the publisher gives them out.</param>
    /// <param name="now">A key that has expired or was revoked by then signs nothing.</param>
    public static SignatureCheck CheckSignature(ReadOnlyMemory<byte> document, byte[] sidecar, IEnumerable<byte[]> keyRings, DateTimeOffset now)
    {
        if (sidecar.Length is 0 or > LargestSignature)
        {
            return new SignatureCheck(SidecarState.Wrong);
        }

        try
        {
            var signatures = Signatures(sidecar);
            if (signatures is not { Count: > 0 })
            {
                return new SignatureCheck(SidecarState.Wrong);
            }

            var keys = keyRings.Select(Keys).ToList();
            var known = false;
            for (var i = 0; i < signatures.Count; i++)
            {
                var signature = signatures[i];
                if (keys.Select(k => k.GetPublicKey(signature.KeyId)).FirstOrDefault(k => k is not null) is not { } key || !IsUsable(key, now))
                {
                    continue;
                }

                known = true;
                signature.InitVerify(key);
                signature.Update(document.Span);
                if (IsOfDocument(signature) && signature.Verify())
                {
                    return new SignatureCheck(SidecarState.Good, Convert.ToHexString(key.GetFingerprint()));
                }
            }

            return new SignatureCheck(known ? SidecarState.Wrong : SidecarState.UnknownKey);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // The packet reader throws many kinds of exception at hostile bytes; none of them is a signature.
            return new SignatureCheck(SidecarState.Wrong);
        }
    }

    private static bool IsOfDocument(PgpSignature signature) =>
        signature.SignatureType is PgpSignature.BinaryDocument or PgpSignature.CanonicalTextDocument
        && signature.HashAlgorithm is HashAlgorithmTag.Sha256 or HashAlgorithmTag.Sha384 or HashAlgorithmTag.Sha512;

    private static bool IsUsable(PgpPublicKey key, DateTimeOffset now)
    {
        var lifetime = key.GetValidSeconds();
        return !key.HasRevocation() && (lifetime == 0 || new DateTimeOffset(key.CreationTime.ToUniversalTime(), TimeSpan.Zero).AddSeconds(lifetime) > now);
    }

    private static PgpSignatureList? Signatures(byte[] sidecar)
    {
        using var packets = PgpUtilities.GetDecoderStream(new MemoryStream(sidecar));
        return new PgpObjectFactory(packets).NextPgpObject() as PgpSignatureList;
    }

    private static PgpPublicKeyRingBundle Keys(byte[] keyRing)
    {
        using var packets = PgpUtilities.GetDecoderStream(new MemoryStream(keyRing));
        return new PgpPublicKeyRingBundle(packets);
    }
}
