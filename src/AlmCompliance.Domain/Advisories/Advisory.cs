using AlmCompliance.Domain.Inventory;

namespace AlmCompliance.Domain.Advisories;

/// <summary>The publisher's number of an advisory; the product note's is <c>57252401</c>.</summary>
/// <param name="Value">Text, never empty.</param>
public readonly record struct AdvisoryId(string Value)
{
    /// <inheritdoc />
    public override string ToString() => Value;
}

/// <summary>From where a weakness can be used.</summary>
public enum WeaknessReach
{
    /// <summary>Nobody says; counted like the network.</summary>
    Unknown = 0,

    /// <summary>Over the network, or by content from it.</summary>
    Network,

    /// <summary>Only by someone who works on the host: no measure at the network helps.</summary>
    LocalOnly,

    /// <summary>Only while the product is being set up: counted apart.</summary>
    SetUpOnly,
}

/// <summary>A published weakness of the ALM as this product judges it.</summary>
public sealed record Advisory
{
    /// <summary>The publisher's number.</summary>
    public required AdvisoryId Id { get; init; }

    /// <summary>Other numbers of the same weakness, CISA's for example.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>A short title in English.</summary>
    public required string Title { get; init; }

    /// <summary>The publisher's date; deadlines never start from it.</summary>
    public required DateOnly PublishedOn { get; init; }

    /// <summary>The state of its document that the rules were written from.</summary>
    public required AdvisoryRevision Revision { get; init; }

    /// <summary>The versions that the advisory names; they decide the status.</summary>
    public required AffectedVersions Affected { get; init; }

    /// <summary>Its weaknesses, which can touch other versions than the advisory names.</summary>
    public required IReadOnlyList<Cve> Cves { get; init; }

    /// <summary>What the publisher asks of every affected host that cannot be updated.</summary>
    public IReadOnlyList<ProtectiveMeasure> AskedMeasures { get; init; } = [];

    /// <summary>Where it can be read.</summary>
    public required Uri Source { get; init; }

    /// <summary>From where its weaknesses can be used.</summary>
    public WeaknessReach Reach { get; init; } = WeaknessReach.Network;

    /// <summary>When the server first judged by it; deadlines start from here at the earliest. Null where it is not stored.</summary>
    public DateTimeOffset? EnteredCatalogueAt { get; init; }

    /// <summary>What other publishers say of the same weakness.</summary>
    public IReadOnlyList<AdvisorySource> FurtherSources { get; init; } = [];

    /// <summary>
    /// The vendor's own words settle it (the product note): other sources are compared and shown, and never change a verdict.
    /// Elsewhere the source that says affected wins.
    /// </summary>
    public bool DecidesAlone { get; init; }

    /// <summary>The one version that ends it in every line; null where lines differ or no update ends it.</summary>
    public AlmVersion? FixedIn
    {
        get
        {
            var fix = Affected.Branches[0].FixedIn;
            foreach (var branch in Affected.Branches)
            {
                if (branch.FixedIn != fix)
                {
                    return null;
                }
            }

            return fix;
        }
    }

    /// <summary>The same advisory with the digest of what the rules judge by in its revision.</summary>
    public Advisory WithDigest() => this with { Revision = Revision with { Digest = AdvisoryDigest.Of(this) } };
}
