using System.Globalization;

namespace AlmCompliance.Domain.Rules;

/// <summary>
/// ALM0009: nobody has reviewed the advisory catalogue for 35 days (NERC CIP-007 R2). One notice for the fleet, on no host;
/// told beforehand with the moment from which it is open.
/// </summary>
public static class Alm0009CatalogueReview
{
    /// <summary>How long a review lasts unless a site allows less.</summary>
    public static TimeSpan Longest { get; } = TimeSpan.FromDays(35);

    /// <summary>The notice; it is open once <see cref="Finding.OpensAt"/> has come.</summary>
    /// <param name="reviewedAt">The last review; null where there never was one.</param>
    /// <param name="inUseSince">When the catalogue was first judged by: without a review, time runs from here.</param>
    /// <param name="allowed">How long a review lasts.</param>
    public static Finding Judge(DateTimeOffset? reviewedAt, DateTimeOffset inUseSince, TimeSpan allowed) => new(
        RuleId.ALM0009,
        null,
        FindingReason.CatalogueNotReviewed,
        [allowed.TotalDays.ToString("0.##", CultureInfo.InvariantCulture)],
        (reviewedAt ?? inUseSince) + allowed);

    /// <summary>Whether the notice is open at that moment.</summary>
    public static bool IsOpen(DateTimeOffset? reviewedAt, DateTimeOffset inUseSince, DateTimeOffset now) =>
        now >= Judge(reviewedAt, inUseSince, Longest).OpensAt;
}
