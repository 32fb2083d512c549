using System.Globalization;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AlmCompliance.Web.Features.Agents;

internal sealed record AgentBuildListAnswer(IReadOnlyList<AgentBuild> Items, int Total);

/// <summary>What a form or a message that asks for a ready agent says.</summary>
internal sealed record AgentPackageForm(string? Build, string? Zone, int? MaxUses, int? Days, string? Server, string? Pin);

/// <summary><c>/agent-builds</c>: the agent as the server carries it; <c>/agent-packages</c>: with its configuration.</summary>
internal static class AgentBuildEndpoints
{
    private const int DefaultDays = 7;

    public static void MapAgentBuilds(this IEndpointRouteBuilder api)
    {
        api.MapGet("/agent-builds", ListAsync).WithName("ListAgentBuilds").WithSummary("The builds of the agent that this server carries, with their digests.");
        api.MapGet("/agent-builds/{name}", Get)
            .Produces(StatusCodes.Status200OK, contentType: "application/zip")
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithName("GetAgentBuild").WithSummary("One of them, as a zip.");
        api.MapPost("/agent-packages", PostAsync)
            .Accepts<AgentPackageForm>("application/x-www-form-urlencoded", "multipart/form-data", "application/json")
            .Produces(StatusCodes.Status200OK, contentType: "application/zip")
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesValidationProblem()
            .WithName("PackAgent").WithSummary("An agent that is ready to install, with a new enrolment token for a zone; a zip that holds a secret.");
    }

    private static async Task<Ok<AgentBuildListAnswer>> ListAsync(Actor actor, AgentBuildQueries builds, CancellationToken cancellationToken)
    {
        var items = await builds.ListAsync(actor, cancellationToken);
        return TypedResults.Ok(new AgentBuildListAnswer(items, items.Count));
    }

    private static Results<FileStreamHttpResult, ProblemHttpResult> Get(string name, Actor actor, AgentBuildQueries builds) =>
        builds.Open(actor, name) is { } zip
            ? TypedResults.File(zip, "application/zip", $"alm-compliance-agent-{name}.zip")
            : TypedResults.Problem("This server has no such build of the agent.", statusCode: StatusCodes.Status404NotFound);

    private static async Task<Results<FileContentHttpResult, ValidationProblem, ProblemHttpResult>> PostAsync(
        HttpContext context, Actor actor, PackAgent pack, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        if (await ReadAsync(context.Request, errors, cancellationToken) is not { } request)
        {
            return TypedResults.ValidationProblem(errors.ByPath);
        }

        var zip = await pack.RunAsync(actor, request, errors, cancellationToken);
        if (zip is null)
        {
            return TypedResults.ValidationProblem(errors.ByPath);
        }

        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.File(zip, "application/zip", $"alm-compliance-agent-{request.Build}-ready.zip");
    }

    private static async Task<AgentPackageRequest?> ReadAsync(HttpRequest request, FieldErrors errors, CancellationToken cancellationToken)
    {
        var asked = request.HasFormContentType ? await ReadFormAsync(request, errors, cancellationToken) : await JsonBody.ReadAsync<AgentPackageForm>(request, errors, cancellationToken);
        var maxUses = Number(asked?.MaxUses ?? 1, "maxUses", errors);
        var days = Number(asked?.Days ?? DefaultDays, "days", errors);
        return errors.Any ? null : new AgentPackageRequest(asked!.Build, asked.Zone, maxUses, TimeSpan.FromDays(days), asked.Server, asked.Pin);
    }

    private static async Task<AgentPackageForm?> ReadFormAsync(HttpRequest request, FieldErrors errors, CancellationToken cancellationToken)
    {
        try
        {
            var form = await request.ReadFormAsync(cancellationToken);
            return new AgentPackageForm(form["build"], form["zone"], Whole("maxUses"), Whole("days"), form["server"], form["pin"]);

            // What is no number is none that is allowed.
            int? Whole(string field) => form[field].ToString() is not { Length: > 0 } text ? null
                : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        }
        catch (Exception exception) when (exception is InvalidDataException or (IOException and not BadHttpRequestException))
        {
            errors.Add("", "The form cannot be read.");
            return null;
        }
    }

    private static int Number(int number, string field, FieldErrors errors)
    {
        if (number is < 1 or > 1_000_000)
        {
            errors.Add(field, "This must be a whole number from 1 to 1000000.");
        }

        return number;
    }
}
