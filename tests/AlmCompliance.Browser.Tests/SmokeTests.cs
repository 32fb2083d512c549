using System.Net;
using System.Net.Http.Headers;

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
        await RequireLightnessAsync(http);
    }

    /// <summary>What a browser fetches at its first visit, and that it fetches nothing of it again.</summary>
    private static async Task RequireLightnessAsync(HttpClient http)
    {
        var first = 0L;
        foreach (var path in s_assets.Select(a => a.Path).Append("/set-up"))
        {
            using var whole = await AskAsync(http, path, known: null);
            first += (await whole.Content.ReadAsByteArrayAsync()).Length;
            if (path != "/set-up")
            {
                using var again = await AskAsync(http, path, whole.Headers.ETag);
                again.StatusCode.ShouldBe(HttpStatusCode.NotModified, path);
            }
            else
            {
                whole.Content.Headers.ContentEncoding.ShouldBe(["br"]);
            }
        }

        first.ShouldBeLessThan(400 * 1024);
    }

    private static async Task<HttpResponseMessage> AskAsync(HttpClient http, string path, EntityTagHeaderValue? known)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.AcceptEncoding.ParseAdd("gzip, br");
        if (known is not null)
        {
            request.Headers.IfNoneMatch.Add(known);
        }

        return await http.SendAsync(request);
    }
}
