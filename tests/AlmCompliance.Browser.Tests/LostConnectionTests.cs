using Microsoft.Playwright;

namespace AlmCompliance.Browser.Tests;

/// <summary>A server that goes away and comes back, under a page that somebody has open.</summary>
public sealed class LostConnectionTests(Browser browser)
{
    [Fact]
    public async Task A_page_says_that_its_server_is_gone_and_catches_up_by_itself_when_it_is_back()
    {
        using var folder = new TemporaryFolder();
        var server = await ServerProcess.StartAsync(folder.Path, "dotnet", Places.BuiltServer);
        try
        {
            var page = await browser.OpenAsync(server);
            await Steps.SetUpAsync(page, await server.SetUpLinkAsync());
            await Steps.SignInAsync(page);
            var token = await Steps.MakeTokenAsync(page);
            using var http = new HttpClient { BaseAddress = server.Address };
            var agent = new AgentCalls(http);
            var key = await agent.EnrolAsync(token, "machine-041", "ES-041");
            await page.GotoAsync("/hosts?q=ES-041");
            await Steps.LiveAsync(page);
            await Assertions.Expect(page.Locator("tbody")).ToContainTextAsync("Unknown");

            await server.DisposeAsync();
            await Assertions.Expect(page.Locator("#components-reconnect-modal")).ToContainTextAsync("lost", new() { UseInnerText = true, Timeout = 60_000 });

            server = await ServerProcess.StartAsync(folder.Path, server.Address, [], "dotnet", Places.BuiltServer);
            await agent.ReportAsync(key, "machine-041", "ES-041", "V5.1 SP1 Upd2", listens: true);
            await Assertions.Expect(page.Locator("tbody")).ToContainTextAsync("Non-compliant", new() { Timeout = 60_000 });
            await Assertions.Expect(page.Locator("#components-reconnect-modal")).ToBeHiddenAsync();
            page.Url.ShouldEndWith("/hosts?q=ES-041");
        }
        finally
        {
            await server.DisposeAsync();
        }
    }
}
