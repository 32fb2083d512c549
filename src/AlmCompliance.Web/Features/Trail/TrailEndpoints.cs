using System.Text;
using AlmCompliance.Data.Trail;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Components.Csv;
using AlmCompliance.Web.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AlmCompliance.Web.Features.Trail;

/// <param name="Kind">Person, ApiToken, Agent, System or Nobody.</param>
internal sealed record TrailActorAnswer(string Kind, string Id, string Name);

internal sealed record TrailSubjectAnswer(string Kind, string Id, string? Name);

/// <param name="Before">The state before as JSON; empty where there was none.</param>
/// <param name="Withheld">Before and after tell of hosts out of the caller's zones, and are left out.</param>
/// <param name="Digest">SHA-256 over the digest before it and every field.</param>
internal sealed record TrailEntryAnswer(
    long Sequence, DateTimeOffset At, TrailActorAnswer Actor, string Action, TrailSubjectAnswer Subject, string Before, string After, bool Withheld, string Digest)
{
    public static TrailEntryAnswer Of(TrailItem item) => new(
        item.Sequence, item.At, new TrailActorAnswer(item.ActorKind, item.ActorId, item.ActorName), item.Action,
        new TrailSubjectAnswer(item.SubjectKind, item.SubjectId, item.SubjectName), item.Before, item.After, item.IsWithheld, Convert.ToHexStringLower(item.Hash));
}

/// <param name="CheckedAt">When the whole chain was last read; null before the first reading since the server's start.</param>
/// <param name="FirstBroken">The first entry that does not follow from the one before it.</param>
/// <param name="Flaw">What is wrong with it, for example Edited, Gap or Truncated.</param>
internal sealed record TrailChainAnswer(DateTimeOffset? CheckedAt, long? FirstBroken, string? Flaw)
{
    public static TrailChainAnswer Of(TrailState chain) => new(chain.CheckedAt, chain.Break?.Sequence, chain.Break?.Flaw.ToString());
}

/// <param name="Head">SEQUENCE:HEXHASH, as the verb verify-trail takes it.</param>
/// <param name="Statement">What is signed, as text: by ECDSA over SHA-256.</param>
/// <param name="Signature">DER in base64.</param>
/// <param name="Certificate">SHA-256 of the certificate that it is signed with.</param>
internal sealed record TrailCheckpointAnswer(string Head, DateTimeOffset At, string Statement, string Signature, string Certificate)
{
    public static TrailCheckpointAnswer Of(TrailCheckpoint checkpoint) => new(
        checkpoint.Head.ToString(), checkpoint.At, Encoding.ASCII.GetString(TrailCheckpoint.Statement(checkpoint.Head, checkpoint.At)),
        Convert.ToBase64String(checkpoint.Signature), Convert.ToHexStringLower(checkpoint.Fingerprint));
}

/// <param name="Head">SEQUENCE:HEXHASH of the newest entry.</param>
/// <param name="Signed">The newest head that was signed; null before the first.</param>
internal sealed record TrailHeadAnswer(string Head, TrailCheckpointAnswer? Signed, TrailChainAnswer Chain);

internal sealed record TrailListAnswer(IReadOnlyList<TrailEntryAnswer> Items, int Total, TrailChainAnswer Chain);

/// <summary><c>GET /audit-entries</c>, <c>/audit-entries/head</c>, <c>/exports/audit-entries.csv</c>.</summary>
internal static class TrailEndpoints
{
    public static void MapTrail(this IEndpointRouteBuilder reads)
    {
        reads.MapGet("/audit-entries", ListAsync).WithName("ListAuditEntries")
            .WithSummary("The audit trail in the caller's zones, filtered and paged, the newest first.")
            .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden);
        reads.MapGet("/audit-entries/head", HeadAsync).WithName("GetAuditHead")
            .WithSummary("The newest entry's number and digest, and the newest head that was signed: kept elsewhere, either proves later that nothing before it was changed.")
            .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden);
        reads.MapGet("/exports/audit-entries.csv", ExportAsync).WithName("ExportAuditEntries")
            .WithSummary("Every entry of a filter as CSV; page and pageSize count for nothing.")
            .Produces<string>(StatusCodes.Status200OK, "text/csv")
            .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<Results<Ok<TrailListAnswer>, ValidationProblem>> ListAsync(
        [AsParameters] TrailQuery query, Actor actor, TrailQueries trail, CancellationToken cancellationToken)
    {
        actor.RequireTrailReader();
        var fields = new RequestFields();
        var request = TrailRequest.Read(fields, query);
        if (!fields.IsValid)
        {
            return fields.Problem();
        }

        var found = await trail.ListAsync(actor, request, cancellationToken);
        return found.UnknownZones.Count > 0
            ? fields.NoSuchZone()
            : TypedResults.Ok(new TrailListAnswer([.. found.Items.Select(TrailEntryAnswer.Of)], found.Total, TrailChainAnswer.Of(found.Chain)));
    }

    private static async Task<Ok<TrailHeadAnswer>> HeadAsync(Actor actor, TrailQueries trail, CancellationToken cancellationToken)
    {
        var heads = await trail.HeadsAsync(actor, cancellationToken);
        return TypedResults.Ok(new TrailHeadAnswer(heads.Now.ToString(), heads.Signed is { } signed ? TrailCheckpointAnswer.Of(signed) : null, TrailChainAnswer.Of(heads.Chain)));
    }

    private static Task<Results<PushStreamHttpResult, ValidationProblem, ProblemHttpResult>> ExportAsync(
        [AsParameters] TrailQuery query, Actor actor, TrailQueries trail, CsvExports exports, HttpContext context, CancellationToken cancellationToken)
    {
        actor.RequireTrailReader();
        var fields = new RequestFields();
        var request = TrailRequest.Read(fields, query);
        return exports.SendAsync(context, actor, fields, "audit-trail", () => trail.ExportAsync(actor, request, cancellationToken), TrailCsv.WriteAsync);
    }
}
