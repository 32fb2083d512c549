using System.Globalization;
using AlmCompliance.Data.Access;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment.RawExports;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace AlmCompliance.Web.Features.Agents.Imports;

/// <summary>Takes unsigned files in two steps: what they say of which hosts, and then doing it.</summary>
public sealed partial class ImportPage
{
    private readonly List<UploadedFile> _files = [];
    private ImportResult? _result;
    private CancellationTokenSource? _stop;
    private string _zone = "";
    private DateOnly? _collected;
    private string? _refused;
    private bool? _mayAct;
    private bool _busy;
    private int _done;
    private int _total;

    [Inject]
    private ImportInventories Import { get; set; } = default!;

    [Inject]
    private CurrentActor Actor { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    private string Today => Clock.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private ImportRequest Request => new(_files, _zone, _collected is { } day ? new DateTimeOffset(day.ToDateTime(default), TimeSpan.Zero) : null);

    public void Dispose() => _stop?.Cancel();

    protected override async Task OnInitializedAsync() => _mayAct = (await Actor.GetAsync()).Role is AccessRole.SecurityManager or AccessRole.Administrator;

    private void Cancel() => _stop?.Cancel();

    private async Task ChooseAsync(InputFileChangeEventArgs chosen)
    {
        _files.Clear();
        (_result, _refused) = (null, null);
        if (chosen.FileCount > ImportRequest.MostFiles || chosen.GetMultipleFiles(ImportRequest.MostFiles).Sum(f => f.Size) > UploadedFiles.LargestBody)
        {
            _refused = Text["TooMuch", ImportRequest.MostFiles, UploadedFiles.LargestBody / 1024 / 1024];
            return;
        }

        try
        {
            (await Actor.GetAsync()).RequireSecurityManager();
            foreach (var file in chosen.GetMultipleFiles(ImportRequest.MostFiles))
            {
                await using var content = file.OpenReadStream(UploadedFiles.LargestBody);
                _files.Add(new UploadedFile(file.Name, await UploadedFiles.DrainAsync(content, InventoryCsv.LargestFile, CancellationToken.None)));
            }
        }
        catch (AccessDeniedException)
        {
            _refused = Text["Denied"];
            return;
        }
        catch (IOException)
        {
            _files.Clear();
            _refused = Text["Broken"];
            return;
        }

        await PreviewAsync();
    }

    private async Task PreviewAsync()
    {
        if (_files.Count > 0)
        {
            _total = 0;
            await RunAsync((actor, stop) => Import.PreviewAsync(actor, Request, stop));
        }
    }

    private async Task TakeAsync()
    {
        (_done, _total) = (0, _result!.Files.Sum(f => f.Lines.Count(l => l.Line > 0)));
        var plan = _result.Plan;
        await RunAsync((actor, stop) => Import.TakeAsync(actor, Request, plan, new Told(this), stop));
        if (_result is { IsTaken: true })
        {
            _files.Clear();
        }
    }

    private async Task RunAsync(Func<Actor, CancellationToken, Task<ImportResult>> act)
    {
        using var stop = new CancellationTokenSource();
        (_busy, _refused, _stop) = (true, null, stop);
        StateHasChanged();
        try
        {
            // Off the circuit's own thread of work: a long list must not keep the reader from stopping it.
            var actor = await Actor.GetAsync();
            _result = await Task.Run(() => act(actor, stop.Token), stop.Token);
        }
        catch (AccessDeniedException)
        {
            _refused = Text["Denied"];
        }
        catch (OperationCanceledException)
        {
            _result = null;
            _refused = Text["Stopped"];
        }
        finally
        {
            (_busy, _stop) = (false, null);
        }
    }

    private sealed class Told(ImportPage page) : IProgress<int>
    {
        public void Report(int value) => _ = page.InvokeAsync(() =>
        {
            page._done = value;
            page.StateHasChanged();
        });
    }
}
