using AlmCompliance.Data;
using AlmCompliance.Data.AuditReports;
using AlmCompliance.Data.Trail;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Live;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.AuditReports.Making;

/// <param name="Report">Null where it was refused.</param>
internal sealed record RequestedReport(StoredReport? Report, ReportRefusal Refusal);

/// <summary>Asks for a report. It is made behind the scenes; <see cref="ReportQueries"/> tells how far it is.</summary>
internal sealed class RequestReport(IWriteLane lane, IDbContextFactory<AlmDbContext> contexts, ReportDesk desk, ChangeFeed changes, TimeProvider clock)
{
    /// <summary>How many hosts and lines a request's scope holds, or why it would be refused. At most five statements.</summary>
    public async Task<FoundScope> PreviewAsync(Actor actor, ReportRequest request, CancellationToken cancellationToken)
    {
        actor.RequireSecurityManager();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await FindScope.ReadAsync(db, actor, request, clock.GetUtcNow(), cancellationToken);
    }

    public async Task<RequestedReport> RunAsync(Actor actor, ReportRequest request, CancellationToken cancellationToken)
    {
        var found = await PreviewAsync(actor, request, cancellationToken);
        if (found.Refusal != ReportRefusal.None)
        {
            return new RequestedReport(null, found.Refusal);
        }

        return await AddAsync(actor, new StoredReport
        {
            State = ReportState.Waiting,
            Scope = StoredScope.Of(found.Scope),
            ScopeKey = found.Scope.Key,
            ZoneIds = found.Zones,
            AskedAsOf = request.AsOf,
            Language = request.Language,
            RequestedByKind = actor.Kind.ToString(),
            RequestedById = actor.Id,
            RequestedBy = actor.Name,
        }, cancellationToken);
    }

    /// <summary>Asks for what a schedule says.</summary>
    public Task<RequestedReport> ForAsync(Actor actor, ReportSchedule schedule, CancellationToken cancellationToken)
    {
        actor.RequireAdministrator();
        var scope = StoredScope.Read(schedule.Scope);
        return AddAsync(actor, new StoredReport
        {
            State = ReportState.Waiting,
            Scope = schedule.Scope,
            ScopeKey = scope.Key,
            ZoneIds = schedule.ZoneIds,
            Language = schedule.Language,
            RequestedByKind = actor.Kind.ToString(),
            RequestedById = actor.Id,
            RequestedBy = actor.Name,
            KeepUntil = schedule.KeepDays is { } days ? clock.GetUtcNow().AddDays(days) : null,
            ScheduleId = schedule.Id,
        }, cancellationToken);
    }

    private async Task<RequestedReport> AddAsync(Actor actor, StoredReport report, CancellationToken cancellationToken)
    {
        if (!desk.TryReserve(report.Id))
        {
            return new RequestedReport(null, ReportRefusal.TooMany);
        }

        try
        {
            await lane.RunAsync(
                async (db, ct) =>
                {
                    report.RequestedAt = Microseconds.Truncate(clock.GetUtcNow());
                    report.Number = 1 + (await db.AuditReports.MaxAsync(r => (int?)r.Number, ct) ?? 0);
                    db.AuditReports.Add(report);
                    await db.SaveChangesAsync(ct);
                    await AuditTrail.AppendAsync(
                        db, actor.Act("report.requested", "audit-report", report.Reference, after: TrailText.Of(new { scope = StoredScope.Told(StoredScope.Read(report.Scope)), asOf = report.AskedAsOf, report.Language })), report.RequestedAt, ct);
                },
                cancellationToken);
        }
        catch
        {
            desk.Forget(report.Id);
            throw;
        }

        desk.Enqueue(report.Id);
        changes.Publish(null);
        return new RequestedReport(report, ReportRefusal.None);
    }
}
