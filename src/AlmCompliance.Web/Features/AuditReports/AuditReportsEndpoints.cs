using AlmCompliance.Domain.Compliance;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment;
using AlmCompliance.Web.Features.AuditReports.Making;
using AlmCompliance.Web.Features.AuditReports.Model;
using AlmCompliance.Web.Features.AuditReports.Rendering;
using AlmCompliance.Web.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AlmCompliance.Web.Features.AuditReports;

/// <summary><c>/audit-reports</c>: asked for, told of, downloaded.</summary>
internal static class AuditReportsEndpoints
{
    private const int LongestSearch = 200;
    private const int MostZones = 200;

    public static void MapAuditReports(this IEndpointRouteBuilder reads)
    {
        Describe(reads.MapGet("/audit-reports", ListAsync), "ListAuditReports", "Audit reports in the caller's zones, the newest first.");
        Describe(reads.MapPost("/audit-reports", PostAsync), "RequestAuditReport", "Asks for a report. It is made behind the scenes: Location tells how far it is.")
            .Accepts<ReportBody>("application/json").Produces<ReportAnswer>(StatusCodes.Status202Accepted).ProducesValidationProblem().ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        Describe(reads.MapPost("/audit-reports/preview", PreviewAsync), "PreviewAuditReport", "How many hosts a report would hold; nothing is made.")
            .Accepts<ReportBody>("application/json").Produces<ReportPreviewAnswer>().ProducesValidationProblem();
        Describe(reads.MapGet("/audit-reports/{report}", GetAsync), "GetAuditReport", "One report: its state, and its files once it is made.").ProducesProblem(StatusCodes.Status404NotFound);
        Describe(reads.MapPost("/audit-reports/{report}/cancel", CancelAsync), "CancelAuditReport", "Stops the making of a report.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        Describe(reads.MapDelete("/audit-reports/{report}", RemoveAsync), "RemoveAuditReport", "Removes the files of a report; its row and their digests stay.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        Describe(reads.MapGet("/audit-reports/{report}/changes", ChangesAsync), "CompareAuditReports", "What changed since an earlier report of the same scope.")
            .Produces<ReportChangesAnswer>().ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound);
        Describe(reads.MapGet("/audit-reports/schema", () => TypedResults.Stream(JsonReport.Schema(), "application/schema+json")), "GetAuditReportSchema", "The JSON Schema of a report as JSON.");
        Describe(reads.MapGet("/audit-reports/{report}/files/{file}", FileAsync), "GetAuditReportFile", "One of its files.")
            .Produces(StatusCodes.Status200OK, contentType: "application/octet-stream").ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static RouteHandlerBuilder Describe(RouteHandlerBuilder route, string name, string summary) => route.WithName(name).WithSummary(summary)
        .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden);

    private static async Task<Results<Ok<ReportListAnswer>, ValidationProblem>> ListAsync(string? page, string? pageSize, Actor actor, ReportQueries reports, CancellationToken cancellationToken)
    {
        var fields = new RequestFields();
        var asked = PageOf.Read(fields, page, pageSize);
        if (!fields.IsValid)
        {
            return fields.Problem();
        }

        var found = await reports.ListAsync(actor, asked, cancellationToken);
        return TypedResults.Ok(new ReportListAnswer([.. found.Items.Select(ReportAnswer.Of)], found.Total));
    }

    private static async Task<IResult> PostAsync(HttpContext context, Actor actor, RequestReport request, ReportQueries reports, TimeProvider clock, CancellationToken cancellationToken)
    {
        actor.RequireSecurityManager();
        var errors = new FieldErrors();
        if (await ReadAsync(context.Request, errors, clock, cancellationToken) is not { } asked)
        {
            return TypedResults.ValidationProblem(errors.ByPath);
        }

        var requested = await request.RunAsync(actor, asked, cancellationToken);
        if (requested.Refusal == ReportRefusal.TooMany)
        {
            context.Response.Headers.RetryAfter = "60";
            return TypedResults.Problem(ReportWords.Of(requested.Refusal), statusCode: StatusCodes.Status503ServiceUnavailable);
        }

        return requested.Report is { } report
            ? TypedResults.Accepted($"/api/v1/audit-reports/{report.Reference}", ReportAnswer.Of((await reports.GetAsync(actor, report.Reference, cancellationToken))!))
            : Refused(requested.Refusal);
    }

