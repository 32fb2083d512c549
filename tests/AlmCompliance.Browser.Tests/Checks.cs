using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace AlmCompliance.Browser.Tests;

/// <summary>What every page must pass.</summary>
internal static class Checks
{
    /// <summary>Nothing for the accessibility check to say in light and dark, and nothing wider than its window.</summary>
    public static async Task LookAsync(IPage page, string what, List<string> wrong)
    {
        foreach (var (scheme, width) in new[] { (ColorScheme.Light, 1440), (ColorScheme.Dark, 768) })
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
            await page.SetViewportSizeAsync(width, 1000);

            await Steps.LiveAsync(page);
            await page.WaitForFunctionAsync("() => document.title !== ''");
            var result = await page.RunAxe();
            wrong.AddRange(result.Violations.Select(v => $"{what}, {scheme}, {width}: {v.Id}: {v.Help}: {string.Join(" | ", v.Nodes.Take(3).Select(n => n.Html))}"));
            await FitAsync(page, $"{what}, {scheme}", width, wrong);
        }

        // A window of 1440 px at 200 %.
        await page.SetViewportSizeAsync(720, 500);
        await FitAsync(page, $"{what}, at 200 %", 720, wrong);
        await page.SetViewportSizeAsync(1440, 1000);
    }

    /// <summary>Nothing wider than the window.</summary>
    public static async Task FitAsync(IPage page, string what, int width, List<string> wrong)
    {
        var needed = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");
        if (needed > width)
        {
            wrong.Add($"{what}, {width}: {needed} px wide");
        }
    }
}
