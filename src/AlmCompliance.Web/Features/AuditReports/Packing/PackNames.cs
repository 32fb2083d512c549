namespace AlmCompliance.Web.Features.AuditReports.Packing;

/// <summary>What files in an audit pack are called; the report's own files bear its reference.</summary>
internal static class PackNames
{
    public const string Guide = "HOW-TO-CHECK.txt";
    public const string Inputs = "inputs.jsonl";
    public const string Rules = "rules.json";
    public const string Trail = "trail.jsonl";
    public const string Manifest = "manifest.json";
    public const string ManifestSignature = "manifest.json.sig";
    public const string Sums = "SHA256SUMS";
    public const string SumsSignature = "SHA256SUMS.sig";
    public const string Certificate = "certificate.pem";

    /// <summary>Where the files lie that decisions rest on.</summary>
    public const string AttestedFolder = "attested/";

    /// <summary>The forms of the report that people read.</summary>
    public static IReadOnlyList<string> ForReading { get; } = ["pdf", "xlsx", "csv"];

    /// <summary>A file that a decision rests on, by its digest: what people called it is theirs.</summary>
    public static string Attested(string sha256) => AttestedFolder + sha256;

    /// <summary>What the manifest does not list: it could not.</summary>
    public static IReadOnlyList<string> Unlisted { get; } = [Manifest, ManifestSignature, Sums, SumsSignature, Certificate];
}
