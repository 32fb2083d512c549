using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AlmCompliance.Web.Features.Findings;

/// <param name="Ids">1 to 5000 findings.</param>
/// <param name="Owner">Of an assignment, the id of a person.</param>
/// <param name="Text">Of a note, 1 to 2000 characters.</param>
/// <param name="Preview">Only says what would change.</param>
internal sealed record FindingActBody(string[]? Ids, string? Owner, string? Text, bool? Preview);

/// <summary>What an act did, or would do; every finding that was asked for is in one of the numbers.</summary>
/// <param name="Unchanged">They are so already.</param>
/// <param name="Gone">No longer open, or not in the caller's zones.</param>
/// <param name="OutOfOwnersSight">On hosts that the new owner may not see; they were left alone.</param>
internal sealed record FindingActAnswer(int Asked, int Changed, int Unchanged, int Gone, int OutOfOwnersSight, bool Preview);

/// <summary><c>POST /findings/assignments</c>, <c>/findings/releases</c>, <c>/findings/notes</c>.</summary>
internal static class FindingActEndpoints
{
    public static void MapFindingActs(this IEndpointRouteBuilder acts)
    {
        Describe(acts.MapPost("/findings/assignments", AssignAsync), "AssignFindings", "Gives findings to a person; with preview only says what would change.");
        Describe(acts.MapPost("/findings/releases", ReleaseAsync), "ReleaseFindings", "Takes findings from who sees to them.");
        Describe(acts.MapPost("/findings/notes", NoteAsync), "NoteFindings", "Writes the same note on each of the findings.");
    }

    private static void Describe(RouteHandlerBuilder route, string name, string summary) => route.WithName(name).WithSummary(summary)
        .Accepts<FindingActBody>("application/json")
        .ProducesProblem(StatusCodes.Status401Unauthorized)
        .ProducesProblem(StatusCodes.Status403Forbidden);

    private static async Task<Results<Ok<FindingActAnswer>, ValidationProblem>> AssignAsync(
        HttpRequest request, Actor actor, AssignFindings assign, PreviewFindingAct preview, CancellationToken cancellationToken)
    {
        actor.RequireSecurityManager();
        var errors = new FieldErrors();
        var (body, findings) = await ReadAsync(request, errors, cancellationToken);
        if (!Guid.TryParse(body?.Owner, out var owner))
        {
            errors.Add("owner", "The id of a person is required.");
        }

        return errors.Any ? TypedResults.ValidationProblem(errors.ByPath)
            : body!.Preview == true ? Answer(await preview.RunAsync(actor, new FindingAct(FindingActKind.Assign, owner), findings, cancellationToken), preview: true)
            : Answer(await assign.RunAsync(actor, findings, owner, checksOwners: false, cancellationToken), preview: false);
    }

    private static async Task<Results<Ok<FindingActAnswer>, ValidationProblem>> ReleaseAsync(
        HttpRequest request, Actor actor, ReleaseFindings release, PreviewFindingAct preview, CancellationToken cancellationToken)
    {
        actor.RequireSecurityManager();
        var errors = new FieldErrors();
        var (body, findings) = await ReadAsync(request, errors, cancellationToken);
        return errors.Any ? TypedResults.ValidationProblem(errors.ByPath)
            : body!.Preview == true ? Answer(await preview.RunAsync(actor, FindingAct.Release, findings, cancellationToken), preview: true)
            : Answer(await release.RunAsync(actor, findings, checksOwners: false, cancellationToken), preview: false);
    }

    private static async Task<Results<Ok<FindingActAnswer>, ValidationProblem>> NoteAsync(
        HttpRequest request, Actor actor, NoteFindings note, PreviewFindingAct preview, CancellationToken cancellationToken)
    {
        actor.RequireSecurityManager();
        var errors = new FieldErrors();
        var (body, findings) = await ReadAsync(request, errors, cancellationToken);
        return errors.Any ? TypedResults.ValidationProblem(errors.ByPath)
            : body!.Preview == true ? Answer(await preview.RunAsync(actor, new FindingAct(FindingActKind.Note, Text: body.Text ?? ""), findings, cancellationToken), preview: true)
            : Answer(await note.RunAsync(actor, findings, body.Text ?? "", cancellationToken), preview: false);
    }

    private static async Task<(FindingActBody? Body, IReadOnlyList<SeenFinding> Findings)> ReadAsync(HttpRequest request, FieldErrors errors, CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync<FindingActBody>(request, errors, cancellationToken);
        if (body is null)
        {
            return (null, []);
        }

        var ids = errors.List("ids", body.Ids, FindingAct.Most) ?? [];
        var findings = new List<SeenFinding>(ids.Count);
        for (var i = 0; i < ids.Count; i++)
        {
            if (Guid.TryParse(ids[i], out var id))
            {
                findings.Add(new SeenFinding(id, null));
            }
            else
            {
                errors.Add($"ids[{i}]", "This is not an id.");
            }
        }

        return (body, findings);
    }

    private static Results<Ok<FindingActAnswer>, ValidationProblem> Answer(FindingActOutcome outcome, bool preview) => outcome.Refused is { } refused
        ? TypedResults.ValidationProblem(new Dictionary<string, string[]> { [refused.Field] = [Sentence(refused.Error)] })
        : TypedResults.Ok(new FindingActAnswer(outcome.Asked, outcome.Changed, outcome.Unchanged, outcome.Gone, outcome.OutOfOwnersSight, preview));

    private static string Sentence(FindingActError error) => error switch
    {
        FindingActError.None => "At least one finding is required.",
        FindingActError.TooMany => $"At most {FindingAct.Most} findings at a time.",
        FindingActError.NoSuchPerson => "There is no such person, or they see none of your zones.",
        FindingActError.NoText => "This is required.",
        _ => "At most 2000 characters, and no control characters.",
    };
}
