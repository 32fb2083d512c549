namespace AlmCompliance.Web.Assurance;

/// <summary>A signature of the site: ECDSA P-256 over SHA-256, the same for the same content and key.</summary>
/// <param name="Signature">DER, as <c>openssl dgst -sha256 -verify</c> takes it.</param>
/// <param name="CertificatePem">The certificate that it verifies by.</param>
/// <param name="Fingerprint">SHA-256 of the certificate, as small hexadecimal digits.</param>
internal sealed record SiteSignature(byte[] Signature, string CertificatePem, string Fingerprint);

/// <summary>The signing key cannot be used; the message says why, in a sentence for whoever runs the server.</summary>
internal sealed class SigningKeyException(string message) : Exception(message);
