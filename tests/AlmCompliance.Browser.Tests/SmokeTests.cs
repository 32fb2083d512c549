using System.Net;

namespace AlmCompliance.Browser.Tests;

/// <summary>A wrong content root answers 200 with nothing in it, so lengths are asked, not only status codes.</summary>
public sealed class SmokeTests
{
    private static readonly (string Path, int AtLeast)[] s_assets =
    [
        ("/css/tokens.css", 1000),
        ("/css/parts.css", 5000),
        ("/fonts/ibm-plex-sans-latin-wdth-normal.woff2", 60_000),
        ("/js/shell.js", 500),
        ("/_framework/blazor.web.js", 100_000),
        ("/_content/MudBlazor/MudBlazor.min.css", 100_000),
        ("/_content/MudBlazor/MudBlazor.min.js", 10_000),
        ("/AlmCompliance.Web.styles.css", 500),
    ];

    [Fact]
    public async Task Dotnet_run_from_another_folder_serves_every_asset_and_keeps_its_data_there()
    {
        using var folder = new TemporaryFolder();
        await using (var server = await ServerProcess.StartAsync(
            folder.Path, "dotnet", "run", "--no-build", "-c", Places.Configuration, "--project", Places.WebProject, "--"))
        {
            await RequireAssetsAsync(server);
        }

        File.Exists(Path.Combine(folder.Path, "data", "alm.db")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_published_copy_started_from_another_folder_serves_every_asset()
    {
        using var copy = new TemporaryFolder();
        using var folder = new TemporaryFolder();
        await ServerProcess.RunAsync(folder.Path, "dotnet", "publish", Places.WebProject, "--no-build", "-c", Places.Configuration, "-o", copy.Path);
        await using var server = await ServerProcess.StartAsync(folder.Path, "dotnet", Path.Combine(copy.Path, "AlmCompliance.Web.dll"));
        await RequireAssetsAsync(server);
    }

    private static async Task RequireAssetsAsync(ServerProcess server)
    {
        using var http = new HttpClient { BaseAddress = server.Address };
        foreach (var (path, atLeast) in s_assets)
        {
            using var answer = await http.GetAsync(new Uri(path, UriKind.Relative));
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, path);
            (await answer.Content.ReadAsByteArrayAsync()).Length.ShouldBeGreaterThan(atLeast, path);
        }

        var page = await http.GetStringAsync(new Uri("/set-up", UriKind.Relative));
        page.ShouldContain("<form");
    }
}
