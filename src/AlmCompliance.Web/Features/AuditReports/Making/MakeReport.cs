using System.Security.Cryptography;
using System.Text.Json;
using AlmCompliance.Data;
using AlmCompliance.Data.AuditReports;
using AlmCompliance.Data.Trail;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Features.AuditReports.Freezing;
using AlmCompliance.Web.Features.AuditReports.Frozen;
using AlmCompliance.Web.Features.AuditReports.Model;
using AlmCompliance.Web.Features.AuditReports.Packing;
using AlmCompliance.Web.Features.AuditReports.Rendering;
using AlmCompliance.Web.Live;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.AuditReports.Making;

/// <summary>A file of a report.</summary>
/// <param name="Sha256">Hex.</param>
internal sealed record MadeFile(string Name, string MediaType, long Length, string Sha256);

/// <summary>
/// Makes a report that was asked for: copies what it says, writes every format from the copy, packs them, and lists it only when all
/// of it is there. What fails or is cancelled leaves nothing behind but its row.
/// </summary>
internal sealed partial class MakeReport(
    IWriteLane lane, IDbContextFactory<AlmDbContext> contexts, FreezeReport freeze, IEnumerable<IReportRenderer> renderers, PackReport pack,
    ReportFolder folder, ReportDesk desk, ChangeFeed changes, TimeProvider clock, ILogger<MakeReport> log)
{
    /// <param name="stopping">The server is stopping: then the report waits for nobody any more.</param>
    public async Task RunAsync(Actor actor, Guid id, CancellationToken stopping)
    {
        actor.RequireAdministrator();
        if (await FindAsync(id, stopping) is not { } report)
        {
            return;
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(desk.StopOf(id), stopping);
        try
        {
            await SetAsync(report, r => r.State = ReportState.Making, stop.Token);
            var making = folder.Begin(id);
            var (head, files) = await MakeAsync(report, making, stop.Token);
            desk.Close(id);
            folder.Finish(id);
            await FinishAsync(actor, report, head, files, stopping);
        }
        catch (OperationCanceledException)
        {
            await GiveUpAsync(report, stopping.IsCancellationRequested ? ReportState.Failed : ReportState.Cancelled, stopping.IsCancellationRequested ? ReportRefusal.Stopped : ReportRefusal.None);
        }
        catch (NoHostsException)
        {
            await GiveUpAsync(report, ReportState.Failed, ReportRefusal.NoHosts);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException || FrozenReportWriter.IsDiskFull(exception))
        {
            LogFailed(log, report.Reference, exception);
            await GiveUpAsync(report, ReportState.Failed, ReportRefusal.Disk);
        }
#pragma warning disable CA1031 // One report that cannot be made must not keep the others from being made.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogFailed(log, report.Reference, exception);
            await GiveUpAsync(report, ReportState.Failed, ReportRefusal.Unexpected);
        }
        finally
        {
            desk.Forget(id);
            changes.Publish(null);
        }
    }

    private async Task<(ReportHead Head, IReadOnlyList<MadeFile> Files)> MakeAsync(StoredReport report, string making, CancellationToken cancellationToken)
    {
        var scope = StoredScope.Read(report.Scope);
        var maker = StoredScope.MakerOf(report);
        var total = await CountAsync(maker, scope, report.AskedAsOf, cancellationToken);
        desk.Tell(report.Id, new ReportProgress(ReportStep.Copying, 0, total));
        var rules = await freeze.RunAsync(
            maker, new ReportOrder(report.Id, report.Reference, scope, report.AskedAsOf, report.Language), ReportFolder.FrozenIn(making),
            new Counting(done => desk.Tell(report.Id, new ReportProgress(ReportStep.Copying, done, total))), cancellationToken);
        var frozen = new FrozenReport(ReportFolder.FrozenIn(making));
        if (frozen.Head.Figures is { Hosts: 0, Unlisted: 0 })
        {
            throw new NoHostsException();
        }

        var formats = renderers.ToArray();
        var earlier = await EarlierAsync(report, frozen.Head, cancellationToken);
        var files = new List<MadeFile>();
        foreach (var renderer in formats)
        {
            desk.Tell(report.Id, new ReportProgress(ReportStep.Writing, files.Count, formats.Length));
            files.Add(await WriteAsync(making, $"{report.Reference}.{renderer.Extension}", renderer.MediaType, to => Write(renderer, frozen, earlier, to, cancellationToken), cancellationToken));
        }

        desk.Tell(report.Id, new ReportProgress(ReportStep.Packing, 0, 0));
        var packed = await pack.RunAsync(maker, new PackOrder(frozen, rules, making, files), cancellationToken);
        FrozenReportWriter.Slim(frozen.File);
        return (frozen.Head, [.. files, packed]);
    }

    /// <summary>The report of the same scope before this one, whose changes since are told; null where there is none.</summary>
    private async Task<FrozenReport?> EarlierAsync(StoredReport report, ReportHead head, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var earlier = await db.AuditReports.Where(r => r.ScopeKey == report.ScopeKey && r.State == ReportState.Done && r.AsOf < head.AsOf)
            .OrderByDescending(r => r.AsOf).Select(r => (Guid?)r.Id).FirstOrDefaultAsync(cancellationToken);
        return earlier is { } id && File.Exists(folder.FrozenOf(id)) ? new FrozenReport(folder.FrozenOf(id)) : null;
    }

    private static void Write(IReportRenderer renderer, FrozenReport report, FrozenReport? earlier, Stream to, CancellationToken cancellationToken)
    {
        if (renderer is XlsxReport workbook)
        {
            workbook.Write(report, earlier, to, cancellationToken);
            return;
        }

        renderer.Write(report, to, cancellationToken);
    }

    /// <summary>On a thread of its own below the others: agents and pages go first.</summary>
    private static Task<MadeFile> WriteAsync(string folder, string name, string mediaType, Action<Stream> write, CancellationToken cancellationToken) => Task.Factory.StartNew(
        () =>
        {
            Thread.CurrentThread.Priority = ThreadPriority.BelowNormal;
            try
            {
                using var file = new FileStream(Path.Combine(folder, name), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read, 1 << 16);
                write(file);
                file.Flush();
                file.Position = 0;
                return new MadeFile(name, mediaType, file.Length, Convert.ToHexStringLower(SHA256.HashData(file)));
            }
            finally
            {
                Thread.CurrentThread.Priority = ThreadPriority.Normal;
            }
        },
        cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private async Task<int> CountAsync(Actor maker, ReportScope scope, DateTimeOffset? asOf, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var plant = await PlantScope.ReadAsync(db, maker, scope, cancellationToken);
        return await plant.HostsHereNow(asOf ?? clock.GetUtcNow()).CountAsync(cancellationToken);
    }

    private async Task<StoredReport?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.AuditReports.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id && r.State == ReportState.Waiting, cancellationToken);
    }

    private async Task SetAsync(StoredReport report, Action<StoredReport> change, CancellationToken cancellationToken)
    {
        await lane.RunAsync(
            async (db, ct) =>
            {
                change(await db.AuditReports.SingleAsync(r => r.Id == report.Id, ct));
                await db.SaveChangesAsync(ct);
            },
            cancellationToken);
        changes.Publish(null);
    }

    private Task FinishAsync(Actor actor, StoredReport report, ReportHead head, IReadOnlyList<MadeFile> files, CancellationToken cancellationToken) => lane.RunAsync(
        async (db, ct) =>
        {
            var now = clock.GetUtcNow();
            var row = await db.AuditReports.SingleAsync(r => r.Id == report.Id, ct);
            (row.State, row.FinishedAt, row.AsOf) = (ReportState.Done, now, head.AsOf);
            (row.Hosts, row.Covered, row.InScope) = (head.Figures.Hosts, head.Figures.Covered, head.Figures.InScope);
            row.Files = JsonSerializer.Serialize(files, FrozenJson.Options);
            await db.SaveChangesAsync(ct);
            await db.TellScheduleAsync(report.ScheduleId, ReportRefusal.None, ct);
            await AuditTrail.AppendAsync(
                db, actor.Act("report.made", "audit-report", report.Reference, after: TrailText.Of(new { asOf = head.AsOf, files = files.Select(f => new { f.Name, f.Sha256 }) })), now, ct);
        },
        cancellationToken);

    private async Task GiveUpAsync(StoredReport report, ReportState state, ReportRefusal why)
    {
        try
        {
            folder.Remove(report.Id);
            await SetAsync(report, r => (r.State, r.FinishedAt, r.Error) = (state, clock.GetUtcNow(), why == ReportRefusal.None ? "" : why.ToString()), CancellationToken.None);
            if (state == ReportState.Failed)
            {
                await lane.RunAsync((db, ct) => db.TellScheduleAsync(report.ScheduleId, why, ct), CancellationToken.None);
            }
        }
#pragma warning disable CA1031 // The next start says what became of it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogFailed(log, report.Reference, exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Report {Reference} could not be made")]
    private static partial void LogFailed(ILogger logger, string reference, Exception exception);

    /// <summary>The scope holds nothing at its moment.</summary>
    private sealed class NoHostsException : Exception;

    private sealed class Counting(Action<int> tell) : IProgress<int>
    {
        public void Report(int value) => tell(value);
    }
}
