using System.Globalization;
using AlmCompliance.Contracts;
using AlmCompliance.Data;
using AlmCompliance.Data.Inventory;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Inventory;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment;
using AlmCompliance.Web.Assessment.RawExports;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace AlmCompliance.Web.Features.Agents.Imports;

/// <summary>What is the same for all hosts of a file.</summary>
internal sealed record ImportTerms(EvidenceOrigin Origin, string? Zone, DateTimeOffset? Collected, DateTimeOffset Now);

/// <summary>A host of a file with what is needed to take it.</summary>
/// <param name="Known">The host that is there; null for a new one.</param>
/// <param name="Report">Null where the line is refused.</param>
internal sealed record PlannedLine(ImportLine Line, Host? Known, Guid? ZoneId, ReportInHand? Report);

/// <summary>Finds the host of each line and judges what it says, as if it were taken now. Reads only, and by the slice.</summary>
internal sealed class PlanImport(PlantKnowledge plant, FreshnessLimits limits, IOptionsMonitor<EnrollmentOptions> options)
{
    /// <summary>Eight statements at most, however many lines.</summary>
    public async Task<IReadOnlyList<PlannedLine>> RunAsync(Actor actor, AlmDbContext db, ImportTerms terms, IReadOnlyList<ReadHost> hosts, CancellationToken cancellationToken)
    {
        actor.RequireSecurityManager();
        var book = await HostBook.ReadAsync(db, actor, hosts, options.CurrentValue.OnlyExpected, cancellationToken);
        var lines = hosts.Select(h => Read(actor, book, terms, h)).ToList();

        var known = lines.Select(l => l.Known).OfType<Host>().DistinctBy(h => h.Id).ToList();
        var picture = plant.Current;
        var bearings = await HostCaseReader.ReadAsync(db, picture, known, cancellationToken);
        var snapshots = await SnapshotsAsync(db, lines, cancellationToken);
        var seen = new HashSet<(Guid? Host, string Name, Guid? Zone)>();
        return [.. lines.Select(l => l.Report is null ? l
            : !seen.Add((l.Known?.Id, l.Known is null ? SortKeys.Of(l.Report.Read.HostName) : "", l.Known is null ? l.ZoneId : null)) ? Refuse(l, "TwiceHost")
            : snapshots[l.Known?.Id ?? Guid.Empty].Any(s => l.Report.SaysTheSame(s) && s.ConfirmedFrom <= l.Report.EvidenceAt && l.Report.EvidenceAt <= l.Known!.ConfirmedTo(s)) ? l with { Line = l.Line with { Outcome = ImportOutcome.Unchanged } }
            : l.Known is { } host && TakeReport.IsHistory(host, terms.Origin, l.Report.EvidenceAt, terms.Now) ? l with { Line = l.Line with { Outcome = ImportOutcome.History } }
            : Judge(actor, l, picture, l.Known is { } old ? bearings[old.Id] : HostBearings.None, terms))];
    }

    private static PlannedLine Read(Actor actor, HostBook book, ImportTerms terms, ReadHost host)
    {
        var name = host.Report.Host?.Name ?? "";
        PlannedLine Wrong(string? column, string key, params IReadOnlyList<object> arguments) =>
            new(ImportLine.Refused(new FileError(host.Line, column, key, arguments), name), null, null, null);
        if (book.ZoneOf(actor, host.Zone ?? terms.Zone) is not { IsFound: true } zone)
        {
            return string.IsNullOrWhiteSpace(host.Zone ?? terms.Zone) ? Wrong("zone", "ZoneNeeded") : Wrong("zone", "NoZone", (host.Zone ?? terms.Zone)!);
        }

        if ((host.CollectedAt ?? terms.Collected) is not { } collected)
        {
            return Wrong("collected", "DateNeeded");
        }

        if (collected > terms.Now + AcceptInventoryFile.ClockTolerance)
        {
            return Wrong("collected", "Future");
        }

        var at = Microseconds.Truncate(collected < terms.Now ? collected : terms.Now);
        var (known, refusal) = book.Find(host, zone.Id);
        if (refusal is not null)
        {
            return Wrong(refusal.Column, refusal.Key, refusal.Arguments);
        }

        var report = host.Report;
        report.ReportId = Guid.CreateVersion7().ToString();
        report.CollectedAt = report.SentAt = at.ToString("O", CultureInfo.InvariantCulture);
        report.Host!.MachineId = known?.MachineId ?? Admission.NewUnsignedId();
        var errors = new FieldErrors();
        if (InventoryReportReader.Read(report, errors) is not { } read)
        {
            var (path, messages) = errors.ByPath.First();
            return Wrong(path.StartsWith("host.", StringComparison.Ordinal) ? path[5..] : path, "Field", messages[0]);
        }

        if (known is not null && TakeReport.HasAgent(known))
        {
            return Wrong(null, "AgentReports") with { Known = null };
        }

        var line = new ImportLine(host.Line, read.HostName) { Outcome = ImportOutcome.Taken, HostId = known?.Id, Zone = known is null ? zone.Name : known.Zone?.Name, CollectedAt = at, Version = BestText(report) };
        return new PlannedLine(line, known, zone.Id, new ReportInHand(read, report, terms.Origin, terms.Now, at));
    }

