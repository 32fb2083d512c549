namespace AlmCompliance.Domain.Inventory;

/// <summary>Where on a host a version text stands; the order is the order of trust, best first.</summary>
public enum VersionSource
{
    /// <summary>A source this program does not know.</summary>
    Unknown = 0,

    /// <summary><c>AUTSW\LicenseManager</c>, value <c>VersionString</c>.</summary>
    AutswVersionString,

    /// <summary><c>AUTSW\LicenseManager</c>, value <c>Release</c>.</summary>
    AutswRelease,

    /// <summary><c>AUTSW\LicenseManager</c>, value <c>TechnVersion</c>.</summary>
    AutswTechnVersion,

    /// <summary><c>AUTSW\LicenseManager</c>, value <c>Version</c>.</summary>
    AutswVersion,

    /// <summary>The uninstall key's <c>DisplayName</c>.</summary>
    UninstallDisplayName,

    /// <summary>The uninstall key's <c>DisplayVersion</c>.</summary>
    UninstallDisplayVersion,
}

/// <summary>How a version text was read.</summary>
public enum VersionGrammar
{
    /// <summary>It was not: no version may be concluded from the text.</summary>
    NotInterpretable = 0,

    /// <summary><c>MM.mm.SSUU</c>, exactly 2, 2 and 4 digits: <c>05.01.0102</c> is V5.1 SP1 Upd2.</summary>
    Packed,

    /// <summary><c>5.3.4.4</c>: two to four parts of at most two digits.</summary>
    Dotted,

    /// <summary><c>V5.1 SP1 Upd2</c> and its spellings.</summary>
    Worded,
}

/// <summary>A version text as a host gave it.</summary>
/// <param name="Source">Where it stands.</param>
/// <param name="Raw">The text, unchanged.</param>
public readonly record struct VersionEvidence(VersionSource Source, string Raw);

/// <summary>
/// What one version text says, with absent kept apart from 0. A missing trailing part agrees with anything.
/// </summary>
/// <param name="Evidence">The text and its source.</param>
/// <param name="Grammar">The rule that read it; <see cref="VersionGrammar.NotInterpretable"/> leaves the parts meaningless.</param>
/// <param name="Major">1 to 9.</param>
/// <param name="Minor">0 to 99.</param>
/// <param name="ServicePack">0 to 99, null where the text does not say.</param>
/// <param name="Update">0 to 99, null where the text does not say.</param>
/// <param name="IsInferred">
/// The packed form with a service pack of 10 or more: its layout was never confirmed, so a conclusion is drawn only
/// where every reading of the last four digits gives the same one.
/// </param>
public sealed record VersionReading(
    VersionEvidence Evidence,
    VersionGrammar Grammar,
    int Major = 0,
    int Minor = 0,
    int? ServicePack = null,
    int? Update = null,
    bool IsInferred = false)
{
    /// <summary>Whether the text could be read.</summary>
    public bool IsReadable => Grammar != VersionGrammar.NotInterpretable;

    /// <summary>The version with 0 for every part that the text leaves open.</summary>
    public AlmVersion Lowest => new(Major, Minor, ServicePack ?? 0, Update ?? 0);
}

/// <summary>Whether a host's version texts add up to one version.</summary>
public enum VersionCertainty
{
    /// <summary>No source gave a text.</summary>
    None = 0,

    /// <summary>At least one text could not be read.</summary>
    NotInterpretable,

    /// <summary>Two texts state different things.</summary>
    Contradiction,

    /// <summary>All agree.</summary>
    Known,
}

/// <summary>The version that a host's texts add up to.</summary>
/// <param name="Certainty">Whether they do.</param>
/// <param name="Version">The most precise one when <paramref name="Certainty"/> is Known; else null.</param>
/// <param name="Readings">Every text that was not empty, in the order of trust.</param>
/// <param name="IsInferred">The version rests on the unconfirmed packed form.</param>
public sealed record InstalledVersion(
    VersionCertainty Certainty,
    AlmVersion? Version,
    IReadOnlyList<VersionReading> Readings,
    bool IsInferred = false)
{
    /// <summary>No text at all.</summary>
    public static InstalledVersion None { get; } = new(VersionCertainty.None, null, []);
}
