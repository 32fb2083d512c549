using AlmCompliance.Data.Trail;

namespace AlmCompliance.Web.Features.AuditReports.Verifying;

/// <summary>What somebody who checks a pack knows by another way than the pack.</summary>
/// <param name="Fingerprint">SHA-256 of the site's certificate, small hex; null where it is not known.</param>
/// <param name="Head">A head of the site's audit trail.</param>
internal sealed record PackWitness(string? Fingerprint = null, TrailHead? Head = null)
{
    /// <summary>As openssl or people write it: colons, spaces and great letters allowed. Null where it is none.</summary>
    public static string? FingerprintOf(string text)
    {
        var hex = string.Concat(text.Where(c => c is not (':' or ' '))).ToLowerInvariant();
        return hex.Length == 64 && hex.All(char.IsAsciiHexDigitLower) ? hex : null;
    }
}
