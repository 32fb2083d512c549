using System.Text.Json.Serialization;
using AlmCompliance.Data;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Features.Advisories;
using AlmCompliance.Web.Features.Compliance;
using AlmCompliance.Web.Features.Findings;
using AlmCompliance.Web.Features.Hosts;
using AlmCompliance.Web.Features.Search;
using AlmCompliance.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AlmCompliance.Web.Tests.Reads;

/// <summary>The read endpoints over a plant, with an actor that is given instead of signed in.</summary>
internal sealed class ReadApi(WebApplication app) : IAsyncDisposable
{
    public static async Task<ReadApi> StartAsync(Plant plant, Actor actor)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Services.ConfigureHttpJsonOptions(o => o.SerializerOptions.Converters.Add(new JsonStringEnumConverter()));
        builder.Services.AddProblemDetails();
        builder.Services.AddAlmFeatures(builder.Configuration);
        builder.Services.AddScoped(_ => actor);
        builder.Services.AddSingleton<TimeProvider>(plant.Clock).AddSingleton<IDbContextFactory<AlmDbContext>>(plant);
        builder.Services.AddSingleton(plant.Hosts).AddSingleton(plant.Compliance).AddSingleton(plant.History).AddSingleton(plant.Findings).AddSingleton(plant.Search).AddSingleton(plant.Advisories);
        var app = builder.Build();
        var reads = app.MapGroup("/api/v1");
        reads.MapHosts();
        reads.MapCompliance();
        reads.MapHistory();
        reads.MapFindings();
        reads.MapSearch();
        reads.MapAdvisories();
        await app.StartAsync(Plant.Stop);
        return new ReadApi(app);
    }

    public Task<HttpResponseMessage> GetAsync(string path) => app.GetTestClient().GetAsync(new Uri($"/api/v1{path}", UriKind.Relative), Plant.Stop);

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
