using System.Security.Cryptography;

namespace AlmCompliance.Web.Features.Agents;

/// <summary>The public half of an agent's own key: RSA of 2048 to 4096 bits, as a SubjectPublicKeyInfo in its one encoding.</summary>
internal sealed class AgentPublicKey
{
    public const string Expected = "This must be the SubjectPublicKeyInfo of an RSA key of 2048 to 4096 bits, as base64 or PEM.";
    public const int LongestText = 4096;
    private const int FewestBits = 2048;
    private const int MostBits = 4096;
    private readonly byte[] _info;

    private AgentPublicKey(byte[] info) => _info = info;

    /// <summary>Base64 in one line.</summary>
    public string Text => Convert.ToBase64String(_info);

    /// <summary>SHA-256 of the decoded key.</summary>
    public byte[] Fingerprint => SHA256.HashData(_info);

    /// <summary>A fingerprint as people compare it: hex in groups of four.</summary>
    public static string Shown(byte[] fingerprint) => string.Join(' ', Convert.ToHexStringLower(fingerprint).Chunk(4).Select(four => new string(four)));

    /// <summary>Null where it is no such key.</summary>
    public static AgentPublicKey? Read(string? text)
    {
        if (text is null or { Length: > LongestText } || Decode(text) is not { Length: > 0 } info)
        {
            return null;
        }

        try
        {
            using var key = RSA.Create();
            key.ImportSubjectPublicKeyInfo(info, out _);
            var exponent = key.ExportParameters(includePrivateParameters: false).Exponent!;

            // Another encoding of the same key would be another fingerprint. With the exponent 1 everybody can sign.
            return key.KeySize is >= FewestBits and <= MostBits && exponent is not [1] && key.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(info)
                ? new AgentPublicKey(info)
                : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>By RSASSA-PKCS1-v1_5 with SHA-256.</summary>
    public bool HasSigned(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        try
        {
            using var key = RSA.Create();
            key.ImportSubjectPublicKeyInfo(_info, out _);
            return key.VerifyData(message, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static byte[]? Decode(string text)
    {
        if (!text.Contains("-----BEGIN", StringComparison.Ordinal))
        {
            return Bytes(text);
        }

        return PemEncoding.TryFind(text, out var found) && text[found.Label] == "PUBLIC KEY" ? Bytes(text[found.Base64Data]) : null;
    }

    private static byte[]? Bytes(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var length) ? bytes[..length] : null;
    }
}
