using AlmCompliance.Domain.Advisories;
using static AlmCompliance.Web.Components.ListAddress;

namespace AlmCompliance.Web.Features.Findings;

/// <summary>
/// Addresses of the work list: only what differs from the plain one, which is of the product note, since that is what the
/// overview counts. To the API an absent advisory means all.
/// </summary>
internal static class FindingsAddress
{
    /// <summary>Stands for every advisory.</summary>
    public const string EveryAdvisory = "all";

    public static string Note => ProductNote57252401.Id.Value;

    public static string Of(Guid finding) => $"/findings/{finding}";

    /// <summary>The advisory that the page's address means; null for all.</summary>
    public static string? Advisory(string? text) => string.IsNullOrWhiteSpace(text) ? Note : text == EveryAdvisory ? null : text;

    public static string Page(FindingListRequest request) => Join("/findings",
    [
        .. Filter(request),
        .. request.Advisory == Note ? [] : new[] { Field("advisory", request.Advisory ?? EveryAdvisory) },
        .. Order(request),
        .. Pages(request.Page),
    ]);

    /// <summary>The same findings in the same order, as a file.</summary>
    public static string Export(FindingListRequest request) => Join("/api/v1/exports/findings.csv",
    [
        .. Filter(request),
        .. request.Advisory is { } advisory ? new[] { Field("advisory", advisory) } : [],
        .. Order(request),
    ]);

    private static IEnumerable<string> Filter(FindingListRequest request)
    {
        if (request.Search is { } search)
        {
            yield return Field("q", search);
        }

        if (request.Rules.Count > 0)
        {
            yield return $"rule={string.Join(',', request.Rules)}";
        }

        foreach (var zone in request.Zones)
        {
            yield return Field("zone", zone);
        }

        if (request.Owner.Text is { } owner)
        {
            yield return $"owner={owner}";
        }

        if (request.Due is not FindingDue.Any)
        {
            yield return $"due={Name(request.Due)}";
        }
    }

    private static IEnumerable<string> Order(FindingListRequest request)
    {
        if (request.Sort is not FindingSort.Due || request.Descending)
        {
            yield return $"sort={(request.Descending ? "-" : "")}{Name(request.Sort)}";
        }
    }
}