    private PlannedLine Judge(Actor actor, PlannedLine line, PlantPicture picture, HostBearings bearings, ImportTerms terms)
    {
        var (read, report) = (line.Report!.Read, line.Report);
        var host = line.Known is { } known ? Copy(known) : new Host { Name = read.HostName, NameKey = "", MachineId = read.MachineId, ZoneId = line.ZoneId, EnrolledAt = terms.Now };
        host.Addresses = TakeReport.AddressesOf(read) ?? host.Addresses;
        host.EvidenceAt = report.EvidenceAt;
        host.EvidenceOrigin = terms.Origin;
        if (!actor.Sees(picture.Segmentation.PlaceOf(host).ZoneId))
        {
            return Refuse(line, "OutOfSight", column: "addresses");
        }

        var own = bearings with { ContentDigest = bearings.Decisions.Versions.Count > 0 ? Convert.ToHexStringLower(report.Digest) : null };
        var assessment = HostAssessor.Assess(HostCaseReader.Of(host, read.Facts, picture, own, limits), picture.Catalogue, limits, terms.Now);
        var note = assessment.Statuses.First(s => s.Advisory == ProductNote57252401.Id);
        return line with
        {
            Line = line.Line with { Version = assessment.Version.Version?.ToString() ?? line.Line.Version, Status = note.Status, Reason = note.Reason, Arguments = [.. note.Arguments] },
        };
    }

    private static Host Copy(Host host) => new()
    {
        Id = host.Id,
        Name = host.Name,
        NameKey = host.NameKey,
        MachineId = host.MachineId,
        ZoneId = host.ZoneId,
        ZoneBasis = host.ZoneBasis,
        Addresses = host.Addresses,
        EnrolledAt = host.EnrolledAt,
    };

    private static PlannedLine Refuse(PlannedLine line, string key, params IReadOnlyList<object> arguments) => Refuse(line, key, null, arguments);

    private static PlannedLine Refuse(PlannedLine line, string key, string? column, params IReadOnlyList<object> arguments) =>
        new(ImportLine.Refused(new FileError(line.Line.Line, column, key, arguments), line.Line.Name), null, null, null);

    private static string? BestText(InventoryReport report) => report.Alm?.Versions is [{ Value: { } value }, ..] ? value : null;

    private static async Task<ILookup<Guid, InventorySnapshot>> SnapshotsAsync(AlmDbContext db, List<PlannedLine> lines, CancellationToken cancellationToken)
    {
        var asked = lines.Where(l => l is { Known.CurrentSnapshotId: not null, Report: not null }).ToList();
        if (asked.Count == 0)
        {
            return Array.Empty<InventorySnapshot>().ToLookup(s => s.HostId);
        }

        var hosts = asked.Select(l => l.Known!.Id).Distinct().ToArray();
        var current = asked.Select(l => l.Known!.CurrentSnapshotId!.Value).Distinct().ToArray();
        var (from, to) = (asked.Min(l => l.Report!.EvidenceAt), asked.Max(l => l.Report!.EvidenceAt));
        var found = await db.Snapshots.AsNoTracking().Where(s => hosts.Contains(s.HostId) && s.ConfirmedFrom <= to && (s.ConfirmedTo >= from || current.Contains(s.Id)))
            .Select(s => new InventorySnapshot { Id = s.Id, HostId = s.HostId, Origin = s.Origin, ContentDigest = s.ContentDigest, ConfirmedFrom = s.ConfirmedFrom, ConfirmedTo = s.ConfirmedTo, Content = "" })
            .ToListAsync(cancellationToken);
        return found.ToLookup(s => s.HostId);
    }
}
