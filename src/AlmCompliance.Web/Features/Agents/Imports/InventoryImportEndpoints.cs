using System.ComponentModel;
using System.Globalization;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Inventory;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment.RawExports;
using AlmCompliance.Web.Components.Values;
using AlmCompliance.Web.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace AlmCompliance.Web.Features.Agents.Imports;

/// <summary>What an import of unsigned files would do, or did, as the API says it.</summary>
/// <param name="Plan">Named when it is taken, it makes sure that just this is taken.</param>
internal sealed record ImportAnswer(bool Taken, bool Stale, string Plan, int Current, int History, int Unchanged, int Refused, IReadOnlyList<ImportFileAnswer> Files)
{
    public static ImportAnswer Of(ImportResult result) => new(
        result.IsTaken, result.IsStale, result.Plan,
        result.Count(ImportOutcome.Taken), result.Count(ImportOutcome.History), result.Count(ImportOutcome.Unchanged), result.Count(ImportOutcome.Refused),
        [.. result.Files.Select(ImportFileAnswer.Of)]);
}

/// <param name="Total">Lines there are; at most 1,000 of them are told, those that are refused first.</param>
internal sealed record ImportFileAnswer(string File, string Digest, RawFileKind Kind, EvidenceOrigin Origin, int Total, IReadOnlyList<ImportLineAnswer> Items)
{
    public const int MostLines = 1_000;

    public static ImportFileAnswer Of(ImportFile file) => new(
        HostileText.Tame(file.Name, 255), file.Digest, file.Kind, file.Origin, file.Lines.Count,
        [.. file.Lines.OrderBy(l => l.Outcome is not ImportOutcome.Refused).Take(MostLines).Select(ImportLineAnswer.Of)]);
}

/// <param name="Line">Counted from 1; 0 is the file itself.</param>
/// <param name="HostId">Null for a host that is new.</param>
/// <param name="Status">For the product note; null where taking it changes nothing.</param>
internal sealed record ImportLineAnswer(
    int Line, string? Column, string Host, ImportOutcome Outcome, string? Reason, string? Message, Guid? HostId, bool IsNew, string? Zone, DateTimeOffset? CollectedAt, string? Version, ComplianceStatus? Status)
{
    public static ImportLineAnswer Of(ImportLine line) => new(
        line.Line, line.Wrong?.Column is { } column ? HostileText.Tame(column, 60) : null, HostileText.Tame(line.Name, 120), line.Outcome,
        line.Wrong?.Key, line.Wrong is { } wrong ? ImportSentences.Of(wrong, CultureInfo.InvariantCulture) : null,
        line.HostId, line.IsNew, line.Zone, line.CollectedAt, line.Version is { } version ? HostileText.Tame(version, 120) : null, line.Status);
}

/// <summary><c>/inventory-imports</c>: unsigned files of hosts without an agent.</summary>
internal static class InventoryImportEndpoints
{
    public static void MapInventoryImports(this IEndpointRouteBuilder acts)
    {
        Describe(acts.MapPost("/inventory-imports/preview", PreviewAsync), "PreviewInventoryImport",
            "Tells what unsigned files say of which hosts, and the verdicts that would follow; nothing is written. One file as the body, or several as a form: CSV, osquery results, registry exports, what collect.cmd wrote.");
        Describe(acts.MapPost("/inventory-imports", TakeAsync), "ImportInventories",
            "Takes unsigned files as they were previewed. Evidence of hosts that no agent ever reported for; it can show a weakness, never that all is well.")
            .Produces<ImportAnswer>(StatusCodes.Status409Conflict);
        acts.MapGet("/inventory-imports/template.csv", Template)
            .Produces(StatusCodes.Status200OK, contentType: "text/csv")
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .WithName("GetInventoryTemplate")
            .WithSummary("An empty list with its columns explained.");
    }

    private static RouteHandlerBuilder Describe(RouteHandlerBuilder route, string name, string summary) => route
        .Accepts<string>("text/csv", "application/json", "text/plain", "application/octet-stream", "multipart/form-data")
        .WithMetadata(new RequestSizeLimitAttribute(UploadedFiles.LargestBody))
        .Produces<ImportAnswer>()
        .ProducesValidationProblem()
        .ProducesProblem(StatusCodes.Status401Unauthorized)
        .ProducesProblem(StatusCodes.Status403Forbidden)
        .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
        .WithName(name)
        .WithSummary(summary);

    private static async Task<IResult> PreviewAsync(
        [Description("Of hosts whose file names no zone.")] string? zone,
        [Description("When the facts were true where the file does not say: 2026-11-20.")] string? collected,
        [Description("What the file is called where it is the body; it names the host where nothing else does.")] string? fileName,
        HttpRequest request, Actor actor, ImportInventories import, TimeProvider clock, CancellationToken cancellationToken)
    {
        actor.RequireSecurityManager();
        var fields = new RequestFields();
        return await ReadAsync(fields, request, zone, collected, fileName, clock, cancellationToken) is { } upload
            ? TypedResults.Ok(ImportAnswer.Of(await import.PreviewAsync(actor, upload, cancellationToken)))
            : fields.Problem();
    }

    private static async Task<IResult> TakeAsync(
        [Description("Of hosts whose file names no zone.")] string? zone,
        [Description("When the facts were true where the file does not say: 2026-11-20.")] string? collected,
        [Description("What the file is called where it is the body; it names the host where nothing else does.")] string? fileName,
        [Description("The plan that the preview told: where another one comes out now, nothing is taken and the answer is 409.")] string? plan,
        HttpRequest request, Actor actor, ImportInventories import, TimeProvider clock, CancellationToken cancellationToken)
    {
        actor.RequireSecurityManager();
        var fields = new RequestFields();
        if (await ReadAsync(fields, request, zone, collected, fileName, clock, cancellationToken) is not { } upload)
        {
            return fields.Problem();
        }

        var result = await import.TakeAsync(actor, upload, string.IsNullOrEmpty(plan) ? null : plan, null, cancellationToken);
        return result.IsStale ? TypedResults.Conflict(ImportAnswer.Of(result)) : TypedResults.Ok(ImportAnswer.Of(result));
    }

    private static FileContentHttpResult Template() => TypedResults.File(InventoryTemplate.File(), "text/csv; charset=utf-8", InventoryTemplate.FileName);

    private static async Task<ImportRequest?> ReadAsync(
        RequestFields fields, HttpRequest request, string? zone, string? collected, string? fileName, TimeProvider clock, CancellationToken cancellationToken)
    {
        var stated = fields.PastTime("collected", collected, clock.GetUtcNow());
        var named = fields.Text("zone", zone);
        var called = fields.Text("fileName", fileName) ?? "";
        if (!fields.IsValid)
        {
            return null;
        }

        var files = new List<UploadedFile>();
        await foreach (var file in UploadedFiles.ReadAsync(request, InventoryCsv.LargestFile, cancellationToken))
        {
            files.Add(file.Name.Length == 0 ? file with { Name = called } : file);
            if (files.Count > ImportRequest.MostFiles)
            {
                fields.Fail("files", $"At most {ImportRequest.MostFiles} files.");
                return null;
            }
        }

        return new ImportRequest(files, named, stated);
    }
}
