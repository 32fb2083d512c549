using Microsoft.Playwright;

namespace AlmCompliance.Browser.Tests;

/// <summary>What a person does who has no mouse.</summary>
public sealed class KeyboardTests(Browser browser)
{
    private const string Active = "document.getElementById(document.activeElement.getAttribute('aria-activedescendant'))";

    [Fact]
    public async Task From_the_skip_link_to_a_decision_by_keys_alone()
    {
        var plant = await browser.PlantAsync();
        var page = await plant.OpenAsync(browser);
        await page.GotoAsync("/");
        await Steps.LiveAsync(page);

        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        (await page.EvaluateAsync<string>("document.activeElement.id")).ShouldBe("main");

        await page.Locator(".rail a[href='/hosts']").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForFunctionAsync("() => location.pathname === '/hosts' && document.activeElement.tagName === 'H1'");

        await page.Locator("tbody a.host").First.FocusAsync();
        await page.Keyboard.PressAsync("End");
        await page.Keyboard.PressAsync("Home");
        await page.Keyboard.PressAsync("ArrowDown");
        var name = await page.EvaluateAsync<string>("document.activeElement.textContent");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForFunctionAsync("() => location.pathname.startsWith('/hosts/') && document.activeElement.tagName === 'H1'");
        await Assertions.Expect(page.Locator(".verdict")).ToContainTextAsync(name);

        await page.Keyboard.PressAsync("Control+k");
        await page.Keyboard.TypeAsync("ask for a decision");
        await page.WaitForFunctionAsync($"() => {Active}?.getAttribute('href') === '/decisions/new'");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForFunctionAsync("() => location.pathname === '/decisions/new' && document.activeElement.tagName === 'H1'");
        await Steps.TabToAsync(page, "main select, main input, main textarea");
    }

    [Fact]
    public async Task The_search_finds_a_host_its_findings_an_advisory_and_a_page_and_gives_the_focus_back()
    {
        var plant = await browser.PlantAsync();
        var page = await plant.OpenAsync(browser, "de-DE");
        await page.GotoAsync("/agents");
        await Steps.LiveAsync(page);
        await page.Locator(".rail a[href='/zones']").FocusAsync();

        await page.Keyboard.PressAsync("Control+k");
        await page.Keyboard.TypeAsync("es-101");
        var palette = page.Locator("#palette");
        await Assertions.Expect(palette.Locator("[data-group=hosts] [role=option]")).ToHaveCountAsync(1);
        await Assertions.Expect(palette.Locator("[data-group=hosts]")).ToContainTextAsync("Nicht konform");
        await Assertions.Expect(palette.Locator("[data-group=findings]")).ToContainTextAsync("ALM0001");
        (await page.EvaluateAsync<string>($"{Active}.textContent")).ShouldContain("ES-101");
        await page.Keyboard.PressAsync("ArrowDown");
        (await page.EvaluateAsync<string>($"{Active}.textContent")).ShouldContain("ALM0");
        (await page.EvaluateAsync<string>($"{Active}.getAttribute('href')")).ShouldStartWith("/findings/");

        await palette.Locator("input").FillAsync("2024-44087");
        await Assertions.Expect(palette.Locator("[data-group=advisories]")).ToContainTextAsync("CVE-2024-44087");
        await palette.Locator("input").FillAsync("zonen");
        await Assertions.Expect(palette.Locator("[data-group=pages] [role=option]:not([hidden])")).ToHaveCountAsync(1);
        await palette.Locator("input").FillAsync("nichts davon");
        await Assertions.Expect(palette.Locator("[role=status]")).ToContainTextAsync("Nichts gefunden");

        await page.Keyboard.PressAsync("Escape");
        (await page.EvaluateAsync<string>("document.activeElement.getAttribute('href')")).ShouldBe("/zones");
        await page.Keyboard.PressAsync("?");
        await page.WaitForURLAsync("**/shortcuts");
    }

    [Fact]
    public async Task The_open_search_passes_the_accessibility_check()
    {
        var plant = await browser.PlantAsync();
        var page = await plant.OpenAsync(browser);
        var wrong = new List<string>();
        await page.GotoAsync("/hosts");
        await Steps.LiveAsync(page);
        await page.Keyboard.PressAsync("Control+k");
        await Checks.LookAsync(page, "search, empty", wrong);
        await page.Keyboard.TypeAsync("ALM0001 ES");
        await Assertions.Expect(page.Locator("#palette [data-group=findings]")).ToBeVisibleAsync();
        await Checks.LookAsync(page, "search", wrong);

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_has_the_focus_keeps_it_and_its_text_while_the_circuit_takes_the_page_over()
    {
        var plant = await browser.PlantAsync();
        var page = await plant.OpenAsync(browser);
        await page.RouteAsync("**/_framework/blazor.web.js", async route =>
        {
            await page.WaitForFunctionAsync("() => window.readerWent === true");
            await route.ContinueAsync();
        });
        await page.GotoAsync("/agents", new() { WaitUntil = WaitUntilState.Commit });
        await page.FillAsync("#agents-q", "ES");
        await page.EvaluateAsync("window.readerWent = true");
        await page.WaitForFunctionAsync("() => document.querySelector('.shell.live')");

        await page.WaitForFunctionAsync("() => document.activeElement.id === 'agents-q'");
        (await page.InputValueAsync("#agents-q")).ShouldBe("ES");
    }
}
