namespace AlmCompliance.Data.Trail;

/// <summary>
/// What the site signs with. Rows are added and never taken away: by the certificate of its time an old report can still be
/// checked. Of a former one the private key is forgotten.
/// </summary>
public sealed class SigningCertificate
{
    /// <summary>How the trail names it: the acts that bring one in tell its fingerprint.</summary>
    public const string Subject = "signing-certificate";

    /// <summary>1, 2, 3 …; the highest is the one in use.</summary>
    public int Number { get; set; }

    /// <summary>The certificate (X.509, DER).</summary>
    public required byte[] Certificate { get; set; }

    /// <summary>SHA-256 of the certificate.</summary>
    public required byte[] Fingerprint { get; set; }

    /// <summary>The private key (PKCS #8), sealed by the server; null once another certificate has taken its place.</summary>
    public byte[]? SealedKey { get; set; }
    public DateTimeOffset Since { get; set; }
    public required string SetBy { get; set; }
}
