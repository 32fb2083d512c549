using System.CommandLine;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Components.Values;
using AlmCompliance.Web.Features.Advisories;
using AlmCompliance.Web.Hosting;

namespace AlmCompliance.Web.CommandLine;

internal static class AdvisoryVerb
{
    private static readonly string[] s_endings = [".json", ".sha512", ".asc", ".zip"];

    public static Command Create()
    {
        var data = SharedOptions.Data();
        var path = new Argument<string>("path") { Description = "A CSAF 2.0 file, a zip archive of them, or a folder; .sha512 and .asc files beside them are checked." };
        var inForce = new Option<bool>("--in-force") { Description = "Have hosts judged by them at once; while no server is at work on the database." };
        var import = new Command("import", "Takes in published advisories, and prints each with its version and state.") { path, data, inForce };
        import.SetAction((parsed, cancellationToken) =>
        {
            var files = Read(parsed.GetValue(path)!);
            return SharedOptions.WithServicesAsync(parsed.GetValue(data)!, services => RunAsync(services, files, parsed.GetValue(inForce), cancellationToken), cancellationToken);
        });
        return new Command("advisory", "Advisories that hosts are judged by.") { import };
    }

    private static async Task RunAsync(IServiceProvider services, IReadOnlyList<ImportFile> files, bool inForce, CancellationToken cancellationToken)
    {
        if (inForce)
        {
            // A server at work would go on judging by the catalogue that it knows.
            await services.GetRequiredService<IDatabasePreparation>().ClaimAsync(cancellationToken);
        }

        var actor = Actor.System("command line");
        var result = await services.GetRequiredService<ImportAdvisories>().RunAsync(actor, files, cancellationToken);
        if (result.Errors is [var first, ..])
        {
            var place = first.File.Length == 0 ? "" : first.Pointer.Length == 0 ? $"{first.File}: " : $"{first.File}#{first.Pointer}: ";
            throw new StartException(place + first.Message);
        }

        var enforce = services.GetRequiredService<EnforceRevision>();
        foreach (var document in result.Documents.OrderBy(d => d.TrackingId, StringComparer.Ordinal).ThenBy(d => d.Version, AdvisoryVersions.InOrder))
        {
            if (document.RevisionId is not { } revision)
            {
                await Console.Out.WriteLineAsync($"{HostileText.Tame(document.File, 120)} {document.Outcome}");
                continue;
            }

            var state = document.State;
            if (inForce)
            {
                SharedOptions.Require((await enforce.RunAsync(actor, revision, null, cancellationToken))!);
                state = Data.Advisories.RevisionState.InForce;
            }

            var signed = document.Signature == Data.Advisories.DocumentCheck.Good ? "signed" : "unsigned";
            await Console.Out.WriteLineAsync($"{document.TrackingId} {document.Version} {document.Outcome} {state} {signed}");
            foreach (var unread in document.Unread)
            {
                await Console.Error.WriteLineAsync($"{document.TrackingId} {document.Version}: a person has to read the range at {unread.Pointer}");
            }
        }
    }

    private static List<ImportFile> Read(string path)
    {
        try
        {
            return Directory.Exists(path) ? Folder(path) : [.. Beside(Path.GetFullPath(path)).Select(f => File(f, Path.GetFileName(f)))];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new StartException($"{path} cannot be read.");
        }
    }

    private static IEnumerable<string> Beside(string file) =>
        new[] { file, file + ".sha512", file + ".asc" }.Where((f, i) => i == 0 || System.IO.File.Exists(f));

    private static List<ImportFile> Folder(string folder)
    {
        var files = Directory.EnumerateFiles(folder).Where(f => s_endings.Contains(Path.GetExtension(f), StringComparer.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal).Take((3 * ImportPackage.MostDocuments) + 1).ToList();
        return files.Sum(f => new FileInfo(f).Length) > ImportPackage.MostBytes
            ? throw new StartException("The folder holds more than 64 MiB.")
            : files.ConvertAll(f => File(f, Path.GetFileName(f)));
    }

    private static ImportFile File(string path, string name) =>
        new FileInfo(path).Length > ImportPackage.MostBytes ? throw new StartException($"{name} is larger than 64 MiB.") : new ImportFile(name, System.IO.File.ReadAllBytes(path));
}
