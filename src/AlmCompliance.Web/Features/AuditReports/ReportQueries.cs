using System.Globalization;
using System.Text.Json;
using AlmCompliance.Data;
using AlmCompliance.Data.Access;
using AlmCompliance.Data.AuditReports;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Features.AuditReports.Comparing;
using AlmCompliance.Web.Features.AuditReports.Frozen;
using AlmCompliance.Web.Features.AuditReports.Making;
using AlmCompliance.Web.Features.AuditReports.Model;
using AlmCompliance.Web.Hosting;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.AuditReports;

/// <summary>A report as lists and its status say it.</summary>
/// <param name="Progress">Null where it neither waits nor is made.</param>
internal sealed record ReportItem(StoredReport Report, ReportScope Scope, IReadOnlyList<MadeFile> Files, ReportProgress? Progress);

internal sealed record ReportListing(IReadOnlyList<ReportItem> Items, int Total);

/// <param name="Totals">Null where the two are not compared.</param>
/// <param name="First">Worse ones first.</param>
internal sealed record ReportChanges(ComparisonRefusal Refusal, ChangeTotals? Totals, IReadOnlyList<HostChange> First);

/// <summary>Reads of audit reports: whoever sees every zone that a report may hold sees it.</summary>
internal sealed class ReportQueries(IDbContextFactory<AlmDbContext> contexts, ReportDesk desk, ReportFolder folder)
{
    /// <summary>Of the changes that a page shows; the workbook has all of them.</summary>
    public const int MostChanges = 200;
    private const int MostEarlier = 50;

    /// <summary>The newest first. One statement.</summary>
    public async Task<ReportListing> ListAsync(Actor actor, PageOf page, CancellationToken cancellationToken)
    {
        actor.RequireReader();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (actor.SeesAllZones)
        {
            var rows = await db.AuditReports.AsNoTracking().OrderByDescending(r => r.Number).Skip(page.Skip).Take(page.Size)
                .Select(r => new { Row = r, Total = db.AuditReports.Count() }).ToListAsync(cancellationToken);
            return new ReportListing(rows.ConvertAll(r => Item(actor, r.Row)), rows.Count > 0 ? rows[0].Total : page.Page > 1 ? await db.AuditReports.CountAsync(cancellationToken) : 0);
        }

        // A few a week: those of other zones are left out here.
        var all = (await db.AuditReports.AsNoTracking().Where(r => r.ZoneIds != null).OrderByDescending(r => r.Number).ToListAsync(cancellationToken)).FindAll(r => StoredScope.IsSeenBy(actor, r.ZoneIds));
        return new ReportListing([.. all.Skip(page.Skip).Take(page.Size).Select(r => Item(actor, r))], all.Count);
    }

    /// <summary>Null where there is none in sight. One statement.</summary>
    public async Task<ReportItem?> GetAsync(Actor actor, string reference, CancellationToken cancellationToken)
    {
        actor.RequireReader();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await FindAsync(actor, db, reference, cancellationToken) is { } report ? Item(actor, report) : null;
    }

    /// <summary>The frozen copy of a finished report that the actor was shown; null where its files are gone.</summary>
    public FrozenReport? FrozenOf(Actor actor, ReportItem item)
    {
        actor.RequireReader();
        return StoredScope.IsSeenBy(actor, item.Report.ZoneIds) && File.Exists(folder.FrozenOf(item.Report.Id)) ? new FrozenReport(folder.FrozenOf(item.Report.Id)) : null;
    }

    /// <summary>References of the reports of the same scope that speak of an earlier moment, the latest first. One statement.</summary>
    public async Task<IReadOnlyList<string>> EarlierAsync(Actor actor, ReportItem item, CancellationToken cancellationToken)
    {
        actor.RequireReader();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await db.AuditReports.AsNoTracking()
            .Where(r => r.ScopeKey == item.Report.ScopeKey && r.State == ReportState.Done && r.AsOf < item.Report.AsOf).OrderByDescending(r => r.AsOf).Take(MostEarlier).ToListAsync(cancellationToken);
        return [.. rows.Where(r => StoredScope.IsSeenBy(actor, r.ZoneIds)).Select(r => r.Reference)];
    }

