using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AlmCompliance.Web.Features.Hosts;

/// <param name="Ids">1 to 2000 hosts.</param>
/// <param name="Change">zone, owner or role.</param>
/// <param name="Value">Of a zone its id or name, empty to let addresses decide again; of an owner or a role at most 120 characters, empty to take it away.</param>
/// <param name="Preview">Only says what would change.</param>
internal sealed record HostChangeBody(string[]? Ids, string? Change, string? Value, bool? Preview);

/// <summary>What a change did, or would do; every host that was asked for is in one of the numbers and one line.</summary>
/// <param name="Unchanged">They are so already.</param>
/// <param name="Gone">Not in the caller's zones, or no longer under watch.</param>
/// <param name="EndedProofs">Hosts whose attested port measure ends, since they stand elsewhere.</param>
internal sealed record HostChangeAnswer(int Asked, int Changed, int Unchanged, int Gone, int EndedProofs, bool Preview, IReadOnlyList<HostChangeLine> Hosts);

/// <param name="Name">Absent for a host that is gone.</param>
/// <param name="From">What it had; absent for nothing of its own.</param>
/// <param name="Result">changes, same or gone.</param>
internal sealed record HostChangeLine(Guid Id, string? Name, string? From, string Result);

/// <summary><c>POST /hosts/changes</c>.</summary>
internal static class HostChangeEndpoints
{
    public static void MapHostChanges(this IEndpointRouteBuilder acts) => acts.MapPost("/hosts/changes", ChangeAsync)
        .Accepts<HostChangeBody>("application/json")
        .ProducesProblem(StatusCodes.Status401Unauthorized)
        .ProducesProblem(StatusCodes.Status403Forbidden)
        .WithName("ChangeHosts")
        .WithSummary("Gives hosts a zone, an owner or a role; with preview only says what would change.");

    private static async Task<Results<Ok<HostChangeAnswer>, ValidationProblem>> ChangeAsync(
        HttpRequest request, Actor actor, ChangeHosts change, PreviewHostAct preview, HostQueries queries, CancellationToken cancellationToken)
    {
        actor.RequireSecurityManager();
        var errors = new FieldErrors();
        var body = await JsonBody.ReadAsync<HostChangeBody>(request, errors, cancellationToken);
        var ids = body is null ? [] : Ids(errors, body);
        var act = body is null ? null : await ActAsync(errors, body, actor, queries, cancellationToken);
        if (errors.Any)
        {
            return TypedResults.ValidationProblem(errors.ByPath);
        }

        var onlyPreview = body!.Preview == true;
        var outcome = onlyPreview
            ? await preview.RunAsync(actor, act!, ids, cancellationToken)
            : await change.RunAsync(actor, act!, [.. ids.Select(id => new SeenHost(id))], cancellationToken);
        return outcome.Refused is { } refused
            ? TypedResults.ValidationProblem(new Dictionary<string, string[]>(StringComparer.Ordinal) { [refused.Field] = [Sentence(refused.Error)] })
            : TypedResults.Ok(Answer(outcome, onlyPreview));
    }

    private static List<Guid> Ids(FieldErrors errors, HostChangeBody body)
    {
        var texts = errors.List("ids", body.Ids, HostAct.Most) ?? [];
        var ids = new List<Guid>(texts.Count);
        for (var i = 0; i < texts.Count; i++)
        {
            if (Guid.TryParse(texts[i], out var id))
            {
                ids.Add(id);
            }
            else
            {
                errors.Add($"ids[{i}]", "This is not an id.");
            }
        }

        return ids;
    }

    private static async Task<HostAct?> ActAsync(FieldErrors errors, HostChangeBody body, Actor actor, HostQueries queries, CancellationToken cancellationToken)
    {
        if (body.Value is not { } value)
        {
            // Nothing is taken away because somebody misspelt a name.
            errors.Add("value", "This is required; an empty text takes away what there is.");
        }
        else if (body.Change is "owner" or "role")
        {
            return new HostAct(body.Change is "owner" ? HostActKind.Owner : HostActKind.Role, Text: value);
        }
        else if (body.Change is not "zone")
        {
            errors.Add("change", "This is one of zone, owner, role.");
        }
        else if (string.IsNullOrWhiteSpace(value))
        {
            return new HostAct(HostActKind.Zone);
        }
        else if ((await queries.ZonesAsync(actor, cancellationToken)).FirstOrDefault(z => z.Is(value.Trim())) is { } zone)
        {
            return new HostAct(HostActKind.Zone, zone.Id);
        }
        else
        {
            errors.Add("value", Sentence(HostActError.NoSuchZone));
        }

        return null;
    }

    private static HostChangeAnswer Answer(HostActOutcome outcome, bool preview) => new(
        outcome.Lines.Count, outcome.Changed, outcome.Count(HostActResult.Same), outcome.Count(HostActResult.Gone), outcome.EndsProof, preview,
        [.. outcome.Lines.Select(l => new HostChangeLine(l.HostId, l.Result is HostActResult.Gone ? null : l.Name, l.From, Name(l.Result)))]);

    private static string Name(HostActResult result) => result switch
    {
        HostActResult.Changes => "changes",
        HostActResult.Same => "same",
        _ => "gone",
    };

    private static string Sentence(HostActError error) => error switch
    {
        HostActError.None => "At least one host is required.",
        HostActError.TooMany => $"At most {HostAct.Most} hosts at a time.",
        HostActError.NoSuchZone => "There is no such zone.",
        _ => $"At most {HostAct.Longest} characters, and no control characters.",
    };
}
