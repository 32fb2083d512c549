using AlmCompliance.Data.Access;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AlmCompliance.Web.Features.Administration;

/// <summary>A token as the API takes it.</summary>
internal sealed class ApiTokenBody
{
    public string? Name { get; set; }
    public string? Role { get; set; }

    /// <summary>The one zone that it sees.</summary>
    public string? Zone { get; set; }

    /// <summary>Every zone, in place of one of them. One of both must be there.</summary>
    public bool? AllZones { get; set; }

    /// <summary>After how many days it ends; never if absent.</summary>
    public int? Days { get; set; }
}

/// <param name="Secret">Told this once; the server keeps its digest only.</param>
internal sealed record ApiTokenMadeAnswer(string Secret);

internal sealed record ApiTokenListAnswer(IReadOnlyList<ApiTokenItem> Items, int Total);

/// <summary><c>/api-tokens</c>: what programs come in by.</summary>
internal static class ApiTokenEndpoints
{
    public static void MapApiTokens(this IEndpointRouteBuilder reads)
    {
        PeopleEndpoints.Describe(reads.MapGet("/api-tokens", ListAsync), "ListApiTokens", "The tokens of programs, without their secrets.");
        PeopleEndpoints.Describe(reads.MapPost("/api-tokens", CreateAsync), "CreateApiToken", "Creates a token; its secret is told this once, to a person who is signed in.")
            .Accepts<ApiTokenBody>("application/json").Produces<ApiTokenMadeAnswer>(StatusCodes.Status201Created).ProducesValidationProblem();
        PeopleEndpoints.Describe(reads.MapDelete("/api-tokens/{id:guid}", RevokeAsync), "RevokeApiToken", "Ends a token at once.").ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Ok<ApiTokenListAnswer>> ListAsync(Actor actor, PeopleQueries people, CancellationToken cancellationToken)
    {
        var all = await people.TokensAsync(actor, cancellationToken);
        return TypedResults.Ok(new ApiTokenListAnswer(all, all.Count));
    }

    private static async Task<IResult> CreateAsync(HttpContext context, Actor actor, CreateApiToken create, CancellationToken cancellationToken)
    {
        actor.RequireWholePlant();
        actor.RequirePerson();
        var errors = new FieldErrors();
        var body = await JsonBody.ReadAsync<ApiTokenBody>(context.Request, errors, cancellationToken);
        var name = errors.Required("name", body?.Name, 100);
        var zone = errors.Optional("zone", body?.Zone, 120);
        errors.RequireOneOf("zone", zone is not null, body?.AllZones == true);
        var role = Enum.GetValues<AccessRole>().FirstOrDefault(r => string.Equals(r.ToString(), body?.Role, StringComparison.OrdinalIgnoreCase));
        if (role is AccessRole.None)
        {
            errors.Add("role", "The role is one of Viewer, Auditor, SecurityManager, Administrator.");
        }

        if (body?.Days is < 1 or > 3660)
        {
            errors.Add("days", "A whole number from 1 to 3660.");
        }

        if (body is null || errors.Any)
        {
            return TypedResults.ValidationProblem(errors.ByPath);
        }

        var made = await create.RunAsync(actor, name, role, zone, body.Days is { } days ? TimeSpan.FromDays(days) : null, cancellationToken);
        if (made.Value is not { } secret)
        {
            // Everything else was asked above.
            return TypedResults.ValidationProblem(new Dictionary<string, string[]>(StringComparer.Ordinal) { ["zone"] = [.. made.Errors] });
        }

        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Created((string?)null, new ApiTokenMadeAnswer(secret));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RevokeAsync(Guid id, Actor actor, RevokeApiToken revoke, CancellationToken cancellationToken) =>
        await revoke.RunAsync(actor, id, cancellationToken)
            ? TypedResults.NoContent()
            : TypedResults.Problem("There is no such token, or it was revoked.", statusCode: StatusCodes.Status404NotFound);
}
