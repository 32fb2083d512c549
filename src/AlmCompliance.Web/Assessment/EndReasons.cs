namespace AlmCompliance.Web.Assessment;

/// <summary>Why a decision, or its part for one host, covers nothing any more: stored as the word, shown as a sentence.</summary>
internal static class EndReasons
{
    public const string Expired = "Expired";
    public const string RevisionChanged = "RevisionChanged";
    public const string VersionChanged = "VersionChanged";

    /// <summary>The host stands elsewhere than where a measure was attested.</summary>
    public const string PlaceChanged = "PlaceChanged";
    public const string HostListChanged = "HostListChanged";

    /// <summary>Followed by a space and the reference of the decision that took its place.</summary>
    public const string Replaced = "Replaced";
}
