using System.Globalization;
using System.Net;
using AlmCompliance.Contracts;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AlmCompliance.Web.Features.Agents;

/// <summary><c>POST /agents</c>: an agent becomes known.</summary>
internal static class EnrollmentEndpoints
{
    private const int RetryAfterSeconds = 60;

    public static void MapEnrollment(this IEndpointRouteBuilder api) => api
        .MapPost("/agents", PostAsync)
        .AllowAnonymous()
        .Accepts<EnrollAgentRequest>("application/json")
        .Produces<EnrollAgentResponse>(StatusCodes.Status201Created)
        .Produces<EnrollmentPendingResponse>(StatusCodes.Status202Accepted)
        .ProducesProblem(StatusCodes.Status401Unauthorized)
        .ProducesProblem(StatusCodes.Status403Forbidden)
        .ProducesProblem(StatusCodes.Status429TooManyRequests)
        .ProducesValidationProblem()
        .WithName("EnrollAgent")
        .WithSummary("Makes a machine known by an enrolment token and hands out its key, once.");

    private static async Task<IResult> PostAsync(HttpContext context, EnrollAgent enroll, FailureLimits failures, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var request = await JsonBody.ReadAsync<EnrollAgentRequest>(context.Request, errors, cancellationToken);
        if (request is null || !Check(request, errors))
        {
            return TypedResults.ValidationProblem(errors.ByPath);
        }

        switch (await enroll.RunAsync(Actor.Nobody, request, context.Connection.RemoteIpAddress?.ToString(), cancellationToken))
        {
            case EnrollmentAnswer.Enrolled enrolled:
                var response = new EnrollAgentResponse { HostId = enrolled.HostId.ToString(), AgentKey = enrolled.AgentKey };
                return TypedResults.Created($"/api/v1/hosts/{enrolled.HostId}", response);
            case EnrollmentAnswer.Waiting waiting:
                context.Response.Headers.RetryAfter = "60";
                return TypedResults.Accepted((string?)null, new EnrollmentPendingResponse { Status = "pending", Reason = waiting.Reason, RetryAfterSeconds = RetryAfterSeconds });
            case EnrollmentAnswer.Refused:
                return TypedResults.Problem("This enrolment was refused or answered already.", statusCode: StatusCodes.Status403Forbidden);
            default:
                return BadToken(context, failures.Enrollments);
        }
    }

    private static ProblemHttpResult BadToken(HttpContext context, FailureLimit<IPAddress> failures)
    {
        if (!failures.TryCount(Peer.Of(context)))
        {
            context.Response.Headers.RetryAfter = failures.RetryAfter.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
            return TypedResults.Problem("Too many failed enrolments from this address.", statusCode: StatusCodes.Status429TooManyRequests);
        }

        return TypedResults.Problem("The enrolment token is unknown, revoked, expired or used up.", statusCode: StatusCodes.Status401Unauthorized);
    }

    private static bool Check(EnrollAgentRequest request, FieldErrors errors)
    {
        errors.Required("enrollmentToken", request.EnrollmentToken, Secrets.LongestSecret);
        errors.Required("machineId", request.MachineId, 200);
        if (Admission.IsUnsigned(request.MachineId))
        {
            errors.Add("machineId", "This begins like the id of a host that has no agent.");
        }

        request.HostName = InventoryReportReader.HostName(errors, "hostName", request.HostName);
        request.RequestSecret = errors.Optional("requestSecret", request.RequestSecret, Secrets.LongestSecret);
        if (request.RequestSecret is { Length: < 16 })
        {
            errors.Add("requestSecret", "This is shorter than 16 characters.");
        }

        if (!string.IsNullOrWhiteSpace(request.PublicKey))
        {
            // Kept in one form, by which it is found again.
            request.PublicKey = AgentPublicKey.Read(request.PublicKey)?.Text;
            if (request.PublicKey is null)
            {
                errors.Add("publicKey", AgentPublicKey.Expected);
            }
        }
        else
        {
            request.PublicKey = null;
        }

        return !errors.Any;
    }
}