    private static async Task<IResult> PreviewAsync(HttpRequest request, Actor actor, RequestReport reports, TimeProvider clock, CancellationToken cancellationToken)
    {
        actor.RequireSecurityManager();
        var errors = new FieldErrors();
        if (await ReadAsync(request, errors, clock, cancellationToken) is not { } asked)
        {
            return TypedResults.ValidationProblem(errors.ByPath);
        }

        var found = await reports.PreviewAsync(actor, asked, cancellationToken);
        return found.Refusal == ReportRefusal.None ? TypedResults.Ok(new ReportPreviewAnswer(found.Hosts, [.. found.Scope.Zones.Select(z => z.Name)])) : Refused(found.Refusal);
    }

    private static async Task<Results<Ok<ReportAnswer>, ProblemHttpResult>> GetAsync(string report, Actor actor, ReportQueries reports, CancellationToken cancellationToken) =>
        await reports.GetAsync(actor, report, cancellationToken) is { } found ? TypedResults.Ok(ReportAnswer.Of(found)) : NotFound();

    private static async Task<Results<NoContent, ProblemHttpResult>> CancelAsync(string report, Actor actor, CancelReport cancel, CancellationToken cancellationToken) =>
        await cancel.RunAsync(actor, report, cancellationToken) switch
        {
            null => NotFound(),
            false => TypedResults.Problem("It is not being made any more.", statusCode: StatusCodes.Status409Conflict),
            true => TypedResults.NoContent(),
        };

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(string report, Actor actor, RemoveReport remove, CancellationToken cancellationToken) =>
        await remove.RunAsync(actor, report, cancellationToken) switch
        {
            null => NotFound(),
            false => TypedResults.Problem("It has no files.", statusCode: StatusCodes.Status409Conflict),
            true => TypedResults.NoContent(),
        };

    private static async Task<IResult> ChangesAsync(string report, string? since, Actor actor, ReportQueries reports, CancellationToken cancellationToken) =>
        await reports.ChangesAsync(actor, report, since ?? "", cancellationToken) switch
        {
            null => NotFound(),
            { Totals: { } totals } changes => TypedResults.Ok(new ReportChangesAnswer(totals, changes.First)),
            _ => TypedResults.ValidationProblem(new Dictionary<string, string[]>(StringComparer.Ordinal) { ["since"] = ["An earlier report of the same scope."] }),
        };

    private static async Task<Results<PhysicalFileHttpResult, ProblemHttpResult>> FileAsync(string report, string file, Actor actor, ReportQueries reports, CancellationToken cancellationToken) =>
        await reports.FileAsync(actor, report, file, cancellationToken) is { } found
            ? TypedResults.PhysicalFile(found.Path, found.File.MediaType, found.File.Name, enableRangeProcessing: true)
            : NotFound();

    private static async Task<ReportRequest?> ReadAsync(HttpRequest request, FieldErrors errors, TimeProvider clock, CancellationToken cancellationToken)
    {
        return await JsonBody.ReadAsync<ReportBody>(request, errors, cancellationToken) is { } body ? Read(body, errors, clock) : null;
    }

    /// <summary>Null where something is wrong, which the errors tell.</summary>
    internal static ReportRequest? Read(ReportBody body, FieldErrors errors, TimeProvider clock)
    {
        var scope = body.Scope ?? new ReportScopeBody();
        var fields = new RequestFields();
        var kind = fields.Choice<ReportScopeKind>("scope.kind", scope.Kind);
        var statuses = fields.Names<ComplianceStatus>("scope.statuses", scope.Statuses);
        var asOf = fields.PastTime("asOf", body.AsOf, clock.GetUtcNow());
        foreach (var (field, messages) in fields.Errors)
        {
            errors.Add(field, messages[0]);
        }

        var site = kind == ReportScopeKind.Site ? errors.Required("scope.site", scope.Site, LongestSearch) : errors.Optional("scope.site", scope.Site, LongestSearch);
        var zones = errors.List("scope.zones", scope.Zones, MostZones) ?? [];
        if (kind == ReportScopeKind.Zones && zones.Count == 0)
        {
            errors.Add("scope.zones", "This is required.");
        }

        var search = errors.Optional("scope.q", scope.Q, LongestSearch);
        if (body.Language is not (null or "en" or "de"))
        {
            errors.Add("language", "Known values: en, de.");
        }

        return errors.Any ? null : new ReportRequest(kind, site, zones, statuses, search, asOf, body.Language ?? "en");
    }

    private static ValidationProblem Refused(ReportRefusal refusal) => TypedResults.ValidationProblem(new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        [refusal is ReportRefusal.Future or ReportRefusal.BeforeFirst ? "asOf" : "scope"] = [ReportWords.Of(refusal)],
    });

    private static ProblemHttpResult NotFound() => TypedResults.Problem("There is no such report, or it is out of your sight.", statusCode: StatusCodes.Status404NotFound);
}
