using System.Text.Json;
using AlmCompliance.Contracts;
using AlmCompliance.Data;
using AlmCompliance.Data.Inventory;
using AlmCompliance.Domain.Inventory;
using AlmCompliance.Web.Assessment;

namespace AlmCompliance.Web.Features.AuditReports.Freezing;

/// <summary>The facts of stored reports, as the rules are given them.</summary>
internal static class StoredFacts
{
    /// <summary>Of a host's current report; null where it never reported. What cannot be read any more is Unknown, never absent.</summary>
    public static async Task<HostFacts?> OfAsync(AlmDbContext db, FleetHost host, CancellationToken cancellationToken)
    {
        if (host.Facts is { } bytes)
        {
            try
            {
                return FactsEncoding.Decode(bytes);
            }
#pragma warning disable CA1031 // Whatever a spoiled short form throws: its snapshot still says what it said.
            catch (Exception)
#pragma warning restore CA1031
            {
                await db.ReadContentsAsync([host], cancellationToken);
            }
        }

        return host.Content is { } content ? Of(content) : null;
    }

    /// <param name="content">A report as it was stored.</param>
    public static HostFacts Of(string content)
    {
        try
        {
            return InventoryReportReader.Facts(JsonSerializer.Deserialize<InventoryReport>(content, ContractJson.Options)!);
        }
#pragma warning disable CA1031 // Whatever stored text throws concerns this host alone, and must not leave it as green as it was.
        catch (Exception)
#pragma warning restore CA1031
        {
            return UnreadableSnapshot.Facts;
        }
    }
}
