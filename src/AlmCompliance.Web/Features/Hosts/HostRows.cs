using System.Linq.Expressions;
using AlmCompliance.Data;
using AlmCompliance.Data.Compliance;
using AlmCompliance.Data.Inventory;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Rules;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;

namespace AlmCompliance.Web.Features.Hosts;

/// <summary>A host with its status for the product note; one without a row of its own is Unknown, never left out.</summary>
internal sealed class HostRow
{
    public required Host Host { get; init; }
    public required ComplianceStatus Status { get; init; }
    public required StatusReason? Reason { get; init; }
    public required string[]? Arguments { get; init; }
    public required DateTimeOffset? Since { get; init; }
    public required DateTimeOffset? HoldsUntil { get; init; }
    public required ComplianceStatus? LastKnown { get; init; }
    public required bool? IsExpired { get; init; }
}

/// <summary>Hosts as SQL: filter, order and columns, each written once for list, count and export.</summary>
internal static class HostRows
{
    private static readonly TimeSpan Soon = TimeSpan.FromDays(7);

    public static IQueryable<HostRow> WithStatus(this IQueryable<Host> hosts, AlmDbContext db, string advisoryId, DateTimeOffset now) =>
        from host in hosts
        join status in db.CurrentStatuses(now).Where(s => s.AdvisoryId == advisoryId) on host.Id equals status.HostId into statuses
        from status in statuses.DefaultIfEmpty()
        select new HostRow
        {
            Host = host,
            Status = (ComplianceStatus?)status.Status ?? ComplianceStatus.Unknown,
            Reason = status.Reason,
            Arguments = status.Arguments,
            Since = status.Since,
            HoldsUntil = status.HoldsUntil,
            LastKnown = status.LastKnown,
            IsExpired = status.IsExpired,
        };

    /// <summary>Everything of the filter that a host itself answers: all but zones and owners, which need a look-up, and status.</summary>
    public static IQueryable<Host> Matching(this IQueryable<Host> hosts, HostFilter filter, IReadOnlyList<string> owners, AlmDbContext db, DateTimeOffset now)
    {
        if (filter.Search is { } search)
        {
            hosts = owners.Count == 0
                ? hosts.Containing(search)
                : hosts.Where(h => db.Hosts.Containing(search).Select(f => f.Id).Contains(h.Id)
                    || db.ExpectedHosts.Where(e => owners.Contains(e.Owner)).Select(e => e.HostId).Contains(h.Id));
        }

        // As one list of hosts each: asked host by host, SQLite walks all open findings of the rule each time.
        var findings = db.FindingsOpen(now);
        if (filter.Advisory is { } advisory)
        {
            findings = findings.Where(f => f.AdvisoryId == advisory || f.AdvisoryId == "");
        }

        if (filter.Rules.Count > 0)
        {
            var rules = filter.Rules;
            var flagged = findings.Where(f => rules.Contains(f.Rule)).Select(f => f.HostId);
            hosts = hosts.Where(h => flagged.Contains(h.Id));
        }

        if (filter.Due != DueIn.Any)
        {
            var overdue = findings.Where(f => f.DueAt <= now).Select(f => f.HostId);
            var soon = now + Soon;
            var due = findings.Where(f => f.DueAt > now && f.DueAt <= soon).Select(f => f.HostId);
            hosts = filter.Due == DueIn.Overdue
                ? hosts.Where(h => overdue.Contains(h.Id))
                : hosts.Where(h => due.Contains(h.Id) && !overdue.Contains(h.Id));
        }

        hosts = filter.Expected switch
        {
            YesNo.Yes => hosts.Where(h => db.ExpectedHosts.Any(e => e.HostId == h.Id)),
            YesNo.No => hosts.Where(h => !db.ExpectedHosts.Any(e => e.HostId == h.Id)),
            _ => hosts,
        };
        if (filter is { Change: not HostChange.Any, Since: { } since })
        {
            var changed = db.HostsWith(filter.Change, ProductNote57252401.Id.Value, since, now);
            hosts = hosts.Where(h => changed.Contains(h.Id));
        }

        return filter.Silent ? hosts.Silent(now) : hosts;
    }

    public static IQueryable<HostRow> InStatus(this IQueryable<HostRow> rows, IReadOnlyList<ComplianceStatus> statuses) =>
        statuses.Count == 0 ? rows : rows.Where(r => statuses.Contains(r.Status));

    public static IOrderedQueryable<HostRow> Ordered(this IQueryable<HostRow> rows, HostSort sort, bool descending, AlmDbContext db, string note, DateTimeOffset now) => (sort switch
    {
        HostSort.Status => rows.By(r =>
            r.Status == ComplianceStatus.NonCompliant ? 0
            : r.Status == ComplianceStatus.Unknown ? 1
            : r.Status == ComplianceStatus.Waived ? 2
            : r.Status == ComplianceStatus.Mitigated ? 3
            : r.Status == ComplianceStatus.Compliant ? 4 : 5, descending).ThenBy(r => r.Host.NameKey),
        HostSort.Zone => rows.OrderBy(r => r.Host.ZoneId == null).ThenBy(r => r.Host.Zone!.NameKey, descending).ThenBy(r => r.Host.NameKey),
        HostSort.Version => rows.OrderBy(r => r.Host.VersionKey == null).ThenBy(r => r.Host.VersionKey, descending).ThenBy(r => r.Host.NameKey),

        // What never came is older than all that did, in either direction.
        HostSort.Evidence => rows.By(r => r.Host.EvidenceAt != null, descending).ThenBy(r => r.Host.EvidenceAt, descending).ThenBy(r => r.Host.NameKey),
        HostSort.LastContact => rows.By(r => r.Host.LastContactAt != null, descending).ThenBy(r => r.Host.LastContactAt, descending).ThenBy(r => r.Host.NameKey),

        // What has nothing open is due after everything, in either direction.
        HostSort.Due => rows.OrderBy(r => !db.FindingsOpen(now).Any(f => f.HostId == r.Host.Id && (f.AdvisoryId == note || f.AdvisoryId == "")))
            .ThenBy(r => db.FindingsOpen(now).Where(f => f.HostId == r.Host.Id && (f.AdvisoryId == note || f.AdvisoryId == "")).Min(f => (DateTimeOffset?)f.DueAt), descending).ThenBy(r => r.Host.NameKey),
        _ => rows.By(r => r.Host.NameKey, descending),
    }).ThenBy(r => r.Host.Id);

