using AlmCompliance.Domain.Inventory;

namespace AlmCompliance.Domain.Advisories;

/// <summary>The publisher's number of an advisory; the product note's is <c>57252401</c>.</summary>
/// <param name="Value">Text, never empty.</param>
public readonly record struct AdvisoryId(string Value)
{
    /// <inheritdoc />
    public override string ToString() => Value;
}

/// <summary>A CVE number, for example <c>CVE-2011-4532</c>.</summary>
/// <param name="Value">Text, never empty.</param>
public readonly record struct CveId(string Value)
{
    /// <inheritdoc />
    public override string ToString() => Value;
}

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

/// <summary>A published weakness of the ALM as this product judges it.</summary>
/// <param name="Id">The publisher's number.</param>
/// <param name="Title">A short title in English.</param>
/// <param name="PublishedOn">The publisher's date.</param>
/// <param name="Revision">The state of its document that the rules were written from.</param>
/// <param name="Affected">The versions that the advisory names; they decide the status.</param>
/// <param name="FixedIn">The first version that ends it.</param>
/// <param name="Cves">Its weaknesses, which can touch other versions than the advisory names.</param>
/// <param name="AskedMeasures">What the publisher asks of every affected host that cannot be updated.</param>
/// <param name="Source">Where it can be read.</param>
public sealed record Advisory(
    AdvisoryId Id,
    string Title,
    DateOnly PublishedOn,
    string Revision,
    AffectedRange Affected,
    AlmVersion FixedIn,
    IReadOnlyList<Cve> Cves,
    IReadOnlyList<ProtectiveMeasure> AskedMeasures,
    Uri Source);
