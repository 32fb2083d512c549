namespace AlmCompliance.Domain.Rules;

/// <summary>The rules as one numbered edition.</summary>
public static class RuleBook
{
    /// <summary>
    /// The edition: counted up with every change after which the same input could give another verdict, measure or finding. Who
    /// checks an old report with another edition must not claim to have recomputed it.
    /// </summary>
    public const string Version = "1.0";
}
