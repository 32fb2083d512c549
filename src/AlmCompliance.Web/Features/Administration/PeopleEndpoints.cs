using System.Globalization;
using AlmCompliance.Data.Access;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AlmCompliance.Web.Features.Administration;

/// <summary>A person as the API takes them.</summary>
internal sealed class PersonBody
{
    public string? Email { get; set; }
    public string? Role { get; set; }

    /// <summary>Names of zones.</summary>
    public string[]? Zones { get; set; }

    /// <summary>Every zone, in place of a list of them. One of both must be there: nobody gets the whole plant by leaving something out.</summary>
    public bool? AllZones { get; set; }

    public PersonAccess Access(FieldErrors errors)
    {
        errors.RequireOneOf("zones", Zones is not null, AllZones == true);
        return new(
            Enum.GetValues<AccessRole>().FirstOrDefault(r => string.Equals(r.ToString(), Role, StringComparison.OrdinalIgnoreCase)), errors.List("zones", Zones, PersonScope.MostZones));
    }
}

/// <summary>What a call must say of the zones that it opens to somebody.</summary>
internal static class ZonesAsked
{
    public static void RequireOneOf(this FieldErrors errors, string path, bool named, bool all)
    {
        if (named == all)
        {
            errors.Add(path, all ? "Either zones or allZones, not both." : "This is required, or allZones: true.");
        }
    }
}

/// <param name="Zones">Null for every zone.</param>
internal sealed record PersonAnswer(
    Guid Id, string Email, AccessRole Role, IReadOnlyList<string>? Zones, bool Locked, bool HasPassword, DateTimeOffset? LinkUntil, DateTimeOffset CreatedAt, DateTimeOffset? LastSignInAt)
{
    public static PersonAnswer Of(PersonItem p) => new(p.Id, p.Email, p.Role, p.AllZones ? null : p.Zones, p.IsLocked, p.HasPassword, p.LinkUntil, p.CreatedAt, p.LastSignInAt);
}

internal sealed record PersonListAnswer(IReadOnlyList<PersonAnswer> Items, int Total);

/// <param name="SetPasswordPath">Where they set their password; it holds the secret behind its number sign and is told this once.</param>
internal sealed record PasswordLinkAnswer(Guid Id, string SetPasswordPath);

/// <summary><c>/people</c>: who signs in. All of it is for administrators who see every zone.</summary>
internal static class PeopleEndpoints
{
    public const string SetPasswordPage = "/set-password";

    public static void MapPeople(this IEndpointRouteBuilder reads)
    {
        Describe(reads.MapGet("/people", ListAsync), "ListPeople", "Who signs in, with role, zones and last sign-in.");
        Describe(reads.MapPost("/people", AddAsync), "AddPerson", "Adds a person and makes the one-time link by which they set their password.")
            .Accepts<PersonBody>("application/json").Produces<PasswordLinkAnswer>(StatusCodes.Status201Created).ProducesValidationProblem();
        Describe(reads.MapPut("/people/{id:guid}/access", GrantAsync), "GrantAccess", "Gives another person a role and zones.")
            .Accepts<PersonBody>("application/json").Produces(StatusCodes.Status204NoContent).ProducesValidationProblem().Conflicts();
        Describe(reads.MapPost("/people/{id:guid}/lock", LockAsync), "LockPerson", "Keeps a person out until somebody unlocks them.").Conflicts();
        Describe(reads.MapPost("/people/{id:guid}/unlock", UnlockAsync), "UnlockPerson", "Lets a person in again.").Conflicts();
        Describe(reads.MapPost("/people/{id:guid}/password-link", LinkAsync), "MakePasswordLink", "Makes a new one-time link by which a person sets their password.")
            .Produces<PasswordLinkAnswer>(StatusCodes.Status201Created).Conflicts();
        Describe(reads.MapDelete("/people/{id:guid}", RemoveAsync), "RemovePerson", "Takes a person's account away; what they did stays.").Conflicts();
    }

