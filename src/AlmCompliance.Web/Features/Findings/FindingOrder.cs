using System.Linq.Expressions;
using AlmCompliance.Data;
using AlmCompliance.Data.Compliance;

namespace AlmCompliance.Web.Features.Findings;

/// <summary>Orders of findings as SQL; hosts are joined only where the order asks for them.</summary>
internal static class FindingOrder
{
    public static IQueryable<FindingPeriod> Ordered(this IQueryable<FindingPeriod> findings, AlmDbContext db, FindingSort sort, bool descending) => sort switch
    {
        FindingSort.Opened => By(findings, f => f.OpenedAt, descending).ThenBy(f => f.Id),
        FindingSort.Rule => By(findings, f => f.Rule, descending).ThenBy(f => f.DueAt).ThenBy(f => f.Id),
        FindingSort.Host => By(WithHosts(findings, db), r => r.Host.NameKey, descending).ThenBy(r => r.Host.Id).ThenBy(r => r.Finding.Rule).ThenBy(r => r.Finding.Id)
            .Select(r => r.Finding),
        FindingSort.Zone => By(WithHosts(findings, db).OrderBy(r => r.Host.ZoneId == null), r => r.Host.Zone!.NameKey, descending)
            .ThenBy(r => r.Finding.DueAt).ThenBy(r => r.Finding.Id)
            .Select(r => r.Finding),
        _ => By(findings, f => f.DueAt, descending).ThenBy(f => f.Id),
    };

    private static IQueryable<FindingOfHost> WithHosts(IQueryable<FindingPeriod> findings, AlmDbContext db) =>
        findings.Join(db.Hosts, f => f.HostId, h => h.Id, (finding, host) => new FindingOfHost { Finding = finding, Host = host });

    private static IOrderedQueryable<T> By<T, TKey>(IQueryable<T> rows, Expression<Func<T, TKey>> key, bool descending) =>
        descending ? rows.OrderByDescending(key) : rows.OrderBy(key);

    private static IOrderedQueryable<T> By<T, TKey>(IOrderedQueryable<T> rows, Expression<Func<T, TKey>> key, bool descending) =>
        descending ? rows.ThenByDescending(key) : rows.ThenBy(key);

    private sealed class FindingOfHost
    {
        public required FindingPeriod Finding { get; init; }
        public required Host Host { get; init; }
    }
}
