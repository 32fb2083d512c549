using AlmCompliance.Web.Features.AuditReports.Model;

namespace AlmCompliance.Web.Features.AuditReports.Freezing;

/// <summary>What is to be frozen.</summary>
/// <param name="Scope">With its zones looked up; every zone that it may hold is in the maker's sight.</param>
/// <param name="AsOf">Null for the moment of making.</param>
/// <param name="Language"><c>en</c> or <c>de</c>.</param>
internal sealed record ReportOrder(Guid Id, string Reference, ReportScope Scope, DateTimeOffset? AsOf, string Language);
