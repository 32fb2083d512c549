using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AlmCompliance.Domain.Advisories;

/// <summary>One number for all that the rules judge by in an advisory: titles, addresses and dates stay out of it.</summary>
public static class AdvisoryDigest
{
    /// <summary>SHA-256 in lower-case hex, 64 characters.</summary>
    public static string Of(Advisory advisory)
    {
        var text = new StringBuilder();
        Line(text, "advisory", advisory.Id.Value, advisory.Revision.Version, advisory.Reach.ToString(), advisory.DecidesAlone ? "alone" : "");
        Line(text, "asks", [.. advisory.AskedMeasures.Select(m => m.ToString())]);
        Branches(text, advisory.Affected);
        foreach (var cve in advisory.Cves)
        {
            Line(text, "cve", cve.Id.Value, cve.CvssBase.ToString(CultureInfo.InvariantCulture));
            Branches(text, cve.Affected);
            foreach (var set in cve.SufficientMeasures)
            {
                Line(text, set.OnLicenceServer ? "set on licence server" : "set", [.. set.Measures.Select(m => m.ToString())]);
            }
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static void Branches(StringBuilder text, AffectedVersions versions)
    {
        foreach (var branch in versions.Branches)
        {
            Line(
                text,
                "branch",
                branch.Line.ToString(),
                branch.Affected is null ? "not interpretable" : "",
                branch.Affected?.From?.Canonical ?? "",
                branch.Affected?.Below?.Canonical ?? "",
                branch.Remedy.ToString(),
                branch.FixedIn?.Canonical ?? "",
                branch.RawRange ?? "");
        }
    }

    private static void Line(StringBuilder text, string kind, params ReadOnlySpan<string> parts)
    {
        text.Append(kind);
        foreach (var part in parts)
        {
            text.Append(CultureInfo.InvariantCulture, $"\t{part.Length}:{part}");
        }

        text.Append('\n');
    }
}
