using System.Text;
using Microsoft.Playwright;

namespace AlmCompliance.Browser.Tests;

/// <summary>What only a real browser shows of the screen: contrast, names, focus, keys, widths.</summary>
public sealed class ScreenTests(Browser browser)
{
    private const int Parts = 5;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Every_page_passes_the_accessibility_check_and_fits_a_tablet_in_light_and_dark(int part)
    {
        var plant = await browser.PlantAsync();
        var page = await plant.OpenAsync(browser);
        var wrong = new List<string>();
        foreach (var (name, path) in Pages.All.Concat(Pages.Odd).Where((_, i) => i % Parts == part))
        {
            await page.GotoAsync(plant.Address(path));
            await Checks.LookAsync(page, name, wrong);
        }

        wrong.ShouldBeEmpty();
    }

    // The longer words: what else the check finds stands in the markup, which is the same.
    [Fact]
    public async Task Every_page_fits_a_tablet_in_German()
    {
        var plant = await browser.PlantAsync();
        var page = await plant.OpenAsync(browser, "de-DE", width: 768);
        var wrong = new List<string>();
        foreach (var (name, path) in Pages.All.Concat(Pages.Odd))
        {
            await page.GotoAsync(plant.Address(path));
            await Steps.LiveAsync(page);
            await Checks.FitAsync(page, name, 768, wrong);
        }

        wrong.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("en-GB")]
    [InlineData("de-DE")]
    public async Task A_list_that_is_previewed_and_taken_passes_the_same_check(string locale)
    {
        var plant = await browser.PlantAsync();
        var page = await plant.OpenAsync(browser, locale);
        var wrong = new List<string>();

        await BringAsync(page, locale[..2].ToUpperInvariant(), wrong);

        wrong.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("en-GB")]
    [InlineData("de-DE")]
    public async Task The_first_steps_on_an_empty_server_pass_the_same_check(string locale)
    {
        using var folder = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(folder.Path, "dotnet", Places.BuiltServer);
        var page = await browser.OpenAsync(server, locale);
        var link = await server.SetUpLinkAsync();
        var wrong = new List<string>();

        await Steps.OpenSetUpAsync(page, link);
        await Checks.LookAsync(page, "set-up", wrong);
        await Steps.SetUpAsync(page, link);
        await Checks.LookAsync(page, "sign-in", wrong);
        await Steps.SignInAsync(page);
        await Checks.LookAsync(page, "empty overview", wrong);
        await Steps.MakeTokenAsync(page);
        await Checks.LookAsync(page, "secret", wrong);

        wrong.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("en-GB")]
    [InlineData("de-DE")]
    public async Task Keys_lead_where_they_say_and_focus_follows_the_page(string locale)
    {
        var plant = await browser.PlantAsync();
        var page = await plant.OpenAsync(browser, locale);

        // The circuit draws the page anew as it takes it over, and what had the focus is gone.
        await page.GotoAsync("/hosts");
        await Steps.LiveAsync(page);
        await Assertions.Expect(page.Locator("h1")).ToBeVisibleAsync();
        (await FocusedAsync(page)).ShouldBe("BODY", "A first page leaves the focus where the browser put it.");

        await page.Keyboard.PressAsync("Tab");
        (await page.EvaluateAsync<string>("document.activeElement.className")).ShouldBe("skip");
        await page.Keyboard.PressAsync("Enter");
        (await page.EvaluateAsync<string>("document.activeElement.id")).ShouldBe("main");

        await page.Keyboard.PressAsync("Control+k");
        (await page.EvaluateAsync<string>("document.activeElement.id")).ShouldBe("find");

        await page.GotoAsync("/agents");
        await Steps.LiveAsync(page);
        await page.ClickAsync(".rail a[href='/hosts']");
        await page.WaitForFunctionAsync("() => document.activeElement.tagName === 'H1'");
        await page.Keyboard.PressAsync("Control+k");
        await page.FillAsync("#find", "ES-0 ä");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForFunctionAsync("() => new URLSearchParams(location.search).get('q') === 'ES-0 ä'");
    }

    [Fact]
    public async Task A_secret_shown_once_goes_only_when_its_reader_says_so()
    {
        var plant = await browser.PlantAsync();
        var page = await plant.OpenAsync(browser);
        await Steps.MakeTokenAsync(page);

        await page.Keyboard.PressAsync("Escape");
        await page.Mouse.ClickAsync(5, 5);
        await page.WaitForTimeoutAsync(500);
        await Assertions.Expect(page.Locator("#secret")).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "I have it" }).ClickAsync();
        await Assertions.Expect(page.Locator("#secret")).ToHaveCountAsync(0);
    }

    private static Task<string> FocusedAsync(IPage page) => page.EvaluateAsync<string>("document.activeElement.tagName");

    /// <summary>A list is previewed, and taken.</summary>
    private static async Task BringAsync(IPage page, string prefix, List<string> wrong)
    {
        await page.GotoAsync("/agents/import");
        await Steps.LiveAsync(page);
        await page.FillAsync("#import-zone", "S3 Engineering");
        await page.FillAsync("#import-date", "2026-11-20");
        FilePayload[] files =
        [
            new() { Name = "list-of-hall-3-from-the-shift-in-november.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes($"name,version,versionSource,collected\n{prefix}-050,V5.0,autsw.Version,\nBATCH-SRV-THIRD-{prefix}-043,V6.2 Upd3,autsw.VersionString,\n<b>{prefix}</b>,V5.0,autsw.Version,\nES-101,V5.0,autsw.Version,\n{prefix}-051,V5.0,registry,\n") },
            new() { Name = "setup.exe", MimeType = "application/octet-stream", Buffer = [0x4D, 0x5A, 0, 0] },
        ];
        await page.SetInputFilesAsync("#import-files", files);
        await Assertions.Expect(page.Locator("#result")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await Checks.LookAsync(page, "import preview", wrong);
        await page.Locator("section[aria-labelledby=result] .btn.main").ClickAsync();
        await Assertions.Expect(page.Locator("section[aria-labelledby=result] .btn.main")).ToHaveCountAsync(0, new() { Timeout = 30_000 });
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = $"{prefix}-050" })).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await Checks.LookAsync(page, "import taken", wrong);
    }
}
