using AlmCompliance.Domain.Inventory;

namespace AlmCompliance.Web.Features.AuditReports.Rendering.Pdf;

/// <summary>Where a version text stood, by the names that agents send.</summary>
internal static class VersionPlaces
{
    public static string Name(VersionSource source) => source switch
    {
        VersionSource.AutswVersionString => "autsw.VersionString",
        VersionSource.AutswRelease => "autsw.Release",
        VersionSource.AutswTechnVersion => "autsw.TechnVersion",
        VersionSource.AutswVersion => "autsw.Version",
        VersionSource.UninstallDisplayName => "uninstall.DisplayName",
        VersionSource.UninstallDisplayVersion => "uninstall.DisplayVersion",
        _ => "",
    };
}
