using System.ComponentModel;
using System.Globalization;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment;
using AlmCompliance.Web.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace AlmCompliance.Web.Features.Decisions;

/// <summary><c>/decisions</c>: reading and asking; what another person says to it is in <see cref="DecisionActEndpoints"/>.</summary>
internal static class DecisionsEndpoints
{
    public static void MapDecisions(this IEndpointRouteBuilder reads)
    {
        reads.MapGet("/decisions", ListAsync).WithName("ListDecisions")
            .WithSummary("Decisions about hosts in the caller's zones, the newest first.").Refuses();
        reads.MapGet("/decisions/{reference}", GetAsync).WithName("GetDecision")
            .WithSummary("One decision with its hosts and files.").Refuses().ProducesProblem(StatusCodes.Status404NotFound);
        reads.MapGet("/decisions/{reference}/file", FileAsync).WithName("GetDecisionFile")
            .WithSummary("The file that shows what an attestation says.")
            .Produces<byte[]>(StatusCodes.Status200OK, "application/octet-stream").Refuses().ProducesProblem(StatusCodes.Status404NotFound);
        reads.MapGet("/advisory-catalogue/review", NoticeAsync).WithName("GetCatalogueReview")
            .WithSummary("When the catalogue of advisories was last reviewed, and whether that is too long ago (ALM0009).").Refuses();
        reads.MapPost("/decisions", PostAsync).WithName("RequestDecision")
            .WithSummary("Asks for a decision; it covers nothing before another person has approved it.")
            .Accepts<DecisionBody>("application/json").Produces<DecisionReferenceAnswer>(StatusCodes.Status201Created).ProducesValidationProblem().Refuses();
        reads.MapDecisionActs();
    }

    internal static RouteHandlerBuilder Refuses(this RouteHandlerBuilder route) =>
        route.ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden);

    internal static ProblemHttpResult NotFound() =>
        TypedResults.Problem("There is no such decision, or it is out of your zones.", statusCode: StatusCodes.Status404NotFound);

    /// <summary>A field at fault is a bad request; what is none, a conflict with what the decision has become.</summary>
    internal static IResult Refused(DecisionOutcome outcome)
    {
        if (outcome.IsNotFound)
        {
            return NotFound();
        }

        var sentences = outcome.Refusals.Select(r => (r.Field, Text: DecisionSentences.Of(r, CultureInfo.InvariantCulture))).ToLookup(r => r.Field, r => r.Text);
        return sentences.Contains("")
            ? TypedResults.Problem(sentences[""].First(), statusCode: StatusCodes.Status409Conflict)
            : TypedResults.ValidationProblem(sentences.ToDictionary(s => s.Key, s => s.ToArray()));
    }

    private static async Task<Results<Ok<DecisionListAnswer>, ValidationProblem>> ListAsync(
        [Description("waiting, expiring, mine or others; all if absent.")] string? view,
        [FromQuery(Name = "kind"), Description("Kinds; repeated or separated by commas.")] string[]? kind,
        [FromQuery(Name = "state"), Description("States; repeated or separated by commas.")] string[]? state,
        [Description("The id of a host.")] string? host,
        [Description("With others: only what they asked for or decided after this moment.")] string? since,
        [Description("From 1.")] string? page,
        [Description("1 to 500, 50 if absent.")] string? pageSize,
        Actor actor, DecisionQueries decisions, CancellationToken cancellationToken)
    {
        var fields = new RequestFields();
        var request = DecisionListRequest.Read(fields, view, kind, state, host, since, page, pageSize);
        if (!fields.IsValid)
        {
            return fields.Problem();
        }

        var found = await decisions.ListAsync(actor, request, cancellationToken);
        return TypedResults.Ok(new DecisionListAnswer(found.Items, found.Total, found.Waiting, found.Expiring));
    }

    private static async Task<Results<Ok<DecisionAnswer>, ProblemHttpResult>> GetAsync(
        string reference, Actor actor, DecisionQueries decisions, CancellationToken cancellationToken) =>
        await decisions.GetAsync(actor, reference, cancellationToken) is { } found ? TypedResults.Ok(DecisionAnswer.Of(found)) : NotFound();

    // Whatever the file says it is, a browser saves it and opens nothing: it is sent as bytes, and every answer forbids to guess.
    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> FileAsync(
        string reference, HttpContext context, Actor actor, DecisionQueries decisions, CancellationToken cancellationToken)
    {
        if (await decisions.FileAsync(actor, reference, cancellationToken) is not { } file)
        {
            return NotFound();
        }

        context.Response.Headers.CacheControl = "private, no-store";
        return TypedResults.File(file.Bytes, "application/octet-stream", file.Name);
    }

    private static async Task<Ok<CatalogueNotice>> NoticeAsync(Actor actor, CatalogueQueries catalogue, CancellationToken cancellationToken) =>
        TypedResults.Ok(await catalogue.NoticeAsync(actor, cancellationToken));

    private static async Task<IResult> PostAsync(HttpContext context, Actor actor, RequestDecision ask, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var body = await JsonBody.ReadAsync<DecisionBody>(context.Request, errors, cancellationToken);
        var request = body?.Read(errors);
        if (request is null || errors.Any)
        {
            return TypedResults.ValidationProblem(errors.ByPath);
        }

        var outcome = await ask.RunAsync(actor, request, cancellationToken);
        return outcome.Reference is { } reference ? TypedResults.Created($"/api/v1/decisions/{reference}", new DecisionReferenceAnswer(reference)) : Refused(outcome);
    }
}
