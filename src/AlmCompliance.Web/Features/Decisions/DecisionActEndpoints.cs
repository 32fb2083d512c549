using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment;

namespace AlmCompliance.Web.Features.Decisions;

/// <summary><c>POST /decisions/{reference}/approve</c>, <c>reject</c>, <c>withdraw</c>, <c>end</c>, <c>extend</c>.</summary>
internal static class DecisionActEndpoints
{
    public static void MapDecisionActs(this IEndpointRouteBuilder reads)
    {
        Describe(reads.MapPost("/decisions/{reference}/approve", ApproveAsync).Accepts<NoteBody>("application/json"), "ApproveDecision", "Another person says yes; never an API token.");
        Describe(reads.MapPost("/decisions/{reference}/reject", RejectAsync).Accepts<NoteBody>("application/json"), "RejectDecision", "Another person says no, and why; never an API token.");
        Describe(reads.MapPost("/decisions/{reference}/withdraw", WithdrawAsync), "WithdrawDecision", "The requester takes back what waits.");
        Describe(reads.MapPost("/decisions/{reference}/end", EndAsync).Accepts<NoteBody>("application/json"), "EndDecision", "Ends an approved decision early, and why.");
        Describe(reads.MapPost("/decisions/{reference}/extend", ExtendAsync).Accepts<ExtensionBody>("application/json"), "ExtendDecision", "Asks for a new decision in place of one that runs out; it is reviewed anew.");
    }

    private static void Describe(RouteHandlerBuilder route, string name, string summary) => route.WithName(name).WithSummary(summary)
        .Produces<DecisionReferenceAnswer>().ProducesValidationProblem().Refuses()
        .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<IResult> ApproveAsync(string reference, HttpRequest request, Actor actor, ApproveDecision approve, CancellationToken cancellationToken)
    {
        actor.RequireSecurityManager();
        return Answer(await approve.RunAsync(actor, reference, await NoteAsync(request, cancellationToken), cancellationToken));
    }

    private static async Task<IResult> RejectAsync(string reference, HttpRequest request, Actor actor, RejectDecision reject, CancellationToken cancellationToken)
    {
        actor.RequireSecurityManager();
        return Answer(await reject.RunAsync(actor, reference, await NoteAsync(request, cancellationToken), cancellationToken));
    }

    private static async Task<IResult> WithdrawAsync(string reference, Actor actor, WithdrawDecision withdraw, CancellationToken cancellationToken) =>
        Answer(await withdraw.RunAsync(actor, reference, cancellationToken));

    private static async Task<IResult> EndAsync(string reference, HttpRequest request, Actor actor, EndDecision end, CancellationToken cancellationToken) =>
        Answer(await end.RunAsync(actor, reference, await NoteAsync(request, cancellationToken), cancellationToken));

    private static async Task<IResult> ExtendAsync(string reference, HttpRequest request, Actor actor, ExtendDecision extend, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        if (await JsonBody.ReadAsync<ExtensionBody>(request, errors, cancellationToken) is not { } body)
        {
            return TypedResults.ValidationProblem(errors.ByPath);
        }

        var extension = new DecisionExtension(body.Reason ?? "", body.Owner ?? "", DecisionBody.Moment(errors, "validUntil", body.ValidUntil), FileBody.Read(errors, body.File));
        return errors.Any ? TypedResults.ValidationProblem(errors.ByPath) : Answer(await extend.RunAsync(actor, reference, extension, cancellationToken));
    }

    /// <summary>Empty where there is no body: a note is not always asked for.</summary>
    private static async Task<string> NoteAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength is null or 0)
        {
            return "";
        }

        var body = await JsonBody.ReadAsync<NoteBody>(request, new FieldErrors(), cancellationToken);
        return body is null ? throw new BadHttpRequestException("This is not JSON of the expected shape.") : body.Note ?? "";
    }

    private static IResult Answer(DecisionOutcome outcome) =>
        outcome.Reference is { } reference ? TypedResults.Ok(new DecisionReferenceAnswer(reference)) : DecisionsEndpoints.Refused(outcome);
}
