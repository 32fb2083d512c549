using AlmCompliance.Domain.Inventory;

namespace AlmCompliance.Domain.Advisories;

/// <summary>The versions that a weakness touches: from the lower bound on, up to but not including the upper one.</summary>
/// <param name="From">The first version touched; null where every older one is.</param>
/// <param name="Below">The first version not touched any more; null where none is known.</param>
public sealed record AffectedRange(AlmVersion? From, AlmVersion? Below)
{
    /// <summary>Whether the range holds the version.</summary>
    public bool Contains(AlmVersion version) => (From is null || version >= From) && (Below is null || version < Below);
}
