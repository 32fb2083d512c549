using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Compliance;

namespace AlmCompliance.Web.Features.Advisories;

/// <summary>An advisory with the hosts it touches, as far as the actor sees them.</summary>
/// <param name="ByStatus">Every status has its number.</param>
internal sealed record AdvisoryItem(Advisory Advisory, IReadOnlyDictionary<ComplianceStatus, int> ByStatus);
