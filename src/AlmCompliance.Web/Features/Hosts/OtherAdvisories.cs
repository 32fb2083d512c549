using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Compliance;

namespace AlmCompliance.Web.Features.Hosts;

/// <summary>A host by one advisory other than the product note.</summary>
/// <param name="Remedy">What its publisher offers in the host's product line; unknown where its own ranges do not touch the host.</param>
/// <param name="FixedIn">The version that ends it there; null where none does.</param>
internal sealed record OtherAdvisory(Advisory Advisory, HostAdvisoryStatus? Judged, RemedyKind Remedy, string? FixedIn)
{
    /// <summary>A host without a verdict is Unknown.</summary>
    public ComplianceStatus Status => Judged?.Status ?? ComplianceStatus.Unknown;

    /// <summary>It touches the host and no update has ended it, whatever measures or decisions hold.</summary>
    public bool IsOpen => Status is ComplianceStatus.NonCompliant or ComplianceStatus.Waived or ComplianceStatus.Mitigated;

    public bool IsSetUpOnly => Advisory.Reach == WeaknessReach.SetUpOnly;
}

/// <summary>The later advisories on a host: shown apart from compliance with the product note.</summary>
/// <param name="AsOf">The day whose published advisories the catalogue holds.</param>
internal sealed record OtherAdvisories(IReadOnlyList<OtherAdvisory> Items, DateOnly AsOf)
{
    public int Open => Items.Count(i => i is { IsOpen: true, IsSetUpOnly: false });

    public int OpenWhileSettingUp => Items.Count(i => i is { IsOpen: true, IsSetUpOnly: true });

    public int Unknown => Items.Count(i => i.Status == ComplianceStatus.Unknown);

    public static OtherAdvisories Of(HostDetail host, AdvisoryCatalogue catalogue) => new(
        [.. catalogue.Advisories.Skip(1).Select(a => Of(host, a)).OrderBy(a => a.IsSetUpOnly)], catalogue.AsOf);

    private static OtherAdvisory Of(HostDetail host, Advisory advisory)
    {
        var judged = host.Summary.Statuses.FirstOrDefault(s => s.AdvisoryId == advisory.Id.Value);
        var branch = host.Version.Version is { } version && advisory.Affected.StandingOf(version) is { Standing: RangeStanding.Inside } inside ? inside.Branch : null;
        return new OtherAdvisory(advisory, judged, branch?.Remedy ?? RemedyKind.Unknown, branch?.FixedIn?.ToString());
    }
}
