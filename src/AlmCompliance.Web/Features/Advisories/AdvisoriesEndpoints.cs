using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment;
using AlmCompliance.Web.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace AlmCompliance.Web.Features.Advisories;

/// <summary>The catalogue, its documents, and what people do with them.</summary>
internal static class AdvisoriesEndpoints
{
    public static void MapAdvisories(this IEndpointRouteBuilder reads)
    {
        var group = reads.MapGroup("/advisories").ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden);
        group.MapGet("", ListAsync).WithName("ListAdvisories")
            .WithSummary("The advisories that hosts are judged against, the product note first, with the caller's hosts by status.");
        group.MapGet("/{advisory}", FindAsync).WithName("GetAdvisory").ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("One advisory: the versions it touches, its weaknesses, its sources and where they contradict each other.");
        group.MapGet("/{advisory}/hosts", HostsAsync).WithName("ListAdvisoryHosts").ProducesProblem(StatusCodes.Status404NotFound).ProducesValidationProblem()
            .WithSummary("The caller's hosts as one advisory finds them, by name.");
        group.MapGet("/{advisory}/revisions", RevisionsAsync).WithName("ListAdvisoryRevisions")
            .WithSummary("The imported revisions of the documents that speak of an advisory, newest first.");
        group.MapPost("/imports", ImportAsync).WithName("ImportAdvisories")
            .Accepts<IFormFile>("multipart/form-data", "application/json", "application/zip")
            .WithMetadata(new RequestSizeLimitAttribute(ImportBody.Largest)).ProducesValidationProblem()
            .WithSummary("Takes in CSAF 2.0 documents, alone, several, or in a zip archive, with .sha512 and .asc files beside them; nothing is judged by them yet. All or none.");

