namespace AlmCompliance.Domain.Advisories;

/// <summary>One state of an advisory's document. Decisions are bound to it: another state lapses them.</summary>
/// <param name="Version">The publisher's version or date of the document, never empty.</param>
/// <param name="Digest">SHA-256 (curated) or SHA-512 (document) in lower-case hex; null where none was taken.</param>
public sealed record AdvisoryRevision(string Version, string? Digest = null)
{
    /// <summary>Version and digest in one text, as a decision keeps it.</summary>
    public string Key => Digest is null ? Version : $"{Version} {Digest}";

    /// <summary>The version alone.</summary>
    public override string ToString() => Version;
}
