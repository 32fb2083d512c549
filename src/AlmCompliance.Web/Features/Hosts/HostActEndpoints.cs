using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AlmCompliance.Web.Features.Hosts;

/// <param name="Reason">Why it is one machine, 1 to 1000 characters.</param>
internal sealed record OneMachineBody(string? Reason);

/// <summary><c>POST /hosts/{id}/one-machine</c>.</summary>
internal static class HostActEndpoints
{
    public static void MapHostActs(this IEndpointRouteBuilder acts) => acts.MapPost("/hosts/{id:guid}/one-machine", OneMachineAsync)
        .Accepts<OneMachineBody>("application/json")
        .ProducesProblem(StatusCodes.Status401Unauthorized)
        .ProducesProblem(StatusCodes.Status403Forbidden)
        .ProducesProblem(StatusCodes.Status404NotFound)
        .WithName("DeclareOneMachine")
        .WithSummary("Says that what looked like two machines under one identity (ALM0010) is one, and why; a person who is signed in. The finding ends with the host's next report.");

    private static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> OneMachineAsync(
        Guid id, HttpRequest request, Actor actor, DeclareOneMachine declare, CancellationToken cancellationToken)
    {
        actor.RequireSecurityManager();
        var errors = new FieldErrors();
        var body = await JsonBody.ReadAsync<OneMachineBody>(request, errors, cancellationToken);
        var reason = body is null ? "" : errors.Required("reason", body.Reason?.Trim(), DeclareOneMachine.LongestReason);
        if (errors.Any)
        {
            return TypedResults.ValidationProblem(errors.ByPath);
        }

        return await declare.RunAsync(actor, id, reason, cancellationToken)
            ? TypedResults.NoContent()
            : TypedResults.Problem("There is no such host in your zones, or nobody doubts its identity.", statusCode: StatusCodes.Status404NotFound);
    }
}
