using System.Text.Json.Serialization;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Features.Administration;
using AlmCompliance.Web.Features.Advisories;
using AlmCompliance.Web.Features.Agents;
using AlmCompliance.Web.Features.Agents.Imports;
using AlmCompliance.Web.Features.AuditReports;
using AlmCompliance.Web.Features.Compliance;
using AlmCompliance.Web.Features.Decisions;
using AlmCompliance.Web.Features.ExpectedHosts;
using AlmCompliance.Web.Features.Findings;
using AlmCompliance.Web.Features.Hosts;
using AlmCompliance.Web.Features.Inventory;
using AlmCompliance.Web.Features.Probes;
using AlmCompliance.Web.Features.Search;
using AlmCompliance.Web.Features.Trail;
using AlmCompliance.Web.Features.Zones;
using Scalar.AspNetCore;

namespace AlmCompliance.Web.Hosting;

/// <summary>The REST API: groups with their policies, its document and the page that shows it.</summary>
internal static class ApiHosting
{
    public static void AddAlmApi(this IServiceCollection services)
    {
        services.AddProblemDetails();
        services.AddExceptionHandler<ProblemHandling>();
        services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.Converters.Add(new JsonStringEnumConverter());
            options.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.Never;
        });
        services.AddOpenApi("v1", options => options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "ALM Compliance API";
            return Task.CompletedTask;
        }));
        services.AddSingleton<TrailGuard>();
        services.AddHealthChecks().AddCheck<DatabaseHealth>("database").AddCheck<TrailGuard>("audit trail");
    }

    public static void MapAlmApi(this WebApplication app)
    {
        var api = app.MapGroup("/api/v1").WithTags("ALM compliance").DisableAntiforgery();
        api.MapEnrollment();
        var agents = api.MapGroup("").RequireAuthorization(IdentityHosting.AgentPolicy);
        agents.MapInventory();
        agents.MapAgentKeys();

        var reads = api.MapGroup("").RequireAuthorization(IdentityHosting.ReaderPolicy).AddEndpointFilter<SameOriginOnly>();
        reads.MapHosts();
        reads.MapHostActs();
        reads.MapHostChanges();
        reads.MapFindings();
        reads.MapSearch();
        reads.MapAdvisories();
        reads.MapCompliance();
        reads.MapHistory();
        reads.MapRecompute();
        reads.MapZones();
        reads.MapProbes();
        reads.MapDecisions();
        reads.MapExpectedHosts();
        reads.MapDeadlines();
        reads.MapPeople();
        reads.MapApiTokens();
        reads.MapRetention();
        reads.MapSigning();
        reads.MapTrail();
        reads.MapAuditReports();
        reads.MapReportSchedules();
        reads.MapInventoryFiles();
        reads.MapAgentBuilds();
        reads.MapInventoryImports();

        app.MapOpenApi().RequireAuthorization(IdentityHosting.OperationsPolicy);
        app.MapScalarApiReference(
                "/api-docs",
                (options, context) => options.WithTitle("ALM Compliance API").WithNonce(SecurityHeaders.Nonce(context)).DisableDefaultFonts().DisableAgent().DisableMcp().DisableTelemetry().HideDeveloperTools().HideClientButton())
            .RequireAuthorization(IdentityHosting.ReaderPolicy);
        app.MapHealthChecks("/healthz/live", new() { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/healthz/ready").AllowAnonymous();
    }
}