    public static IQueryable<HostListItem> AsItems(this IQueryable<HostRow> rows, AlmDbContext db, DateTimeOffset now) => rows.Select(AsItem(db, now));

    /// <summary>The same with what a host's own page needs beside: its row, its current snapshot and its line of the plant's own list, the latest first.</summary>
    public static IQueryable<HostReading> AsReadings(this IQueryable<HostRow> rows, AlmDbContext db, DateTimeOffset now)
    {
        var stored =
            from row in rows
            join snapshot in db.Snapshots on row.Host.CurrentSnapshotId equals snapshot.Id into snapshots
            from snapshot in snapshots.DefaultIfEmpty()
            join line in db.ExpectedHosts on row.Host.Id equals line.HostId into lines
            from line in lines.DefaultIfEmpty()
            orderby line.ListedAt descending
            select new StoredHost { Row = row, Content = snapshot.Content, Line = line };
        Expression<Func<StoredHost, HostListItem, HostReading>> shape = (s, item) =>
            new HostReading(item, s.Row.Host, s.Content, s.Line == null ? null : new ExpectedAs(s.Line.Name, s.Line.Owner, s.Line.ListedAt));
        var asItem = AsItem(db, now);
        var whole = shape.Parameters[0];
        var ofRow = ReplacingExpressionVisitor.Replace(asItem.Parameters[0], Expression.Property(whole, nameof(StoredHost.Row)), asItem.Body);
        return stored.Select(Expression.Lambda<Func<StoredHost, HostReading>>(ReplacingExpressionVisitor.Replace(shape.Parameters[1], ofRow, shape.Body), whole));
    }

    private static Expression<Func<HostRow, HostListItem>> AsItem(AlmDbContext db, DateTimeOffset now) => r => new HostListItem
    {
        Id = r.Host.Id,
        Name = r.Host.Name,
        ZoneId = r.Host.ZoneId,
        ZoneName = r.Host.Zone!.Name,
        Site = r.Host.Zone!.Site,
        Role = r.Host.Role ?? db.ExpectedHosts.Where(e => e.HostId == r.Host.Id).OrderByDescending(e => e.ListedAt).Select(e => e.Role).FirstOrDefault(),
        Owner = r.Host.Owner ?? db.ExpectedHosts.Where(e => e.HostId == r.Host.Id).OrderByDescending(e => e.ListedAt).Select(e => e.Owner).FirstOrDefault(),
        Status = r.Status,
        Reason = r.Reason ?? StatusReason.NeverReported,
        Arguments = r.IsExpired == true || r.Arguments == null ? Array.Empty<string>() : r.Arguments,
        Since = r.Since ?? r.Host.EnrolledAt,
        HoldsUntil = r.HoldsUntil,
        LastKnown = r.LastKnown ?? ComplianceStatus.Unknown,
        VersionCertainty = r.Host.VersionCertainty,
        VersionText = r.Host.VersionText,
        VersionCanonical = r.Host.VersionCanonical,

        // Evidence that has run out does not say any more that nobody can connect.
        RemoteAccess = r.Host.RemoteAccess == RemoteAccessState.Off && r.Host.EvidenceExpiresAt <= now ? RemoteAccessState.Unknown : r.Host.RemoteAccess,
        RemoteAccessBasis = r.Host.RemoteAccess == RemoteAccessState.Off && r.Host.EvidenceExpiresAt <= now ? RemoteAccessBasis.None : r.Host.RemoteAccessBasis,
        EvidenceOrigin = r.Host.EvidenceOrigin,
        EvidenceAt = r.Host.EvidenceAt,
        EvidenceExpiresAt = r.Host.EvidenceExpiresAt,
        EvidenceReceivedAt = r.Host.EvidenceReceivedAt,
        LastContactAt = r.Host.LastContactAt,
        EnrolledAt = r.Host.EnrolledAt,
    };

    private static IOrderedQueryable<HostRow> By<TKey>(this IQueryable<HostRow> rows, Expression<Func<HostRow, TKey>> key, bool descending) =>
        descending ? rows.OrderByDescending(key) : rows.OrderBy(key);

    private static IOrderedQueryable<HostRow> ThenBy<TKey>(this IOrderedQueryable<HostRow> rows, Expression<Func<HostRow, TKey>> key, bool descending) =>
        descending ? rows.ThenByDescending(key) : rows.ThenBy(key);

    private sealed class StoredHost
    {
        public required HostRow Row { get; init; }
        public required string? Content { get; init; }
        public required ExpectedHost? Line { get; init; }
    }
}

/// <summary>A host as its own page reads it.</summary>
/// <param name="Content">Of its current snapshot; null where there is none.</param>
/// <param name="Expected">Null where the plant's own list does not have it.</param>
internal sealed record HostReading(HostListItem Item, Host Host, string? Content, ExpectedAs? Expected);
