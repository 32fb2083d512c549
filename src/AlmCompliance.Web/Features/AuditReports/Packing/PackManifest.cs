using AlmCompliance.Web.Features.AuditReports.Model;

namespace AlmCompliance.Web.Features.AuditReports.Packing;

/// <summary>What an audit pack holds: <c>manifest.json</c>, which the site signs.</summary>
/// <param name="Verdicts">How the verdicts can be computed again.</param>
/// <param name="Trail">The stretch of the audit trail; null where the maker sees a part of the plant only, since its entries tell of all of it.</param>
/// <param name="Head">The trail's newest entry when the pack was made, whether or not the stretch is there.</param>
/// <param name="Certificate">SHA-256 of the certificate that it is signed by, hex.</param>
internal sealed record PackManifest(
    string Schema, string Reference, Guid ReportId, DateTimeOffset AsOf, DateTimeOffset MadeAt, string MadeBy, string Program, PackVerdicts Verdicts,
    PackTrail? Trail, ReportTrailHead Head, string Certificate, IReadOnlyList<PackFile> Files)
{
    public const string Name = "almcompliance.audit-pack/1";
}

/// <param name="Rules">The edition of the rules.</param>
/// <param name="Inputs">How many hosts' inputs there are; 0 in a report of the past, whose inputs are not kept.</param>
internal sealed record PackVerdicts(string Rules, int Inputs);

/// <param name="From">The number of its first entry.</param>
internal sealed record PackTrail(long From, long To, string HeadHash);

/// <param name="Sha256">Hex.</param>
internal sealed record PackFile(string Name, long Length, string Sha256);
