using System.ComponentModel;
using System.Globalization;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment;
using AlmCompliance.Web.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AlmCompliance.Web.Features.ExpectedHosts;

/// <summary>A line as the API takes it.</summary>
internal sealed class ExpectedHostBody
{
    public string? Name { get; set; }
    public string? Owner { get; set; }
    public string? Zone { get; set; }
    public string? Address { get; set; }

    /// <summary>What the machine is there for.</summary>
    public string? Role { get; set; }
}

/// <summary>What an import does or did, as the API says it.</summary>
internal sealed record ImportAnswer(bool Taken, string Digest, int Lines, int Added, int Changed, IReadOnlyList<LineAnswer> Errors);

/// <param name="Line">Counted from 1, the header among them; 0 is the file itself.</param>
internal sealed record LineAnswer(int Line, string Message);

/// <summary><c>/expected-hosts</c>: the plant's own list.</summary>
internal static class ExpectedHostEndpoints
{
    public static void MapExpectedHosts(this IEndpointRouteBuilder reads)
    {
        Describe(reads.MapGet("/expected-hosts", ListAsync), "ListExpectedHosts", "The plant's own list, and the hosts that stand on no line of it.");
        Describe(reads.MapPost("/expected-hosts/import", ImportAsync), "ImportExpectedHosts", "Takes a CSV list whole or nothing of it; only tells what it would do where preview is true.")
            .Accepts<string>("text/csv", "*/*").Produces<ImportAnswer>().Produces<ImportAnswer>(StatusCodes.Status400BadRequest);
        Describe(reads.MapPost("/expected-hosts", AddAsync), "AddExpectedHost", "Puts one host on the list.")
            .Accepts<ExpectedHostBody>("application/json").Produces(StatusCodes.Status201Created).ProducesValidationProblem();
        Describe(reads.MapPut("/expected-hosts/{id:guid}", ChangeAsync), "ChangeExpectedHost", "Changes one line.")
            .Accepts<ExpectedHostBody>("application/json").Produces(StatusCodes.Status204NoContent).ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound);
        Describe(reads.MapDelete("/expected-hosts/{id:guid}", RemoveAsync), "RemoveExpectedHost", "Takes one line off the list.")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static RouteHandlerBuilder Describe(RouteHandlerBuilder route, string name, string summary) => route.WithName(name).WithSummary(summary)
        .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden);

    private static async Task<Results<Ok<ExpectedListing>, ValidationProblem>> ListAsync(
        [Description("silent: nothing is known of them; unexpected: hosts on no line; all if absent.")] string? view,
        [Description("From 1.")] string? page,
        [Description("1 to 500, 50 if absent.")] string? pageSize,
        Actor actor, ExpectedHostQueries expected, CancellationToken cancellationToken)
    {
        var fields = new RequestFields();
        var request = new ExpectedListRequest(fields.Choice<ExpectedView>("view", view), PageOf.Read(fields, page, pageSize));
        return fields.IsValid ? TypedResults.Ok(await expected.ListAsync(actor, request, cancellationToken)) : fields.Problem();
    }

    private static async Task<IResult> ImportAsync(
        [Description("true: nothing is written.")] string? preview,
        [Description("Who answers for the list, and for lines that name nobody.")] string? owner,
        [Description("What the file is called.")] string? fileName,
        HttpRequest request, Actor actor, ImportExpectedHosts import, ExpectedHostQueries expected, CancellationToken cancellationToken)
    {
        actor.RequireAdministrator();
        var fields = new RequestFields();
        var onlyPreview = fields.Flag("preview", preview);
        if (!fields.IsValid)
        {
            return fields.Problem();
        }

        var file = new ExpectedHostFile(string.IsNullOrWhiteSpace(fileName) ? "expected-hosts.csv" : fileName, owner ?? "", await BoundedBody.ReadAsync(request, cancellationToken));
        var read = onlyPreview ? await expected.PreviewAsync(actor, file, cancellationToken) : await import.TakeAsync(actor, file, cancellationToken);
        var answer = new ImportAnswer(
            !onlyPreview && read.CanBeTaken, read.Digest, read.Lines, read.Added, read.Changed,
            [.. read.Errors.Select(e => new LineAnswer(e.Line, ExpectedSentences.Of(e, CultureInfo.InvariantCulture)))]);
        return onlyPreview || read.CanBeTaken ? TypedResults.Ok(answer) : TypedResults.BadRequest(answer);
    }

    private static async Task<IResult> AddAsync(HttpRequest request, Actor actor, EditExpectedHost edit, CancellationToken cancellationToken)
    {
        actor.RequireAdministrator();
        var (line, refused) = await LineAsync(request, cancellationToken);
        if (line is null)
        {
            return refused!;
        }

        var outcome = await edit.RunAsync(actor, null, line, cancellationToken);
        return outcome.Error is { } error ? Wrong(error) : TypedResults.Created($"/api/v1/expected-hosts/{outcome.Id}");
    }

    private static async Task<IResult> ChangeAsync(Guid id, HttpRequest request, Actor actor, EditExpectedHost edit, CancellationToken cancellationToken)
    {
        actor.RequireAdministrator();
        var (line, refused) = await LineAsync(request, cancellationToken);
        if (line is null)
        {
            return refused!;
        }

        var outcome = await edit.RunAsync(actor, id, line, cancellationToken);
        return outcome.IsNotFound ? NotFound() : outcome.Error is { } error ? Wrong(error) : TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(Guid id, Actor actor, RemoveExpectedHost remove, CancellationToken cancellationToken) =>
        await remove.RunAsync(actor, id, cancellationToken) ? TypedResults.NoContent() : NotFound();

    private static async Task<(ExpectedHostLine? Line, IResult? Refused)> LineAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        return await JsonBody.ReadAsync<ExpectedHostBody>(request, errors, cancellationToken) is { } body
            ? (new ExpectedHostLine(body.Name ?? "", body.Owner ?? "", body.Zone, body.Address, body.Role), null)
            : (null, TypedResults.ValidationProblem(errors.ByPath));
    }

    private static ValidationProblem Wrong(LineError error)
    {
        var field = error.Key switch
        {
            "Owner" => "owner",
            "Zone" or "NoZone" => "zone",
            "Address" => "address",
            "Role" => "role",
            _ => "name",
        };
        return TypedResults.ValidationProblem(new Dictionary<string, string[]> { [field] = [ExpectedSentences.Of(error, CultureInfo.InvariantCulture)] });
    }

    private static ProblemHttpResult NotFound() => TypedResults.Problem("There is no such line.", statusCode: StatusCodes.Status404NotFound);
}
