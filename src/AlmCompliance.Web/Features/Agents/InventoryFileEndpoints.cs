using AlmCompliance.Contracts;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace AlmCompliance.Web.Features.Agents;

/// <param name="Total">Files that were looked at or named as not looked at.</param>
internal sealed record FileListAnswer(IReadOnlyList<FileAnswer> Items, int Total);

/// <summary>A line about an uploaded file as the API says it.</summary>
internal sealed record FileAnswer(
    string File, FileOutcome Outcome, FileRefusal? Reason, string? Detail, Guid? HostId, DateTimeOffset? CollectedAt, DateTimeOffset UploadedAt)
{
    public static FileAnswer Of(FileResult file) =>
        new(file.File, file.Outcome, file.Outcome == FileOutcome.Refused ? file.Reason : null, file.Detail, file.HostId, file.CollectedAt, file.UploadedAt);
}

/// <summary>What people do about agents: <c>POST /inventory-files</c> and <c>POST /agents/requests</c> for hosts without a network, <c>POST /hosts/{id}/revoke-keys</c>.</summary>
internal static class InventoryFileEndpoints
{
    public static void MapInventoryFiles(this IEndpointRouteBuilder acts)
    {
        acts.MapPost("/inventory-files", PostFilesAsync)
            .Accepts<InventoryFile>("application/json", "multipart/form-data")
            .WithMetadata(new RequestSizeLimitAttribute(UploadedFiles.LargestBody))
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .WithName("PostInventoryFiles")
            .WithSummary("Takes signed inventory files, one as the body or several as a form, in their order; a line about each, and nothing written for one that is refused.");
        acts.MapPost("/agents/requests", PostRequestAsync)
            .Accepts<EnrollmentRequestFile>("application/json")
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesValidationProblem()
            .WithName("RequestEnrollment")
            .WithSummary("Brings the enrolment request of a host without a network, for the zone named by ?zone=; it waits for a person who compares the fingerprint.");
        acts.MapPost("/hosts/{id:guid}/revoke-keys", RevokeAsync)
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .WithName("RevokeAgentKeys")
            .WithSummary("Ends every key of a host at once, for its reports and its files; its agent enrols anew, which waits for a person.");
    }

    private static async Task<Results<NoContent, NotFound>> RevokeAsync(Guid id, Actor actor, RevokeAgentKeys revoke, CancellationToken cancellationToken) =>
        await revoke.RunAsync(actor, id, cancellationToken) ? TypedResults.NoContent() : TypedResults.NotFound();

    private static async Task<Ok<FileListAnswer>> PostFilesAsync(HttpRequest request, Actor actor, AcceptInventoryFile accept, TimeProvider clock, CancellationToken cancellationToken)
    {
        actor.RequireSecurityManager();
        var lines = new List<FileAnswer>();
        try
        {
            await foreach (var file in UploadedFiles.ReadAsync(request, SignedInventory.LargestFile, cancellationToken))
            {
                if (lines.Count == UploadedFiles.Most)
                {
                    lines.Add(FileAnswer.Of(FileResult.Refused(file.Name, FileRefusal.TooMany, clock.GetUtcNow())));
                    break;
                }

                lines.Add(FileAnswer.Of(await accept.RunAsync(actor, file, cancellationToken)));
            }
        }
        catch (BadHttpRequestException) when (lines.Count > 0)
        {
            // What was taken before stays taken, and its sender must learn it.
            lines.Add(FileAnswer.Of(FileResult.Refused("", FileRefusal.BrokenUpload, clock.GetUtcNow())));
        }

        return TypedResults.Ok(new FileListAnswer(lines, lines.Count));
    }

    private static async Task<Results<Accepted<WaitingRequest>, ValidationProblem, ProblemHttpResult>> PostRequestAsync(
        HttpRequest request, Actor actor, RequestEnrollment enroll, CancellationToken cancellationToken, string? zone = null)
    {
        actor.RequireSecurityManager();
        actor.RequirePerson();
        var errors = new FieldErrors();
        var file = await JsonBody.ReadAsync<EnrollmentRequestFile>(request, errors, cancellationToken);
        if (file is null || OfflineRequest.Read(file, errors) is not { } read)
        {
            return TypedResults.ValidationProblem(errors.ByPath);
        }

        var asked = await enroll.RunAsync(actor, read, zone, cancellationToken);
        return asked.Succeeded
            ? TypedResults.Accepted((string?)null, asked.Value!)
            : TypedResults.Problem(string.Join(' ', asked.Errors), statusCode: StatusCodes.Status409Conflict);
    }
}
