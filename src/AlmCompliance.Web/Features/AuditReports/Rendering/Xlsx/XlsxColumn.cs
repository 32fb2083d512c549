namespace AlmCompliance.Web.Features.AuditReports.Rendering.Xlsx;

/// <param name="Width">In digits of the usual font.</param>
/// <param name="Write">Writes exactly one cell.</param>
internal sealed record XlsxColumn<T>(string Heading, double Width, Action<XlsxCells, T> Write);
