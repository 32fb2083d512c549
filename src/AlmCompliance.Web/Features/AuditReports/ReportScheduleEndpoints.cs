using AlmCompliance.Data.AuditReports;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment;
using AlmCompliance.Web.Features.AuditReports.Making;
using AlmCompliance.Web.Features.AuditReports.Scheduling;

namespace AlmCompliance.Web.Features.AuditReports;

/// <summary>A schedule as the API takes it.</summary>
internal sealed class ReportScheduleBody
{
    public string? Name { get; set; }

    /// <summary>Quartz's form, UTC: 0 0 6 ? * MON is each Monday at six.</summary>
    public string? Cron { get; set; }
    public ReportScopeBody? Scope { get; set; }
    public string? Language { get; set; }

    /// <summary>Absent: its reports are kept.</summary>
    public int? KeepDays { get; set; }
    public string[]? MailTo { get; set; }
}

/// <param name="NextAt">Null where it never is due again.</param>
/// <param name="LastError">Why the last mail failed; empty where it did not.</param>
internal sealed record ReportScheduleAnswer(
    Guid Id, string Name, string Cron, ReportScopeAnswer Scope, string Language, int? KeepDays, IReadOnlyList<string> MailTo, string SetBy, DateTimeOffset SetAt, DateTimeOffset? NextAt, string LastError)
{
    public static ReportScheduleAnswer Of(ReportSchedule row) => new(
        row.Id, row.Name, row.Cron, ReportScopeAnswer.Of(StoredScope.Read(row.Scope)), row.Language, row.KeepDays, row.MailTo, row.SetBy, row.SetAt, StartDueReports.NextOf(row), row.LastError);
}

internal sealed record ReportScheduleListAnswer(IReadOnlyList<ReportScheduleAnswer> Items, int Total);

/// <summary><c>/report-schedules</c>.</summary>
internal static class ReportScheduleEndpoints
{
    public static void MapReportSchedules(this IEndpointRouteBuilder reads)
    {
        Describe(reads.MapGet("/report-schedules", ListAsync), "ListReportSchedules", "Schedules of audit reports in the caller's zones.");
        Describe(reads.MapPost("/report-schedules", AddAsync), "AddReportSchedule", "Makes a report again and again.").Accepts<ReportScheduleBody>("application/json").Produces(StatusCodes.Status204NoContent).ProducesValidationProblem();
        Describe(reads.MapPut("/report-schedules/{id:guid}", ChangeAsync), "ChangeReportSchedule", "Changes a schedule.")
            .Accepts<ReportScheduleBody>("application/json").Produces(StatusCodes.Status204NoContent).ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound);
        Describe(reads.MapDelete("/report-schedules/{id:guid}", RemoveAsync), "RemoveReportSchedule", "Ends a schedule.").Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static RouteHandlerBuilder Describe(RouteHandlerBuilder route, string name, string summary) => route.WithName(name).WithSummary(summary)
        .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden);

    private static async Task<IResult> ListAsync(Actor actor, ReportQueries reports, CancellationToken cancellationToken)
    {
        var rows = await reports.SchedulesAsync(actor, cancellationToken);
        return TypedResults.Ok(new ReportScheduleListAnswer([.. rows.Select(ReportScheduleAnswer.Of)], rows.Count));
    }

    private static Task<IResult> AddAsync(HttpRequest request, Actor actor, SetReportSchedule set, TimeProvider clock, CancellationToken cancellationToken) =>
        SetAsync(null, request, actor, set, clock, cancellationToken);

    private static Task<IResult> ChangeAsync(Guid id, HttpRequest request, Actor actor, SetReportSchedule set, TimeProvider clock, CancellationToken cancellationToken) =>
        SetAsync(id, request, actor, set, clock, cancellationToken);

    private static async Task<IResult> SetAsync(Guid? id, HttpRequest request, Actor actor, SetReportSchedule set, TimeProvider clock, CancellationToken cancellationToken)
    {
        actor.RequireSecurityManager();
        var errors = new FieldErrors();
        if (await JsonBody.ReadAsync<ReportScheduleBody>(request, errors, cancellationToken) is not { } body
            || AuditReportsEndpoints.Read(new ReportBody { Scope = body.Scope, Language = body.Language }, errors, clock) is not { } report)
        {
            return TypedResults.ValidationProblem(errors.ByPath);
        }

        var flaw = await set.RunAsync(actor, id, new ScheduleRequest(body.Name ?? "", body.Cron ?? "", report, body.KeepDays, body.MailTo ?? []), cancellationToken);
        return flaw switch
        {
            null => NotFound(),
            ScheduleFlaw.None => TypedResults.NoContent(),
            _ => TypedResults.ValidationProblem(new Dictionary<string, string[]>(StringComparer.Ordinal) { [FieldOf(flaw.Value)] = [SentenceOf(flaw.Value)] }),
        };
    }

    private static async Task<IResult> RemoveAsync(Guid id, Actor actor, RemoveReportSchedule remove, CancellationToken cancellationToken) =>
        await remove.RunAsync(actor, id, cancellationToken) ? TypedResults.NoContent() : NotFound();

    private static string FieldOf(ScheduleFlaw flaw) => flaw switch
    {
        ScheduleFlaw.Name => "name",
        ScheduleFlaw.KeepDays => "keepDays",
        ScheduleFlaw.MailTo => "mailTo",
        ScheduleFlaw.Scope => "scope",
        _ => "cron",
    };

    private static string SentenceOf(ScheduleFlaw flaw) => flaw switch
    {
        ScheduleFlaw.Name => "A name of at most 100 characters.",
        ScheduleFlaw.TooOften => "At most one report an hour.",
        ScheduleFlaw.Scope => "There is no such site or zone, or it is out of your sight.",
        ScheduleFlaw.KeepDays => $"A whole number from 1 to {SetReportSchedule.MostDays}; absent to keep them.",
        ScheduleFlaw.MailTo => "At most 20 mail addresses.",
        _ => "A cron expression as Quartz writes it, for example 0 0 6 ? * MON.",
    };

    private static Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult NotFound() =>
        TypedResults.Problem("There is no such schedule, or it is out of your sight.", statusCode: StatusCodes.Status404NotFound);
}