    /// <summary>What changed from an earlier report of the same scope; null where one of the two is not in sight. Two statements, and both reports read once.</summary>
    public async Task<ReportChanges?> ChangesAsync(Actor actor, string reference, string since, CancellationToken cancellationToken)
    {
        if (await GetAsync(actor, reference, cancellationToken) is not { } after || FrozenOf(actor, after) is not { } later
            || await GetAsync(actor, since, cancellationToken) is not { } before || FrozenOf(actor, before) is not { } earlier)
        {
            return null;
        }

        if (ReportComparison.Check(earlier.Head, later.Head) is var refusal && refusal != ComparisonRefusal.None)
        {
            return new ReportChanges(refusal, null, []);
        }

        var comparison = new ReportComparison(earlier, later);
        return await Task.Run(() => new ReportChanges(refusal, comparison.Totals(cancellationToken), [.. comparison.Changes(cancellationToken).OrderBy(c => c.Kind is ChangeKind.Worse ? 0 : c.Kind is ChangeKind.Better ? 1 : 2).ThenBy(c => c.Name, StringComparer.Ordinal).Take(MostChanges)]), cancellationToken);
    }

    /// <summary>Schedules in the actor's sight. One statement.</summary>
    public async Task<IReadOnlyList<ReportSchedule>> SchedulesAsync(Actor actor, CancellationToken cancellationToken)
    {
        actor.RequireReader();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return (await db.ReportSchedules.AsNoTracking().OrderBy(s => s.Name).ThenBy(s => s.Id).ToListAsync(cancellationToken)).FindAll(s => StoredScope.IsSeenBy(actor, s.ZoneIds));
    }

    /// <summary>Sites and zones in the actor's sight. One statement.</summary>
    public async Task<ReportPlaces> PlacesAsync(Actor actor, CancellationToken cancellationToken)
    {
        actor.RequireReader();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var zones = await db.ZonesFor(actor).OrderBy(z => z.NameKey).Select(z => new { z.Name, z.Site }).ToListAsync(cancellationToken);
        return new ReportPlaces([.. zones.Select(z => z.Site).Where(s => s.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase)], zones.ConvertAll(z => z.Name), actor.SeesAllZones);
    }

    /// <summary>One of its files, for reading; null where there is none in sight. One statement.</summary>
    public async Task<(MadeFile File, string Path)?> FileAsync(Actor actor, string reference, string name, CancellationToken cancellationToken)
    {
        if (await GetAsync(actor, reference, cancellationToken) is not { Report.State: ReportState.Done } item || item.Files.FirstOrDefault(f => f.Name == name) is not { } file)
        {
            return null;
        }

        var path = Path.Combine(folder.Of(item.Report.Id), file.Name);
        return File.Exists(path) ? (file, path) : null;
    }

    /// <summary>Null where there is none in sight. One statement.</summary>
    internal static async Task<StoredReport?> FindAsync(Actor actor, AlmDbContext db, string reference, CancellationToken cancellationToken)
    {
        actor.RequireReader();
        return NumberOf(reference) is { } number
            && await db.AuditReports.AsNoTracking().SingleOrDefaultAsync(r => r.Number == number, cancellationToken) is { } report
            && StoredScope.IsSeenBy(actor, report.ZoneIds) ? report : null;
    }

    private static int? NumberOf(string reference) =>
        reference is ['R', '-', .. var digits] && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    // A pack holds a stretch of the audit trail, which is not for viewers.
    private ReportItem Item(Actor actor, StoredReport report) => new(
        report, StoredScope.Read(report.Scope),
        [.. JsonSerializer.Deserialize<MadeFile[]>(report.Files, FrozenJson.Options)!.Where(f => actor.Role is not AccessRole.Viewer || !f.Name.EndsWith(".zip", StringComparison.Ordinal))],
        desk.ProgressOf(report.Id));
}
