using AlmCompliance.Contracts;

namespace AlmCompliance.Web.Features.Hosts;

/// <summary>Two reports of one host as it sent them, hostile text.</summary>
internal sealed record ReportPair(InventoryReport Before, InventoryReport After);
