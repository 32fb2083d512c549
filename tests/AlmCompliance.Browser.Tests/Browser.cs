using Microsoft.Playwright;

namespace AlmCompliance.Browser.Tests;

/// <summary>Debian's Chromium, driven by the driver inside the Playwright package.</summary>
public sealed class Browser : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

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
    }

    internal async Task<IPage> OpenAsync(ServerProcess server, string locale = "en-GB", int width = 1440)
    {
        var context = await _browser!.NewContextAsync(new()
        {
            BaseURL = server.Address.ToString(),
            Locale = locale,
            TimezoneId = "Europe/Berlin",
            ViewportSize = new() { Width = width, Height = 1000 },
            AcceptDownloads = true,
        });
        context.SetDefaultTimeout(30_000);
        return await context.NewPageAsync();
    }
}