        var revisions = group.MapGroup("/revisions/{revision:guid}").ProducesProblem(StatusCodes.Status404NotFound);
        revisions.MapGet("", RevisionAsync).WithName("GetAdvisoryRevision")
            .WithSummary("One imported revision, with its checks and the ranges that a person has to read.");
        revisions.MapGet("/comparison", CompareAsync).WithName("CompareAdvisoryRevisions").ProducesValidationProblem()
            .WithSummary("What another revision of the same document, named by ?with=, says differently from this one.");
        revisions.MapGet("/preview", PreviewAsync).WithName("PreviewAdvisoryRevision").ProducesValidationProblem()
            .WithSummary("Which hosts' verdicts would change if this revision were put in force now; for security managers.");
        revisions.MapPost("/in-force", EnforceAsync).WithName("EnforceAdvisoryRevision").Accepts<EnforceRequest>("application/json").ProducesValidationProblem()
            .ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Has hosts judged by this revision from now on; for people who have seen its preview, never for API tokens.");
        revisions.MapPost("/readings", ReadAsync).WithName("ReadAdvisoryRange").Accepts<RangeReadingRequest>("application/json").ProducesValidationProblem()
            .ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("A person says what an unreadable range means; it counts once another person has confirmed it.");
        group.MapPost("/readings/{reading:guid}/confirmation", ConfirmAsync).WithName("ConfirmAdvisoryReading")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Another person agrees with a reading, which then takes effect.");
    }

    private static async Task<Ok<AdvisoryListAnswer>> ListAsync(Actor actor, AdvisoryQueries advisories, CancellationToken cancellationToken) =>
        TypedResults.Ok(AdvisoryListAnswer.Of(await advisories.ListAsync(actor, cancellationToken)));

    private static async Task<Results<Ok<AdvisoryHosts>, ValidationProblem, ProblemHttpResult>> HostsAsync(
        string advisory, Actor actor, AdvisoryHostQueries hosts, CancellationToken cancellationToken, string[]? status = null, string? page = null, string? pageSize = null)
    {
        var fields = new RequestFields();
        var request = AdvisoryHostsRequest.Read(fields, status, page, pageSize);
        return !fields.IsValid ? fields.Problem()
            : await hosts.ListAsync(actor, advisory, request, cancellationToken) is { } found ? TypedResults.Ok(found) : NotThere();
    }

    private static async Task<Results<Ok<AdvisoryAnswer>, ProblemHttpResult>> FindAsync(string advisory, Actor actor, AdvisoryQueries advisories, CancellationToken cancellationToken) =>
        await advisories.FindAsync(actor, advisory, cancellationToken) is { } found ? TypedResults.Ok(AdvisoryAnswer.Of(found.Item)) : NotThere();

    private static async Task<Ok<RevisionListAnswer>> RevisionsAsync(string advisory, Actor actor, AdvisoryQueries advisories, CancellationToken cancellationToken)
    {
        var items = await advisories.RevisionsAsync(actor, advisory, cancellationToken);
        return TypedResults.Ok(new RevisionListAnswer(items, items.Count));
    }

    private static async Task<Results<Ok<ImportAnswer>, ValidationProblem>> ImportAsync(HttpRequest request, Actor actor, ImportAdvisories import, CancellationToken cancellationToken)
    {
        actor.RequireCatalogueKeeper();
        var result = await import.RunAsync(actor, await ImportBody.ReadAsync(request, cancellationToken), cancellationToken);
        if (result.Succeeded)
        {
            return TypedResults.Ok(new ImportAnswer(result.Documents, result.Documents.Count));
        }

        var errors = result.Errors.GroupBy(e => $"{e.File}#{e.Pointer}", e => e.Message, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Distinct().ToArray(), StringComparer.Ordinal);
        return TypedResults.ValidationProblem(errors, "Nothing was taken in.");
    }

    private static async Task<Results<Ok<RevisionAnswer>, ProblemHttpResult>> RevisionAsync(Guid revision, Actor actor, RevisionQueries revisions, CancellationToken cancellationToken) =>
        await revisions.FindAsync(actor, revision, cancellationToken) is { } found ? TypedResults.Ok(RevisionAnswer.Of(found)) : NotThere();

    private static async Task<Results<Ok<ComparedRevisions>, ValidationProblem, ProblemHttpResult>> CompareAsync(
        Guid revision, Actor actor, RevisionQueries revisions, CancellationToken cancellationToken, string? with = null)
    {
        if (!Guid.TryParse(with, out var other))
        {
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["with"] = ["The id of another revision."] });
        }

        return await revisions.CompareAsync(actor, revision, other, cancellationToken) is { } compared ? TypedResults.Ok(compared) : NotThere();
    }

    private static async Task<Results<Ok<PreviewAnswer>, ValidationProblem, ProblemHttpResult>> PreviewAsync(
        Guid revision, Actor actor, PreviewRevision preview, CancellationToken cancellationToken, string? page = null, string? pageSize = null)
    {
        var fields = new RequestFields();
        var part = PageOf.Read(fields, page, pageSize);
        if (!fields.IsValid)
        {
            return fields.Problem();
        }

        return await preview.RunAsync(actor, revision, cancellationToken) is { } seen
            ? TypedResults.Ok(new PreviewAnswer(
                seen.Key, seen.AdvisoryId, seen.Hosts, seen.ChangedHosts, seen.Counts, [.. seen.Listed.Skip(part.Skip).Take(part.Size)], seen.Listed.Count,
                [.. seen.Contradictions.SelectMany(c => ContradictionAnswer.Of(c, seen.DocumentId))], seen.Unread))
            : NotThere();
    }

    private static async Task<Results<Ok<Enforced>, ValidationProblem, ProblemHttpResult>> EnforceAsync(
        Guid revision, HttpRequest request, Actor actor, EnforceRevision enforce, CancellationToken cancellationToken)
    {
        actor.RequireCatalogueDecider();
        var errors = new FieldErrors();
        var body = await JsonBody.ReadAsync<EnforceRequest>(request, errors, cancellationToken);
        return body is null ? TypedResults.ValidationProblem(errors.ByPath)
            : await enforce.RunAsync(actor, revision, body.Seen, cancellationToken) is not { } outcome ? NotThere()
            : outcome.Succeeded ? TypedResults.Ok(outcome.Value!) : Conflict(outcome.Errors);
    }

    private static async Task<Results<Ok<ReadingMade>, ValidationProblem, ProblemHttpResult>> ReadAsync(
        Guid revision, HttpRequest request, Actor actor, ReadRange read, CancellationToken cancellationToken)
    {
        actor.RequireDecidingPerson();
        var errors = new FieldErrors();
        var body = await JsonBody.ReadAsync<RangeReadingRequest>(request, errors, cancellationToken);
        return body is null ? TypedResults.ValidationProblem(errors.ByPath)
            : await read.RunAsync(actor, revision, body, cancellationToken) is not { } outcome ? NotThere()
            : outcome.Succeeded ? TypedResults.Ok(new ReadingMade(outcome.Value)) : Conflict(outcome.Errors);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> ConfirmAsync(Guid reading, Actor actor, ConfirmReading confirm, CancellationToken cancellationToken) =>
        await confirm.RunAsync(actor, reading, cancellationToken) is not { } outcome ? NotThere()
            : outcome.Succeeded ? TypedResults.NoContent() : Conflict(outcome.Errors);

    private static ProblemHttpResult NotThere() => TypedResults.Problem("There is nothing of this number.", statusCode: StatusCodes.Status404NotFound);

    private static ProblemHttpResult Conflict(IReadOnlyList<string> errors) => TypedResults.Problem(string.Join(' ', errors), statusCode: StatusCodes.Status409Conflict);
}
