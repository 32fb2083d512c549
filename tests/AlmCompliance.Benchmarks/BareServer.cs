using System.Text.Json;
using AlmCompliance.Contracts;
using AlmCompliance.Web.Assessment;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AlmCompliance.Benchmarks;

/// <summary>What any server has to do with a report: take it from the wire and parse it.</summary>
internal static class BareServer
{
    public static async Task RunAsync(string address)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        app.Urls.Add(address);
        app.MapGet("/healthz/ready", () => "");
        app.MapPost("/api/v1/inventory-reports", static async (HttpRequest request) =>
        {
            var report = await JsonSerializer.DeserializeAsync<InventoryReport>(request.Body, ContractJson.Options);
            return TypedResults.Accepted((string?)null, new InventoryReportAccepted { ReportId = report!.ReportId, Accepted = true });
        });
        await app.RunAsync();
    }
}
