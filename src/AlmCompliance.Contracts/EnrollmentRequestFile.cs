namespace AlmCompliance.Contracts;

/// <summary>
/// The wish of a host without a network to become known. A person carries it to the server and approves it after comparing
/// the key's fingerprint: SHA-256 of the decoded <see cref="PublicKey"/>, in hex. JSON.
/// </summary>
public sealed class EnrollmentRequestFile
{
    /// <summary>The value of <see cref="Schema"/> that this class describes.</summary>
    public const string SchemaV1 = "almcompliance.enrollment-request/1";

    /// <summary>Names the message and its version; required, <see cref="SchemaV1"/>.</summary>
    public string? Schema { get; set; }

    /// <summary>The same opaque identity that the host's reports will carry. Required.</summary>
    public string? MachineId { get; set; }

    /// <summary>The computer name. Required.</summary>
    public string? HostName { get; set; }

    /// <summary>The agent's RSA public key: base64 of its SubjectPublicKeyInfo (DER). Required.</summary>
    public string? PublicKey { get; set; }

    /// <summary>When, by the host's own clock, ISO 8601 with offset. Required.</summary>
    public string? CreatedAt { get; set; }

    /// <summary>
    /// Base64 of the RSASSA-PKCS1-v1_5 signature with SHA-256 over the UTF-8 bytes of the members above in their order, a
    /// line feed between them and none at the end: whoever made the request holds the private key. Required.
    /// </summary>
    public string? Signature { get; set; }
}
