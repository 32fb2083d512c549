using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AlmCompliance.Data;
using AlmCompliance.Data.Trail;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment;
using AlmCompliance.Web.Assessment.RawExports;
using AlmCompliance.Web.Components.Values;
using AlmCompliance.Web.Live;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Agents.Imports;

/// <summary>
/// Takes what people bring of hosts without an agent: lists, results of osquery, exports of the registry, what collect.cmd
/// wrote. Nobody vouches for any of it. It is previewed first, and taken in short slices, each with its own entry in the
/// trail; one that dies half-way is simply taken again, since what is known already changes nothing.
/// </summary>
internal sealed class ImportInventories(
    IDbContextFactory<AlmDbContext> contexts, IWriteLane lane, PlanImport plan, TakeReport take, AssessHost assess, ChangeFeed changes, TimeProvider clock, ILogger<ImportInventories> logger)
{
    private const int Page = 500;
    private const int Slice = 50;

    /// <summary>What taking it would do; nothing is written.</summary>
    public async Task<ImportResult> PreviewAsync(Actor actor, ImportRequest request, CancellationToken cancellationToken)
    {
        actor.RequireSecurityManager();
        return (await PlanAsync(actor, request, cancellationToken)).Result;
    }

    /// <param name="expected">The plan that was previewed; where another one comes out now, nothing is written. Null takes whatever comes out.</param>
    /// <param name="progress">Told how many hosts are done.</param>
    public async Task<ImportResult> TakeAsync(Actor actor, ImportRequest request, string? expected, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        actor.RequireSecurityManager();
        var (result, read) = await PlanAsync(actor, request, cancellationToken);
        if (expected is not null && expected != result.Plan)
        {
            return result with { IsStale = true };
        }

        var done = 0;
        var files = new List<ImportFile>();
        try
        {
            foreach (var (file, hosts) in result.Files.Zip(read))
            {
                var lines = file.Lines.Take(file.Lines.Count - hosts.Hosts.Count).ToList();
                foreach (var slice in hosts.Hosts.Zip(file.Lines.Skip(lines.Count)).Chunk(Slice))
                {
                    lines.AddRange(await TakeAsync(actor, request, file, slice, cancellationToken));
                    progress?.Report(done += slice.Length);
                }

                files.Add(file with { Lines = lines });
            }
        }
        finally
        {
            changes.Publish(null);
        }

        return result with { IsTaken = true, Files = files };
    }

    private async Task<IReadOnlyList<ImportLine>> TakeAsync(
        Actor actor, ImportRequest request, ImportFile file, (ReadHost Host, ImportLine Told)[] slice, CancellationToken cancellationToken)
    {
        // Who has nothing to write does not wait for those who write.
        if (slice.All(s => s.Told.Outcome is ImportOutcome.Refused or ImportOutcome.Unchanged))
        {
            return [.. slice.Select(s => s.Told)];
        }

        try
        {
            return await lane.RunAsync((db, ct) => StoreAsync(db, actor, request, file, slice, ct), cancellationToken);
        }
        catch (Exception exception) when (exception is WriteLaneFullException or LaneClosedException or DbUpdateException or DbException)
        {
            logger.LogError(exception, "A part of an unsigned inventory could not be written");
            return [.. slice.Select(s => ImportLine.Refused(new FileError(s.Told.Line, null, "Busy"), s.Told.Name))];
        }
    }

    private async Task<IReadOnlyList<ImportLine>> StoreAsync(
        AlmDbContext db, Actor actor, ImportRequest request, ImportFile file, (ReadHost Host, ImportLine Told)[] slice, CancellationToken cancellationToken)
    {
        // Before anything is read: two uploads at once, or an agent that enrols meanwhile, must not make two hosts of one.
        await Admission.OneAtATimeAsync(db, cancellationToken);
        var now = Microseconds.Truncate(clock.GetUtcNow());
        var planned = await plan.RunAsync(actor, db, new ImportTerms(file.Origin, request.Zone, request.Collected, now), [.. slice.Select(s => s.Host)], cancellationToken);
        var lines = new List<ImportLine>(planned.Count);
        var added = new List<string>();
        foreach (var (line, (_, told)) in planned.Zip(slice))
        {
            var (written, isNew) = await StoreAsync(db, line, told, now, cancellationToken);
            lines.Add(written);
            if (isNew)
            {
                added.Add(written.Name);
            }
        }

        var (taken, history) = (lines.Count(l => l.Outcome is ImportOutcome.Taken), lines.Count(l => l.Outcome is ImportOutcome.History));
        if (taken + history > 0)
        {
            var after = TrailText.Of(new
            {
                file = HostileText.Tame(file.Name, 120),
                file.Digest,
                kind = file.Kind.ToString(),
                origin = file.Origin.ToString(),
                lines = new[] { slice[0].Told.Line, slice[^1].Told.Line },
                taken,
                historyOnly = history,
                unchanged = lines.Count(l => l.Outcome is ImportOutcome.Unchanged),
                refused = lines.Count(l => l.Outcome is ImportOutcome.Refused),
                newHosts = added,
                statedDate = request.Collected,
                statedZone = request.Zone,
            });
            await AuditTrail.AppendAsync(db, actor.Act("inventory-import.taken", "inventory-import", file.Digest, after: after), now, cancellationToken);
        }

        return lines;
    }

    private async Task<(ImportLine Line, bool IsNew)> StoreAsync(AlmDbContext db, PlannedLine line, ImportLine told, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (line.Report is not { } report || line.Line.Outcome is ImportOutcome.Refused or ImportOutcome.Unchanged)
        {
            return (line.Line, false);
        }

        // Another host than the one that was shown; but an earlier file of this upload may have made the new one.
        if (told.Outcome is ImportOutcome.Refused || (told.HostId is not null && told.HostId != line.Known?.Id))
        {
            return (ImportLine.Refused(new FileError(line.Line.Line, null, "Changed"), line.Line.Name), false);
        }

        var host = line.Known is { } known
            ? await db.Hosts.SingleAsync(h => h.Id == known.Id, cancellationToken)
            : await Admission.HostAsync(db, assess, line.ZoneId, report.Read.MachineId, report.Read.HostName, now, cancellationToken);
        var taken = (await take.RunAsync(db, host, report, cancellationToken)).Acceptance;
        return taken is Acceptance.Accepted or Acceptance.History
            ? (line.Line with { Outcome = taken is Acceptance.History ? ImportOutcome.History : ImportOutcome.Taken, HostId = host.Id }, line.Known is null)
            : (ImportLine.Refused(new FileError(line.Line.Line, null, "AgentReports"), line.Line.Name), false);
    }

    /// <summary>Every file's errors first, then a line for each of its hosts.</summary>
    private async Task<(ImportResult Result, IReadOnlyList<ReadFile> Read)> PlanAsync(Actor actor, ImportRequest request, CancellationToken cancellationToken)
    {
        var now = Microseconds.Truncate(clock.GetUtcNow());
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(digest, request.Zone, request.Collected);
        var files = new List<ImportFile>();
        var readings = new List<ReadFile>();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        foreach (var (parts, read) in RawFiles.Together([.. request.Files.Select(f => (f.Name, f.Bytes))]))
        {
            var lines = read.Errors.Select(e => ImportLine.Refused(e)).ToList();
            foreach (var page in read.Hosts.Chunk(Page))
            {
                var planned = await plan.RunAsync(actor, db, new ImportTerms(read.Origin, request.Zone, request.Collected, now), page, cancellationToken);
                foreach (var line in planned)
                {
                    lines.Add(line.Line);
                    digest.AppendData(line.Report?.Digest ?? []);
                }
            }

            var file = new ImportFile(string.Join(' ', parts.Select(p => request.Files[p].Name)), DigestOf(request, parts), read.Kind, read.Origin, lines);
            Add(digest, file.Digest);
            lines.ForEach(l => Add(digest, l.Line, (int)l.Outcome, l.Wrong?.Key, l.HostId, l.Zone, l.CollectedAt, l.Status, l.Reason));
            files.Add(file);
            readings.Add(read);
        }

        return (new ImportResult(Convert.ToHexStringLower(digest.GetHashAndReset()), files), readings);
    }

    private static string DigestOf(ImportRequest request, IReadOnlyList<int> parts)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in parts)
        {
            digest.AppendData(request.Files[part].Bytes);
        }

        return Convert.ToHexStringLower(digest.GetHashAndReset());
    }

    private static void Add(IncrementalHash digest, params IReadOnlyList<object?> values) =>
        digest.AppendData(Encoding.UTF8.GetBytes(string.Join('\u001F', values.Select(v => v is DateTimeOffset at ? at.ToString("O", CultureInfo.InvariantCulture) : Convert.ToString(v, CultureInfo.InvariantCulture))) + '\n'));
}
