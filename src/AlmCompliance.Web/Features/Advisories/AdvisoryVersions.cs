using System.Globalization;

namespace AlmCompliance.Web.Features.Advisories;

/// <summary>Publishers count revisions as 1, 2, 10 or as 1.0.0, 1.2.0: parts that are numbers are compared as numbers.</summary>
internal static class AdvisoryVersions
{
    public static IComparer<string> InOrder { get; } = StringComparer.Create(CultureInfo.InvariantCulture, CompareOptions.NumericOrdering);
}
