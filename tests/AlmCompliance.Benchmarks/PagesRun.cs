using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Runtime.Versioning;
using AlmCompliance.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace AlmCompliance.Benchmarks;

/// <summary>
/// What a reader waits for and what an open tab holds, on a big fleet, first while nothing else happens and then while agents report.
/// The server runs in this process, so that its memory can be asked for after a collection; readers and browser share its cores.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class PagesRun(string folder, int hosts)
{
    private const int Readers = 20;
    private const int ReportsASecond = 500;
    private const int Repeats = 30;
    private const string Email = "reader@plant.example";
    private const string Password = "four words are enough";
    private static readonly string[] s_pages = ["/", "/hosts"];
    private static readonly TimeSpan s_run = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan s_settle = TimeSpan.FromSeconds(10);

    public static async Task PrintAsync(int hosts)
    {
        var folder = Directory.CreateTempSubdirectory("alm-pages-").FullName;
        try
        {
            await new PagesRun(folder, hosts).PrintRunsAsync();
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task PrintRunsAsync()
    {
        await using (var small = await StartAsync())
        {
            await PagesFleet.PlayAsync(AddressOf(small), folder);
            await small.StopAsync();
        }

        PagesFleet.Multiply(folder, hosts);
        await PagesFleet.AddPersonAsync(folder, Email, Password);
        await using var server = await StartAsync();
        var address = AddressOf(server);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = ["--no-sandbox", "--disable-dev-shm-usage"] });
        var context = await browser.NewContextAsync(new() { BaseURL = address.ToString(), ViewportSize = new() { Width = 1440, Height = 1000 } });
        await SignInAsync(await context.NewPageAsync());
        var cookies = await context.CookiesAsync();

        await PrintWeightAsync(browser, await context.StorageStateAsync(), address);
        Console.WriteLine("| what | hosts | reports a second | p50 | p95 | goal |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|");
        await PrintTimesAsync(address, context, cookies, 0);
        using var agents = await PagesFleet.ReportAsync(address, folder, ReportsASecond);
        try
        {
            // Until they are enrolled and have said their first word.
            await Task.Delay(TimeSpan.FromSeconds(30));
            await PrintTimesAsync(address, context, cookies, ReportsASecond);
            await PrintMemoryAsync(context, ReportsASecond);
        }
        finally
        {
            agents.Kill();
            await agents.WaitForExitAsync();
        }

        await PrintMemoryAsync(context, 0);
    }

    private async Task<WebApplication> StartAsync()
    {
        var app = AlmServer.Build(new ServerOptions
        {
            DataDirectory = folder,
            Urls = "http://127.0.0.1:0",
            Settings = new Dictionary<string, string?> { ["Logging:LogLevel:Default"] = "Error" },
        });
        await AlmServer.StartAsync(app, CancellationToken.None);
        return app;
    }

    private static Uri AddressOf(WebApplication app) => new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    private static async Task SignInAsync(IPage page)
    {
        await page.GotoAsync("/sign-in");
        await page.FillAsync("#email", Email);
        await page.FillAsync("#password", Password);
        await page.ClickAsync("button[type=submit]");
        await page.WaitForURLAsync(url => new Uri(url).AbsolutePath == "/");
        await page.CloseAsync();
    }

    /// <summary>By the browser's own count of bytes on the wire: a first visit with an empty cache, and the same page again.</summary>
    private static async Task PrintWeightAsync(IBrowser browser, string session, Uri address)
    {
        Console.WriteLine("| page | first visit | again | goals |");
        Console.WriteLine("|---|---:|---:|---:|");
        foreach (var path in s_pages)
        {
            var context = await browser.NewContextAsync(new() { BaseURL = address.ToString(), StorageState = session });
            var page = await context.NewPageAsync();
            var wire = await context.NewCDPSessionAsync(page);
            var bytes = 0L;
            await wire.SendAsync("Network.enable");
            wire.Event("Network.loadingFinished").OnEvent += (_, e) => Interlocked.Add(ref bytes, (long)e!.Value.GetProperty("encodedDataLength").GetDouble());
            var first = await WeighAsync();
            var again = await WeighAsync();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {path} | {first / 1024.0:0} KB | {again / 1024.0:0} KB | 600 KB, 50 KB |"));
            await context.CloseAsync();

            async Task<long> WeighAsync()
            {
                Interlocked.Exchange(ref bytes, 0);
                await page.GotoAsync(path, new() { WaitUntil = WaitUntilState.NetworkIdle });
                await LiveAsync(page);
                return Interlocked.Read(ref bytes);
            }
        }

        Console.WriteLine();
    }

    private async Task PrintTimesAsync(Uri address, IBrowserContext context, IReadOnlyList<BrowserContextCookiesResult> cookies, int rate)
    {
        foreach (var path in s_pages)
        {
            await ReadAsync(address, cookies, path, TimeSpan.FromSeconds(5));
            Print($"first byte of {path}, {Readers} readers", rate, await ReadAsync(address, cookies, path, s_run), 100);
        }

        var page = await context.NewPageAsync();
        await page.GotoAsync("/hosts");
        await LiveAsync(page);
        Print("on screen: a filter", rate, await ActAsync(page, "() => { const q = document.querySelector('#hosts-q'); q.value = q.value === 'ES-0' ? 'BATCH' : 'ES-0'; q.dispatchEvent(new Event('input', { bubbles: true })); q.form.requestSubmit(); }"), 200);
        await page.GotoAsync("/hosts");
        await LiveAsync(page);
        Print("on screen: an order", rate, await ActAsync(page, "() => document.querySelector('thead th[aria-sort] ~ th a, thead th a').click()"), 200);
        Print("on screen: the next page", rate, await ActAsync(page, "() => document.querySelector('a[rel=next]').click()"), 200);
        await page.CloseAsync();
    }

    private static async Task<List<double>> ReadAsync(Uri address, IReadOnlyList<BrowserContextCookiesResult> cookies, string path, TimeSpan time)
    {
        using var handler = new SocketsHttpHandler { UseCookies = false, AutomaticDecompression = DecompressionMethods.None, MaxConnectionsPerServer = Readers };
        using var http = new HttpClient(handler) { BaseAddress = address };
        http.DefaultRequestHeaders.Add("Cookie", string.Join("; ", cookies.Select(c => $"{c.Name}={c.Value}")));
        var until = Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);
        var each = await Task.WhenAll(Enumerable.Range(0, Readers).Select(_ => Task.Run(async () =>
        {
            var times = new List<double>();
            while (Stopwatch.GetTimestamp() < until)
            {
                var started = Stopwatch.GetTimestamp();
                using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
                times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                answer.EnsureSuccessStatusCode();
                await answer.Content.CopyToAsync(Stream.Null);

                // A person looks at the page before the next one; these look a second.
                await Task.Delay(TimeSpan.FromMilliseconds(500 + Random.Shared.Next(1000)));
            }

            return times;
        })));
        return [.. each.SelectMany(t => t)];
    }

    /// <summary>From the act until the first row is another one and drawn.</summary>
    private static async Task<List<double>> ActAsync(IPage page, string act)
    {
        var times = new List<double>();
        for (var i = 0; i < Repeats; i++)
        {
            times.Add(await page.EvaluateAsync<double>($$"""
                () => new Promise((done, failed) => {
                    const first = () => document.querySelector('main tbody tr td')?.textContent;
                    const before = first();
                    const started = performance.now();
                    const look = new MutationObserver(() => {
                        if (first() && first() !== before) {
                            look.disconnect();
                            requestAnimationFrame(() => done(performance.now() - started));
                        }
                    });
                    look.observe(document.body, { subtree: true, childList: true, characterData: true });
                    setTimeout(() => failed(new Error('Nothing came on the screen.')), 10000);
                    ({{act}})();
                })
                """));
            await page.WaitForTimeoutAsync(200);
        }

        return times;
    }

    private static async Task PrintMemoryAsync(IBrowserContext context, int rate)
    {
        Console.WriteLine();
        Console.WriteLine("| open tabs | reports a second | held a tab | goal |");
        Console.WriteLine("|---:|---:|---:|---:|");
        var tabs = new List<IPage>();
        await OpenAsync(1);
        var before = await HeldAsync();
        foreach (var many in (int[])[5, 20, 40])
        {
            await OpenAsync(many + 1);
            var held = (await HeldAsync() - before) / 1024.0 / many;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {many} | {rate} | {held:0} KiB | 1024 KiB |"));
        }

        foreach (var tab in tabs)
        {
            await tab.CloseAsync();
        }

        await Task.Delay(s_settle);

        async Task OpenAsync(int count)
        {
            while (tabs.Count < count)
            {
                var tab = await context.NewPageAsync();
                await tab.GotoAsync(s_pages[tabs.Count % s_pages.Length]);
                await LiveAsync(tab);
                tabs.Add(tab);
            }
        }
    }

    private static async Task<long> HeldAsync()
    {
        await Task.Delay(s_settle);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    /// <summary>Until the circuit stands, and takes clicks on links as its own.</summary>
    private static async Task LiveAsync(IPage page)
    {
        await page.WaitForFunctionAsync("() => !document.querySelector('.shell:not(.live)')");
        await page.WaitForTimeoutAsync(1000);
    }

    private void Print(string what, int rate, List<double> times, int goal)
    {
        times.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {what} | {hosts:#,0} | {rate} | {times[times.Count / 2]:0} ms | {times[times.Count * 95 / 100]:0} ms | {goal} ms |"));
    }
}
