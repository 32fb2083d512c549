using System.Reflection;
using System.Runtime.CompilerServices;
using AlmCompliance.Data;
using AlmCompliance.Data.Compliance;
using AlmCompliance.Data.Decisions;
using AlmCompliance.Data.Inventory;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Inventory;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment;
using AlmCompliance.Web.Features.AuditReports.Frozen;
using AlmCompliance.Web.Features.AuditReports.Inputs;
using AlmCompliance.Web.Features.AuditReports.Model;
using AlmCompliance.Web.Features.AuditReports.Rendering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace AlmCompliance.Web.Features.AuditReports.Freezing;

/// <summary>
/// Copies what a report says out of the plant's database, as it stands at one moment: one reading transaction, page by page, in
/// constant memory. It holds up no writer; everything slower works on the copy.
/// </summary>
internal sealed class FreezeReport(
    IDbContextFactory<AlmDbContext> contexts, ISteadyReading steady, IOptionsMonitor<DecisionOptions> decisions, RemoteAccessOptions remoteAccess, FreshnessLimits limits, TimeProvider clock)
{
    private const int Page = 1000;
    private const int TrendDays = 90;

    /// <param name="file">Where the copy goes; must not be there.</param>
    /// <param name="progress">Told how many hosts are copied.</param>
    /// <returns>What the rules were given once for all hosts; the head is in the copy.</returns>
    public async Task<RulesInput> RunAsync(Actor actor, ReportOrder order, string file, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        actor.RequireSecurityManager();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);

        await using var reading = await steady.BeginAsync(db, cancellationToken);
        var plant = await PlantPicture.ReadAsync(db, cancellationToken) with { ProvenSettings = remoteAccess.Lines };
        var head = await db.AuditHeads.AsNoTracking().SingleAsync(cancellationToken);
        var now = Microseconds.Truncate(clock.GetUtcNow());
        var moment = order.AsOf is { } asOf ? Microseconds.Truncate(asOf) : now;
        var isPresent = order.AsOf is null;
        var rules = RulesInput.Of(plant.Catalogue, limits, moment);
        var advisories = isPresent ? plant.Catalogue.Advisories : [.. plant.Catalogue.Advisories.Where((a, i) => i == 0 || a.EnteredCatalogueAt is null || a.EnteredCatalogueAt <= moment)];
        var scope = await PlantScope.ReadAsync(db, actor, order.Scope, cancellationToken);
        var onList = await db.LinesAsOf(moment).AnyAsync(cancellationToken);
        var count = new FigureCount(onList, isPresent, advisories);
        var held = new HashSet<Guid>();
        using var writer = new FrozenReportWriter(file);

        foreach (var line in (await scope.NeverEnrolled(moment).OrderBy(e => e.NameKey).ThenBy(e => e.Id).ToListAsync(cancellationToken)).Select(e => LineOf(e, scope)).Where(l => scope.Holds(l, null)))
        {
            count.Add(line, [], [], isTooOld: false);
            writer.Add(line, HostJsonWriter.Write(line, [], [], []), null);
        }

        await foreach (var page in HostsAsync(db, scope, moment, isPresent, cancellationToken))
        {
            var frozen = isPresent
                ? await new PresentHosts(db, scope, plant, limits, moment).ReadAsync(page, cancellationToken)
                : await new PastHosts(db, scope, advisories, moment, now).ReadAsync(page, cancellationToken);
            foreach (var host in frozen)
            {
                held.Add(host.Host.Id);
                count.Add(host.Host, host.Statuses, host.Findings, IsTooOld(host.Host, moment, isPresent));
                writer.Add(host.Host, HostJsonWriter.Write(host.Host, host.Statuses, host.Findings, host.Measures), host.Input);
                foreach (var finding in host.Findings)
                {
                    writer.Add(finding);
                }

                foreach (var measure in host.Measures)
                {
                    writer.Add(measure);
                }
            }

            progress?.Report(held.Count);
        }

        foreach (var decision in await DecisionsThen.ReadAsync(db, actor, moment, held.Contains, cancellationToken))
        {
            writer.Add(decision);
        }

        writer.Finish(new ReportHead
        {
            Id = order.Id,
            Reference = order.Reference,
            Language = order.Language,
            Scope = order.Scope,
            AsOf = moment,
            IsPresent = isPresent,
            MadeAt = now,
            MadeBy = actor.Name,
            Program = ProgramVersion,
            Rules = RuleBook.Version,
            AssessedAt = moment,
            NextDue = moment + ReportHead.UsualInterval,
            Catalogue = await CatalogueAsync(db, plant, moment, cancellationToken),
            Advisories = [.. advisories.Select((a, i) => new ReportAdvisory(
                a.Id.Value, a.Title, a.PublishedOn, a.Revision.Version, a.Revision.Digest, a.Source.ToString(), [.. a.Cves.Select(c => c.Id.Value)], a.FixedIn?.ToString(), a.EnteredCatalogueAt)
            {
                ByStatus = count.ByStatusOf(i),
            })],
            Figures = count.Sum(await TimeToPatchAsync(db, scope, moment, cancellationToken), await TrendAsync(db, scope, moment, cancellationToken)),
            Trail = new ReportTrailHead(head.Sequence, Convert.ToHexStringLower(head.Hash)),
            FreshnessDays = [.. new[] { limits.OnlineReport, limits.File, limits.TypedOrRaw, limits.Probe, limits.Attestation }.Select(l => l.TotalDays)],
        });
        return rules;
    }

    private static string ProgramVersion =>
        typeof(FreezeReport).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";

    private static async IAsyncEnumerable<IReadOnlyList<Host>> HostsAsync(
        AlmDbContext db, PlantScope scope, DateTimeOffset moment, bool isPresent, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var after = Guid.Empty;
        while (true)
        {
            var from = after;
            var page = await scope.Hosts(moment, isPresent).Where(h => h.Id > from).OrderBy(h => h.Id).Take(Page).ToListAsync(cancellationToken);
            if (page.Count == 0)
            {
                yield break;
            }

            after = page[^1].Id;
            yield return page;
        }
    }

    // Of the past it is the verdict that tells: how young the evidence was then is not kept.
    private bool IsTooOld(ReportHost host, DateTimeOffset moment, bool isPresent) => isPresent
        ? host.EvidenceAt is { } at && limits.ExpiryOf(new EvidenceStamp(host.Origin, at)) <= moment
        : host.Reason == StatusReason.EvidenceTooOld;

    private static ReportHost LineOf(ListedLine line, PlantScope scope) => new()
    {
        Id = line.Id,
        IsEnrolled = false,
        IsExpected = true,
        Name = line.Name,
        Site = scope.Zone(line.ZoneId)?.Site ?? "",
        Zone = scope.Zone(line.ZoneId)?.Name,
        Owner = line.Owner,
        Role = line.Role ?? "",
        Status = ComplianceStatus.Unknown,
        Reason = StatusReason.NeverReported,
        Arguments = [],
        Since = line.ListedAt,
        HoldsUntil = null,
        LastKnown = ComplianceStatus.Unknown,
        OtherStatuses = [],
        VersionText = null,
        VersionSource = VersionSource.Unknown,
        Version = null,
        RemoteAccess = RemoteAccessState.Unknown,
        RemoteAccessBasis = RemoteAccessBasis.None,
        Origin = EvidenceOrigin.Unknown,
        EvidenceAt = null,
        EnrolledAt = null,
        EvidenceDigest = null,
        OpenFindings = 0,
        OverdueFindings = 0,
        NextDue = null,
        Decisions = "",
    };

    /// <summary>The review that stood at the moment, and until when it did.</summary>
    private async Task<ReportCatalogue> CatalogueAsync(AlmDbContext db, PlantPicture plant, DateTimeOffset moment, CancellationToken cancellationToken)
    {
        var review = await db.Decisions.AsNoTracking()
            .Where(d => d.Kind == DecisionKind.CatalogueReview && d.State != DecisionState.Rejected && d.DecidedAt != null && d.DecidedAt <= moment
                && (d.State == DecisionState.Lapsed || d.EndedAt == null || d.EndedAt > moment))
            .OrderByDescending(d => d.DecidedAt).FirstOrDefaultAsync(cancellationToken);
        var inUseSince = await db.CatalogueEntries.MinAsync(e => (DateTimeOffset?)e.EnteredAt, cancellationToken)
            ?? await db.Hosts.MinAsync(h => (DateTimeOffset?)h.EnrolledAt, cancellationToken) ?? moment;
        var span = decisions.CurrentValue.LongestSpanOf(DecisionKind.CatalogueReview);
        var due = Alm0009CatalogueReview.Judge(review?.DecidedAt, inUseSince, span < Alm0009CatalogueReview.Longest ? span : Alm0009CatalogueReview.Longest).OpensAt;
        due = review is { } stood && stood.ValidUntil < due ? stood.ValidUntil : due;
        return new ReportCatalogue(plant.Catalogue.AsOf, review?.DecidedAt, review?.RequesterName, review?.ApproverName, due, moment >= due);
    }

    private static async Task<ReportPatchTime?> TimeToPatchAsync(AlmDbContext db, PlantScope scope, DateTimeOffset moment, CancellationToken cancellationToken)
    {
        var patches = (await db.PatchesAsync(ProductNote57252401.Id.Value, moment.AddDays(-TrendDays), moment, cancellationToken)).Where(p => scope.Holds(p.ZoneId)).Select(p => p.Took).ToList();
        return patches.Count == 0 ? null : PatchTimes.Of(null, patches) is var times ? new ReportPatchTime(times.Hosts, times.Median, times.Percentile90) : null;
    }

    private static async Task<IReadOnlyList<ReportDay>> TrendAsync(AlmDbContext db, PlantScope scope, DateTimeOffset moment, CancellationToken cancellationToken)
    {
        var last = DailyCount.LastEndedBy(moment);
        var first = last.AddDays(1 - TrendDays);
        var counts = await db.DailyCounts.AsNoTracking()
            .Where(c => c.AdvisoryId == ProductNote57252401.Id.Value && c.Day >= first && c.Day <= last).ToListAsync(cancellationToken);
        return
        [
            .. counts.Where(c => scope.Holds(c.ZoneId == Guid.Empty ? null : c.ZoneId)).GroupBy(c => c.Day).OrderBy(g => g.Key).Select(g => new ReportDay(
                g.Key,
                g.Where(c => c.Status == ComplianceStatus.NonCompliant).Sum(c => c.Hosts),
                g.Where(c => c.Status == ComplianceStatus.Waived).Sum(c => c.Hosts),
                g.Where(c => c is { Status: ComplianceStatus.Unknown, IsExposed: true }).Sum(c => c.Hosts))),
        ];
    }
}
