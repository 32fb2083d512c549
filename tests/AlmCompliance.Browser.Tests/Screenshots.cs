using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Playwright;

namespace AlmCompliance.Browser.Tests;

/// <summary>A picture of every page: two widths, light and dark, both languages; full, empty, broken, and cut off from the server.</summary>
internal static class Screenshots
{
    private static readonly (string Locale, string Name)[] s_languages = [("en-GB", "en"), ("de-DE", "de")];
    private static readonly (ColorScheme Scheme, string Name)[] s_schemes = [(ColorScheme.Light, "light"), (ColorScheme.Dark, "dark")];
    private static readonly int[] s_widths = [1440, 768];

    /// <param name="folder">Where the pictures go, one folder for each state.</param>
    /// <param name="server">Address, e-mail and password of a running server, the demo's for example, for the full state; a small plant of its own where absent.</param>
    public static async Task<int> TakeAsync(string folder, string[] server)
    {
        await using var browser = new Browser();
        await browser.InitializeAsync();
        if (server is [var address, var email, var password])
        {
            await OfAsync(folder, "full", await SharedPlant.AttachAsync(browser, new Uri(address), email, password), browser, Pages.All);
            return 0;
        }

        await using (var empty = await SharedPlant.StartEmptyAsync(browser))
        {
            await OfAsync(folder, "empty", empty, browser, Pages.All.Where(p => !p.Path.Contains('{', StringComparison.Ordinal)));
        }

        var plant = await browser.PlantAsync();
        await OfAsync(folder, "full", plant, browser, Pages.All);
        await OfAsync(folder, "odd", plant, browser, Pages.Odd);
        var left = await plant.OpenAsync(browser);
        await left.GotoAsync("/hosts");
        await Steps.LiveAsync(left);

        // Nothing can be read from then on; the plant is thrown away afterwards.
        await using (var database = new SqliteConnection($"Data Source={plant.DatabasePath}"))
        {
            await database.OpenAsync();
            await using var command = database.CreateCommand();
            command.CommandText = """ALTER TABLE "Hosts" RENAME TO "Gone" """;
            await command.ExecuteNonQueryAsync();
        }

        await OfAsync(folder, "error", plant, browser, Pages.All.Where(p => p.Name is "overview" or "hosts" or "host" or "zones" or "agents"));
        await plant.Server!.DisposeAsync();
        await Assertions.Expect(left.Locator("#components-reconnect-modal")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await left.ScreenshotAsync(new() { Path = Path.Combine(folder, "error", "lost-connection-1440-light-en.png") });
        return 0;
    }

    private static async Task OfAsync(string folder, string state, SharedPlant plant, Browser browser, IEnumerable<ProductPage> pages)
    {
        foreach (var (locale, language) in s_languages)
        {
            var page = await plant.OpenAsync(browser, locale, with: new() { ReducedMotion = ReducedMotion.Reduce });
            foreach (var (name, path) in pages)
            {
                await page.GotoAsync(plant.Address(path));
                await Steps.LiveAsync(page);
                foreach (var (scheme, colours) in s_schemes)
                {
                    await page.EmulateMediaAsync(new() { ColorScheme = scheme });
                    foreach (var width in s_widths)
                    {
                        await page.SetViewportSizeAsync(width, 1000);
                        var file = string.Create(CultureInfo.InvariantCulture, $"{name}-{width}-{colours}-{language}.png");
                        await page.ScreenshotAsync(new() { Path = Path.Combine(folder, state, file), FullPage = true });
                    }
                }
            }

            await page.Context.CloseAsync();
        }
    }
}
