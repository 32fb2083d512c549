using System.Text.Json;
using Microsoft.Playwright;

namespace AlmCompliance.Browser.Tests;

/// <summary>
/// One set-up server with a small plant on it, for all tests that only read or that can live beside each other: each brings
/// hosts of its own names. A test that needs an empty server, or kills one, starts its own.
/// </summary>
internal sealed class SharedPlant : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private string _signedIn = "";

    private SharedPlant()
    {
    }

    /// <summary>Null where the server runs elsewhere.</summary>
    public ServerProcess? Server { get; private set; }

    public Uri BaseAddress { get; private set; } = null!;

    public string DatabasePath => Path.Combine(_folder.Path, "data", "alm.db");

    public string Token { get; private set; } = "";

    /// <summary>What stands for <c>{host}</c>, <c>{finding}</c>, <c>{zone}</c>, <c>{document}</c>, <c>{decision}</c> and <c>{report}</c> in an address of <see cref="Pages"/>.</summary>
    public IReadOnlyDictionary<string, string> Ids { get; private set; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public static async Task<SharedPlant> StartAsync(Browser browser, params (string Name, string Value)[] environment)
    {
        var plant = new SharedPlant();
        var page = await plant.SetUpAsync(browser, environment);
        plant.Token = await Steps.MakeTokenAsync(page, uses: 1000);
        await plant.FurnishAsync(page.Context.APIRequest);
        await page.Context.CloseAsync();
        return plant;
    }

    /// <summary>Set up, and nothing on it.</summary>
    public static async Task<SharedPlant> StartEmptyAsync(Browser browser)
    {
        var plant = new SharedPlant();
        var page = await plant.SetUpAsync(browser, []);
        await page.Context.CloseAsync();
        return plant;
    }

    /// <summary>A server that runs already, with whatever stands on it.</summary>
    public static async Task<SharedPlant> AttachAsync(Browser browser, Uri address, string email, string password)
    {
        var plant = new SharedPlant { BaseAddress = address };
        var page = await browser.OpenAsync(address);
        await page.GotoAsync("/sign-in");
        await Steps.SignInAsync(page, email, password);
        plant._signedIn = await page.Context.StorageStateAsync();
        var api = page.Context.APIRequest;
        plant.Ids = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["host"] = await FirstAsync(api, "/api/v1/hosts?status=NonCompliant", "items", "id"),
            ["finding"] = await FirstAsync(api, "/api/v1/findings", "items", "id"),
            ["zone"] = await FirstAsync(api, "/api/v1/zones", "zones", "id"),
            ["decision"] = await FirstAsync(api, "/api/v1/decisions", "items", "reference"),
            ["report"] = await ReportAsync(api),
            ["document"] = Guid.Empty.ToString(),
        };
        await page.Context.CloseAsync();
        return plant;
    }

    /// <summary>A page of a reader who is signed in already.</summary>
    public Task<IPage> OpenAsync(Browser browser, string locale = "en-GB", int width = 1440, BrowserNewContextOptions? with = null)
    {
        var options = with ?? new();
        options.StorageState = _signedIn;
        return browser.OpenAsync(BaseAddress, locale, width, options);
    }

    public string Address(string path) => Ids.Aggregate(path, (filled, id) => filled.Replace($"{{{id.Key}}}", id.Value, StringComparison.Ordinal));

    public async ValueTask DisposeAsync()
    {
        if (Server is not null)
        {
            await Server.DisposeAsync();
        }

        _folder.Dispose();
    }

    private async Task<IPage> SetUpAsync(Browser browser, (string Name, string Value)[] environment)
    {
        Server = await ServerProcess.StartAsync(_folder.Path, environment, "dotnet", Places.BuiltServer);
        BaseAddress = Server.Address;
        var page = await browser.OpenAsync(BaseAddress);
        await Steps.SetUpAsync(page, await Server.SetUpLinkAsync());
        await Steps.SignInAsync(page);
        _signedIn = await page.Context.StorageStateAsync();
        return page;
    }

    private async Task FurnishAsync(IAPIRequestContext api)
    {
        using var http = new HttpClient { BaseAddress = BaseAddress };
        var agent = new AgentCalls(http);
        (string Machine, string Name, string Version, bool Listens)[] hosts =
        [
            ("machine-101", "ES-101", "V5.1 SP1 Upd2", true),
            ("machine-102", "ES-102", "V6.2 Upd3", false),
            ("machine-103", "OS-103", "V5.1 SP1 HF4", true),
            ("machine-104", "BATCH-SRV-SECOND-104", "V5.1 SP1 Upd3", true),
        ];
        foreach (var (machine, name, version, listens) in hosts)
        {
            var key = await agent.EnrolAsync(Token, machine, name);
            await agent.ReportAsync(key, machine, name, version, listens);
        }

        await agent.EnrolAsync(Token, "machine-105", "BATCH-SRV-SILENT-105");
        var affected = await FirstAsync(api, "/api/v1/hosts?q=ES-101", "items", "id");
        var imported = await PostAsync(api, "/api/v1/advisories/imports", Documents.Advisory);
        var decision = await PostAsync(api, "/api/v1/decisions", JsonSerializer.Serialize(new
        {
            kind = "UpdateDeferral",
            hosts = new[] { affected },
            advisoryId = "57252401",
            reason = "The line runs until the turnaround.",
            owner = "J. Brandt",
            validUntil = TimeProvider.System.GetUtcNow().AddDays(30),
        }));
        Ids = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["host"] = affected,
            ["finding"] = await FirstAsync(api, "/api/v1/findings", "items", "id"),
            ["zone"] = await FirstAsync(api, "/api/v1/zones", "zones", "id"),
            ["document"] = imported.GetProperty("items")[0].GetProperty("revisionId").GetString()!,
            ["decision"] = decision.GetProperty("reference").GetString()!,
            ["report"] = await ReportAsync(api),
        };
    }

    /// <summary>Two reports of the whole plant, the second of which is compared with the first.</summary>
    private static async Task<string> ReportAsync(IAPIRequestContext api)
    {
        var reference = "";
        for (var i = 0; i < 2; i++)
        {
            reference = (await PostAsync(api, "/api/v1/audit-reports", "{}")).GetProperty("reference").GetString()!;
            var state = "Waiting";
            while (state is "Waiting" or "Making")
            {
                await Task.Delay(100);
                using var report = JsonDocument.Parse(await (await api.GetAsync($"/api/v1/audit-reports/{reference}")).TextAsync());
                state = report.RootElement.GetProperty("state").GetString()!;
            }

            state.ShouldBe("Done");
        }

        return reference;
    }

    private static async Task<string> FirstAsync(IAPIRequestContext api, string path, string list, string member)
    {
        var answer = await api.GetAsync(path);
        return JsonDocument.Parse(await answer.TextAsync()).RootElement.GetProperty(list)[0].GetProperty(member).GetString()!;
    }

    private static async Task<JsonElement> PostAsync(IAPIRequestContext api, string path, string json)
    {
        var answer = await api.PostAsync(path, new() { DataString = json, Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Content-Type"] = "application/json" } });
        answer.Ok.ShouldBeTrue($"{path}: {await answer.TextAsync()}");
        return JsonDocument.Parse(await answer.TextAsync()).RootElement;
    }
}
