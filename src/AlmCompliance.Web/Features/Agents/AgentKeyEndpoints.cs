using System.Globalization;
using AlmCompliance.Contracts;
using AlmCompliance.Web.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AlmCompliance.Web.Features.Agents;

/// <summary><c>POST /agents/self/key</c>.</summary>
internal static class AgentKeyEndpoints
{
    public static void MapAgentKeys(this IEndpointRouteBuilder agents) => agents
        .MapPost("/agents/self/key", PostAsync)
        .ProducesProblem(StatusCodes.Status401Unauthorized)
        .ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status429TooManyRequests)
        .WithName("RotateAgentKey")
        .WithSummary("Hands the agent its next key, once; the present one is good until the next one is used.");

    private static async Task<Results<Created<AgentKeyResponse>, ProblemHttpResult>> PostAsync(
        HttpContext context, Actor actor, RotateAgentKey rotate, CancellationToken cancellationToken)
    {
        switch (await rotate.RunAsync(actor, cancellationToken))
        {
            case RotationAnswer.Made made:
                return TypedResults.Created((string?)null, new AgentKeyResponse { AgentKey = made.AgentKey });
            case RotationAnswer.TooSoon soon:
                context.Response.Headers.RetryAfter = soon.RetryAfter.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
                return TypedResults.Problem("The key is too new to be replaced.", statusCode: StatusCodes.Status429TooManyRequests);
            default:
                return TypedResults.Problem("Two machines use this key; a person has to settle that first.", statusCode: StatusCodes.Status409Conflict);
        }
    }
}
