using System.Globalization;
using Microsoft.Playwright;

namespace AlmCompliance.Browser.Tests;

/// <summary>What people do first, whatever they came for.</summary>
internal static class Steps
{
    private const string Email = "m.keller@plant.example";
    private const string Password = "four words are enough";

    public static async Task SetUpAsync(IPage page, Uri link)
    {
        await OpenSetUpAsync(page, link);
        await page.FillAsync("#email", Email);
        await page.FillAsync("#password", Password);
        await page.FillAsync("#repeat", Password);
        await page.ClickAsync("main button[type=submit], form button[type=submit]");
        await page.WaitForURLAsync("**/sign-in*");
    }

    public static async Task OpenSetUpAsync(IPage page, Uri link)
    {
        await page.GotoAsync(link.ToString());
        await Assertions.Expect(page.Locator("#code")).ToHaveValueAsync(link.Fragment.TrimStart('#'));
    }

    public static async Task SignInAsync(IPage page, string email = Email, string password = Password)
    {
        await page.FillAsync("#email", email);
        await page.FillAsync("#password", password);
        await page.ClickAsync("main button[type=submit], form button[type=submit]");
        await page.WaitForURLAsync(url => new Uri(url).AbsolutePath == "/");
    }

    /// <summary>Up to the dialog that shows the new token.</summary>
    public static async Task<string> MakeTokenAsync(IPage page, int uses = 5)
    {
        await page.GotoAsync("/agents");

        await LiveAsync(page);
        await page.Locator("section[aria-labelledby=tokens] .btn.main").ClickAsync();
        await page.FillAsync("#token-zone", "S3 Engineering");
        await page.FillAsync("#token-uses", uses.ToString(CultureInfo.InvariantCulture));
        await page.ClickAsync("button[form=new-token]");
        var secret = await page.Locator("#secret").InnerTextAsync();
        secret.ShouldStartWith("alme_");
        return secret.Trim();
    }

    /// <summary>Where a page has a circuit: until it stands. Before, buttons do nothing and the page's head is about to be written anew.</summary>
    public static Task LiveAsync(IPage page) => page.WaitForFunctionAsync("() => !document.querySelector('.shell:not(.live)')");

    /// <summary>Presses Tab until one of these has the focus.</summary>
    public static async Task TabToAsync(IPage page, string selector)
    {
        for (var i = 0; i < 60; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<bool>("selector => document.activeElement.matches(selector)", selector))
            {
                return;
            }
        }

        throw new InvalidOperationException($"No Tab leads to {selector}.");
    }
}
