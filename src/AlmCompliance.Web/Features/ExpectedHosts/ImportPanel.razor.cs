using AlmCompliance.Web.Access;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using MudBlazor;

namespace AlmCompliance.Web.Features.ExpectedHosts;

/// <summary>Takes a list of hosts in two steps: what it would do, and then doing it.</summary>
public sealed partial class ImportPanel
{
    private const long Largest = 10 * 1024 * 1024;
    private ImportPreview? _preview;
    private ExpectedHostFile? _file;
    private string _owner = "";
    private string? _refused;
    private bool _busy;

    [Parameter, EditorRequired]
    public EventCallback Changed { get; set; }

    [Inject]
    private ExpectedHostQueries Expected { get; set; } = default!;

    [Inject]
    private ImportExpectedHosts Import { get; set; } = default!;

    [Inject]
    private CurrentActor Actor { get; set; } = default!;

    [Inject]
    private ISnackbar Notices { get; set; } = default!;

    private async Task ChooseAsync(InputFileChangeEventArgs chosen)
    {
        (_file, _preview, _refused) = (null, null, null);
        try
        {
            await using var content = chosen.File.OpenReadStream(Largest);
            using var bytes = new MemoryStream();
            await content.CopyToAsync(bytes);
            _file = new ExpectedHostFile(chosen.File.Name, _owner, bytes.ToArray());
            await PreviewAsync();
        }
        catch (IOException)
        {
            // Larger than allowed, or the browser went away with it.
            _refused = Text["Import.TooLarge"];
        }
    }

    private async Task PreviewAsync()
    {
        if (_file is { } file)
        {
            _file = file with { Owner = _owner.Trim() };
            await RunAsync(async actor => _preview = await Expected.PreviewAsync(actor, _file, CancellationToken.None));
        }
    }

    private Task TakeAsync() => RunAsync(async actor =>
    {
        var taken = await Import.TakeAsync(actor, _file!, CancellationToken.None);
        _preview = taken.CanBeTaken ? null : taken;
        if (taken.CanBeTaken)
        {
            Notices.Add(Text["Import.Done", taken.Added, taken.Changed], Severity.Normal);
            _file = null;
            await Changed.InvokeAsync();
        }
    });

    private async Task RunAsync(Func<Actor, Task> act)
    {
        (_busy, _refused) = (true, null);
        try
        {
            await act(await Actor.GetAsync());
        }
        catch (AccessDeniedException)
        {
            _refused = Text["Denied"];
        }
        finally
        {
            _busy = false;
        }
    }
}
