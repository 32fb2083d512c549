using AlmCompliance.Web.Access;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace AlmCompliance.Web.Features.Advisories;

/// <summary>Takes in documents from the reader's own disk.</summary>
public sealed partial class ImportPage
{
    private const int MostFiles = 3 * ImportPackage.MostDocuments;

    private ImportResult? _result;
    private string? _refused;
    private bool _busy;

    [Inject]
    private ImportAdvisories Import { get; set; } = default!;

    [Inject]
    private CurrentActor Actor { get; set; } = default!;

    private async Task ImportAsync(InputFileChangeEventArgs chosen)
    {
        (_result, _refused, _busy) = (null, null, true);
        StateHasChanged();
        try
        {
            var actor = await Actor.GetAsync();
            actor.RequireCatalogueKeeper();
            if (chosen.FileCount > MostFiles)
            {
                _refused = Text["Import.TooMany"];
                return;
            }

            var files = chosen.GetMultipleFiles(MostFiles);
            if (files.Sum(f => f.Size) > ImportPackage.MostBytes)
            {
                _refused = Text["Import.TooLarge"];
                return;
            }

            var read = new List<ImportFile>();
            foreach (var file in files)
            {
                await using var content = file.OpenReadStream(ImportPackage.MostBytes);
                using var bytes = new MemoryStream();
                await content.CopyToAsync(bytes);
                read.Add(new ImportFile(file.Name, bytes.ToArray()));
            }

            _result = await Import.RunAsync(actor, read, CancellationToken.None);
        }
        catch (AccessDeniedException)
        {
            _refused = Text["Denied"];
        }
        catch (IOException)
        {
            _refused = Text["Import.Broken"];
        }
        finally
        {
            _busy = false;
        }
    }
}