    internal static RouteHandlerBuilder Describe(RouteHandlerBuilder route, string name, string summary) => route.WithName(name).WithSummary(summary)
        .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden);

    private static RouteHandlerBuilder Conflicts(this RouteHandlerBuilder route) =>
        route.ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<Ok<PersonListAnswer>> ListAsync(Actor actor, PeopleQueries people, CancellationToken cancellationToken)
    {
        var all = await people.ListAsync(actor, cancellationToken);
        return TypedResults.Ok(new PersonListAnswer([.. all.Select(PersonAnswer.Of)], all.Count));
    }

    private static async Task<IResult> AddAsync(HttpContext context, Actor actor, AddPerson add, CancellationToken cancellationToken)
    {
        actor.RequireWholePlant();
        var errors = new FieldErrors();
        var body = await JsonBody.ReadAsync<PersonBody>(context.Request, errors, cancellationToken);
        var email = errors.Required("email", body?.Email, 200);
        var access = body?.Access(errors);
        if (access is null || errors.Any)
        {
            return TypedResults.ValidationProblem(errors.ByPath);
        }

        var added = await add.RunAsync(actor, email, access, cancellationToken);
        return added.Value is { } person ? Told(context, person.Id, person.Code) : Refused(added);
    }

    private static async Task<IResult> GrantAsync(Guid id, HttpContext context, Actor actor, GrantAccess grant, CancellationToken cancellationToken)
    {
        actor.RequireWholePlant();
        var errors = new FieldErrors();
        var access = (await JsonBody.ReadAsync<PersonBody>(context.Request, errors, cancellationToken))?.Access(errors);
        return access is null || errors.Any ? TypedResults.ValidationProblem(errors.ByPath) : Done(await grant.RunAsync(actor, id, access, cancellationToken));
    }

    private static async Task<IResult> LockAsync(Guid id, Actor actor, LockPerson locks, CancellationToken cancellationToken) =>
        Done(await locks.RunAsync(actor, id, true, cancellationToken));

    private static async Task<IResult> UnlockAsync(Guid id, Actor actor, LockPerson locks, CancellationToken cancellationToken) =>
        Done(await locks.RunAsync(actor, id, false, cancellationToken));

    private static async Task<IResult> LinkAsync(Guid id, HttpContext context, Actor actor, MakePasswordLink make, CancellationToken cancellationToken)
    {
        var made = await make.RunAsync(actor, id, cancellationToken);
        return made.Value is { } code ? Told(context, id, code) : Refused(made);
    }

    private static async Task<IResult> RemoveAsync(Guid id, Actor actor, RemovePerson remove, CancellationToken cancellationToken) =>
        Done(await remove.RunAsync(actor, id, cancellationToken));

    private static Created<PasswordLinkAnswer> Told(HttpContext context, Guid id, string code)
    {
        // Told once, and kept nowhere on the way.
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Created((string?)null, new PasswordLinkAnswer(id, $"{SetPasswordPage}#{code}"));
    }

    private static IResult Done<T>(Settled<T> settled) => settled.Succeeded ? TypedResults.NoContent() : Refused(settled);

    /// <summary>A field at fault is a bad request; what is none, a conflict with what the person is.</summary>
    private static IResult Refused<T>(Settled<T> settled) => settled switch
    {
        { Obstacle: { Field: "" } obstacle } => TypedResults.Problem(obstacle.Say(CultureInfo.InvariantCulture), statusCode: StatusCodes.Status409Conflict),
        { Obstacle: { } obstacle } => TypedResults.ValidationProblem(new Dictionary<string, string[]>(StringComparer.Ordinal) { [obstacle.Field] = [obstacle.Say(CultureInfo.InvariantCulture)] }),
        _ => TypedResults.Problem("There is no such person.", statusCode: StatusCodes.Status404NotFound),
    };
}
