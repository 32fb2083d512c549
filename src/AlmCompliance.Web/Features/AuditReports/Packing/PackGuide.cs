using AlmCompliance.Web.Features.AuditReports.Model;

namespace AlmCompliance.Web.Features.AuditReports.Packing;

/// <summary>How to check a pack with nothing but what every Linux and most Windows machines have. The page for auditors says the same.</summary>
internal static class PackGuide
{
    /// <summary>The steps, one command a line.</summary>
    public static IReadOnlyList<string> Commands { get; } =
    [
        "openssl x509 -in certificate.pem -noout -fingerprint -sha256",
        "openssl x509 -in certificate.pem -noout -pubkey > key.pem",
        "openssl dgst -sha256 -verify key.pem -signature SHA256SUMS.sig SHA256SUMS",
        "openssl dgst -sha256 -verify key.pem -signature manifest.json.sig manifest.json",
        "sha256sum --check --strict SHA256SUMS",
    ];

    public static string Of(ReportHead head) => $"""
        ALM Compliance audit pack {head.Reference}

        Unpack it into an empty folder and run there:

        {string.Join("\n", Commands.Select(c => "  " + c))}

        1. The fingerprint must be the one that the site gave you by another way than this pack.
        2. The key is taken out of the certificate.
        3. and 4. must say "Verified OK": the site signed these lists, and nobody changed them since.
        5. must say "OK" for every file. A file that the list does not name belongs to nobody: do not rely on it.

        With the program, which also follows the audit trail and computes each verdict anew from its input:

          AlmCompliance.Web verify-report {head.Reference}-audit-pack.zip --fingerprint FINGERPRINT

        with the fingerprint of 1. Without it the program says at the end that nobody vouched for the key.

        What is in here: the report as PDF, XLSX, CSV and JSON; rules.json and inputs.jsonl, which are what the rules were given (a report
        of the past has no inputs); attested/, the files that decisions rest on, named by their SHA-256; trail.jsonl, the audit trail of the
        last 35 days and one entry before, in which each entry carries the digest of the one before it (not in a report of single zones).

        """.ReplaceLineEndings("\n");
}
