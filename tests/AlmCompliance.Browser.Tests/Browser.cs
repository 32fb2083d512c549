using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(AlmCompliance.Browser.Tests.Browser))]

namespace AlmCompliance.Browser.Tests;

/// <summary>Debian's Chromium, driven by the driver inside the Playwright package, and the plant that tests share; one of each for all.</summary>
public sealed class Browser : IAsyncLifetime
{
    private readonly Lazy<Task<SharedPlant>> _plant;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public Browser() => _plant = new(() => SharedPlant.StartAsync(this));

    public async ValueTask InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("ALM_TEST_CHROMIUM") ?? "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update", "--no-first-run"],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        if (_plant is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            await (await _plant.Value).DisposeAsync();
        }
    }

    /// <summary>Started for the first test that asks.</summary>
    internal Task<SharedPlant> PlantAsync() => _plant.Value;

    internal Task<IPage> OpenAsync(ServerProcess server, string locale = "en-GB") => OpenAsync(server.Address, locale);

    internal async Task<IPage> OpenAsync(Uri server, string locale = "en-GB", int width = 1440, BrowserNewContextOptions? with = null)
    {
        var options = with ?? new();
        options.BaseURL = server.ToString();
        options.Locale = locale;
        options.TimezoneId = "Europe/Berlin";
        options.ViewportSize = new() { Width = width, Height = 1000 };
        options.AcceptDownloads = true;
        var context = await _browser!.NewContextAsync(options);
        context.SetDefaultTimeout(30_000);
        return await context.NewPageAsync();
    }
}
