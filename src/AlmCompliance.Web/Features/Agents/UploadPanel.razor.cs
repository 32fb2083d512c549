using AlmCompliance.Data;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace AlmCompliance.Web.Features.Agents;

/// <summary>Takes the files of hosts without a network from the reader's own disk, one after the other, and says what became of each.</summary>
public sealed partial class UploadPanel
{
    private const int MostFiles = 500;

    private readonly List<UploadLine> _lines = [];
    private CancellationTokenSource? _stop;
    private string _zone = "";
    private string? _refused;
    private int _total;

    [CascadingParameter]
    private AgentsView View { get; set; } = default!;

    [Parameter, EditorRequired]
    public EventCallback Changed { get; set; }

    [Inject]
    private AcceptInventoryFile Accept { get; set; } = default!;

    [Inject]
    private RequestEnrollment Enroll { get; set; } = default!;

    [Inject]
    private CurrentActor Actor { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    public void Dispose() => _stop?.Cancel();

    private void Cancel() => _stop?.Cancel();

    private int Count(FileOutcome outcome) => _lines.Count(l => l.Result?.Outcome == outcome);

    private async Task UploadAsync(InputFileChangeEventArgs chosen)
    {
        _lines.Clear();
        (_refused, _total) = (null, 0);
        if (chosen.FileCount > MostFiles)
        {
            _refused = Text["Upload.TooMany", MostFiles];
            return;
        }

        using var stop = new CancellationTokenSource();
        _stop = stop;
        _total = chosen.FileCount;
        try
        {
            // The files of one host count only in the order in which they were written.
            foreach (var file in chosen.GetMultipleFiles(MostFiles).OrderBy(f => f.LastModified).ThenBy(f => SortKeys.Of(f.Name), StringComparer.Ordinal))
            {
                StateHasChanged();
                _lines.Add(await TakeAsync(file, stop.Token));
            }
        }
        catch (AccessDeniedException)
        {
            _refused = Text["New.Denied"];
        }
        catch (IOException)
        {
            _refused = Text["Upload.Broken"];
        }
        catch (OperationCanceledException)
        {
            _refused = Text["Upload.Cancelled"];
        }
        finally
        {
            _stop = null;
        }

        await Changed.InvokeAsync();
    }

    private async Task<UploadLine> TakeAsync(IBrowserFile file, CancellationToken cancellationToken)
    {
        var actor = await Actor.GetAsync();
        actor.RequireSecurityManager();
        if (file.Size > SignedInventory.LargestFile)
        {
            return new UploadLine(file.Name, Clock.GetUtcNow()) { Result = FileResult.Refused(file.Name, FileRefusal.TooLarge, Clock.GetUtcNow()) };
        }

        await using var content = file.OpenReadStream(SignedInventory.LargestFile, cancellationToken);
        var bytes = await UploadedFiles.DrainAsync(content, SignedInventory.LargestFile, cancellationToken);
        return OfflineRequest.Recognise(bytes) is { } request
            ? await AskAsync(actor, file.Name, request, cancellationToken)
            : new UploadLine(file.Name, Clock.GetUtcNow()) { Result = await Accept.RunAsync(actor, new UploadedFile(file.Name, bytes), cancellationToken) };
    }

    private async Task<UploadLine> AskAsync(Actor actor, string file, Contracts.EnrollmentRequestFile request, CancellationToken cancellationToken)
    {
        var line = new UploadLine(file, Clock.GetUtcNow());
        var errors = new FieldErrors();
        if (OfflineRequest.Read(request, errors) is not { } read)
        {
            return line with { Refusal = string.Join(' ', errors.ByPath.Select(e => $"{e.Key}: {e.Value[0]}")) };
        }

        var asked = await Enroll.RunAsync(actor, read, _zone, cancellationToken);
        return asked.Succeeded ? line with { Request = asked.Value } : line with { Refusal = string.Join(' ', asked.Errors) };
    }

    private string Said(UploadLine line) => line switch
    {
        { Result: { Outcome: FileOutcome.Refused } refused } => Text[$"Refusal.{refused.Reason}"],
        { Result: { } taken } => Text[$"Outcome.{taken.Outcome}"],
        { Request: not null } => Text["Outcome.Waits"],
        _ => Text["Outcome.RequestRefused", line.Refusal ?? ""],
    };
}

/// <summary>What the page says of one file: an inventory, or a request to enrol.</summary>
/// <param name="File">Its name; hostile text.</param>
internal sealed record UploadLine(string File, DateTimeOffset UploadedAt)
{
    public FileResult? Result { get; init; }
    public WaitingRequest? Request { get; init; }

    /// <summary>Why a request to enrol was refused.</summary>
    public string? Refusal { get; init; }

    public bool IsRefused => Refusal is not null || Result?.Outcome == FileOutcome.Refused;
}
