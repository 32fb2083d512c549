using AlmCompliance.Web.Features.AuditReports.Frozen;

namespace AlmCompliance.Web.Features.AuditReports.Rendering;

/// <summary>Writes a frozen report in one format: the same report gives the same bytes, in constant memory however many hosts it has.</summary>
internal interface IReportRenderer
{
    /// <summary>Without the dot; the file is <c>R-0007.pdf</c>.</summary>
    string Extension { get; }
    string MediaType { get; }

    /// <summary>On its caller's thread; looks at the token at least every few thousand rows.</summary>
    void Write(FrozenReport report, Stream to, CancellationToken cancellationToken);
}
