namespace AlmCompliance.Domain.Advisories;

/// <summary>The three measures that the product note asks for where updating is not possible.</summary>
public enum ProtectiveMeasure
{
    /// <summary>None of them.</summary>
    Unknown = 0,

    /// <summary>M1: block the ALM's port at the boundaries of production areas.</summary>
    Port,

    /// <summary>M2: switch remote access off on hosts that are no licence servers.</summary>
    RemoteAccess,

    /// <summary>M3: keep Internet Explorer away from untrusted sites.</summary>
    Browser,
}

/// <summary>Measures that together are enough against a CVE.</summary>
/// <param name="Measures">All of them must be in place.</param>
/// <param name="OnLicenceServer">The set counts only on a host that is validly declared a licence server.</param>
public sealed record MeasureSet(IReadOnlyList<ProtectiveMeasure> Measures, bool OnLicenceServer = false)
{
    /// <summary>The port blocked at every boundary and remote access off; or, on a licence server, the port alone.</summary>
    public static IReadOnlyList<MeasureSet> PortAndRemoteAccess { get; } =
        [new([ProtectiveMeasure.Port, ProtectiveMeasure.RemoteAccess]), new([ProtectiveMeasure.Port], OnLicenceServer: true)];

    /// <summary>Remote access off; or, on a licence server, the port blocked at every boundary.</summary>
    public static IReadOnlyList<MeasureSet> RemoteAccessOff { get; } =
        [new([ProtectiveMeasure.RemoteAccess]), new([ProtectiveMeasure.Port], OnLicenceServer: true)];

    /// <summary>The ALM's control kept away from foreign web sites.</summary>
    public static IReadOnlyList<MeasureSet> BrowserShielded { get; } = [new([ProtectiveMeasure.Browser])];

    /// <summary>No measure is known to be enough.</summary>
    public static IReadOnlyList<MeasureSet> None { get; } = [];
}
