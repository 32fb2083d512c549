using System.Globalization;
using AlmCompliance.Data.Decisions;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Web.Assessment;

namespace AlmCompliance.Web.Features.Decisions;

/// <summary>What can be said of a request without the database.</summary>
internal static class RequestChecks
{
    public const int LongestReason = 2000;
    public const int LongestOwner = 120;
    public const int LongestFileName = 200;
    public const int MostHosts = 2000;

    public static bool IsAboutAdvisory(DecisionKind kind) => kind is DecisionKind.UpdateDeferral or DecisionKind.Waiver or DecisionKind.ContradictionResolution;

    public static bool IsAboutHosts(DecisionKind kind) => kind is not (DecisionKind.CatalogueReview or DecisionKind.ContradictionResolution);

    /// <summary>Kinds that another version of the host lapses.</summary>
    public static bool IsBoundToVersion(DecisionKind kind) =>
        kind is DecisionKind.UpdateDeferral or DecisionKind.Waiver or DecisionKind.Attestation or DecisionKind.LicenceServerDeclaration;

    public static IEnumerable<Refusal> Check(DecisionRequest request, DecisionOptions options, DateTimeOffset now)
    {
        if (request.Kind is DecisionKind.Unknown || !Enum.IsDefined(request.Kind))
        {
            return [new("kind", "Kind")];
        }

        return [.. Words(request), .. Span(request, options, now), .. Hosts(request), .. Subject(request), .. File(request, options)];
    }

    private static IEnumerable<Refusal> Words(DecisionRequest request)
    {
        if (!IsText(request.Reason, LongestReason))
        {
            yield return new("reason", "Reason", LongestReason);
        }

        if (!IsText(request.Owner, LongestOwner))
        {
            yield return new("owner", "Owner", LongestOwner);
        }
    }

    private static IEnumerable<Refusal> Span(DecisionRequest request, DecisionOptions options, DateTimeOffset now)
    {
        var longest = options.LongestSpanOf(request.Kind);
        if (request.ValidUntil <= now)
        {
            yield return new("validUntil", "Past");
        }
        else if (request.ValidUntil - now > longest)
        {
            yield return new("validUntil", "TooLong", (int)longest.TotalDays);
        }
    }

    private static IEnumerable<Refusal> Hosts(DecisionRequest request)
    {
        if (!IsAboutHosts(request.Kind))
        {
            if (request.Hosts.Count > 0)
            {
                yield return new("hosts", "HostsNone");
            }
        }
        else if (request.Kind is DecisionKind.LicenceServerDeclaration && request.Hosts.Count != 1)
        {
            yield return new("hosts", "HostsOne");
        }
        else if (request.Hosts.Count is 0 or > MostHosts)
        {
            yield return new("hosts", "HostsCount", MostHosts);
        }
    }

    private static IEnumerable<Refusal> Subject(DecisionRequest request)
    {
        if (IsAboutAdvisory(request.Kind) != !string.IsNullOrEmpty(request.Advisory))
        {
            yield return new("advisory", IsAboutAdvisory(request.Kind) ? "AdvisoryNeeded" : "AdvisoryNone");
        }

        if (!Enum.IsDefined(request.Measure) || (request.Measure != ProtectiveMeasure.Unknown && request.Kind is not DecisionKind.Attestation))
        {
            yield return new("measure", "MeasureNone");
        }

        if (request.Boundary is not null && request is not { Kind: DecisionKind.Attestation, Measure: ProtectiveMeasure.Port })
        {
            yield return new("boundary", "BoundaryNone");
        }

        if (string.IsNullOrEmpty(request.OtherDocument) == request.Kind is DecisionKind.ContradictionResolution)
        {
            yield return new("otherDocument", "OtherDocument");
        }
    }

    private static IEnumerable<Refusal> File(DecisionRequest request, DecisionOptions options)
    {
        if (request.Kind is DecisionKind.Attestation && request.File is null)
        {
            yield return new("file", "FileNeeded");
        }
        else if (request.Kind is not DecisionKind.Attestation && request.File is not null)
        {
            yield return new("file", "FileNone");
        }
        else if (request.File is { } file && (file.Bytes.Length == 0 || file.Bytes.Length > options.LargestFile || !IsText(file.Name, LongestFileName)))
        {
            yield return new("file", "FileSize", (options.LargestFile / 1024).ToString("N0", CultureInfo.InvariantCulture), LongestFileName);
        }
    }

    /// <summary>Something to read, on one or more lines, without what a terminal would act on.</summary>
    public static bool IsText(string? text, int longest) =>
        !string.IsNullOrWhiteSpace(text) && text.Length <= longest && !text.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t'));
}
