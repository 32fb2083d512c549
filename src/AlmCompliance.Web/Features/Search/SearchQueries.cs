using AlmCompliance.Data;
using AlmCompliance.Data.Compliance;
using AlmCompliance.Data.Inventory;
using AlmCompliance.Data.Segmentation;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Search;

/// <summary>Finds hosts, open findings and advisories in the actor's sight by a few words.</summary>
internal sealed class SearchQueries(IDbContextFactory<AlmDbContext> contexts, TimeProvider clock, PlantKnowledge plant)
{
    public const int MostInGroup = 8;

    private static string Note => ProductNote57252401.Id.Value;

    /// <summary>At most three statements: hosts of exactly that name, hosts with that text anywhere, open findings.</summary>
    public async Task<SearchListing> FindAsync(Actor actor, string text, CancellationToken cancellationToken)
    {
        actor.RequireReader();
        var words = SearchWords.Read(text);
        if (words.All.Count == 0)
        {
            return SearchListing.Nothing;
        }

        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var hosts = words.HostText.Length == 0 ? [] : await HostsAsync(db, actor, words, now, cancellationToken);
        var findings = words.HostText.Length > 0 && hosts.Count == 0 ? [] : await FindingsAsync(db, actor, words.Rule, hosts, now, cancellationToken);
        return new SearchListing(hosts, findings, Advisories(words.All));
    }

    private static async Task<List<FoundHost>> HostsAsync(AlmDbContext db, Actor actor, SearchWords words, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (words.HostId is { } id)
        {
            return await FoundAsync(db, db.HostsFor(actor).Where(h => h.Id == id), now, cancellationToken);
        }

        if (words.Network is { } network)
        {
            var inside = db.HostAddresses.AsNoTracking().Inside(network);
            return await FoundAsync(db, db.HostsFor(actor).Where(h => inside.Any(a => a.HostId == h.Id)), now, cancellationToken);
        }

        // The host that is meant may stand behind many whose address or owner holds the same text.
        var key = SortKeys.Of(words.HostText);
        var named = await FoundAsync(db, db.HostsFor(actor).Where(h => h.NameKey == key), now, cancellationToken);
        var containing = await FoundAsync(db, db.HostsFor(actor).Containing(words.HostText), now, cancellationToken);
        return [.. named.UnionBy(containing, h => h.Id).Take(MostInGroup)];
    }

    private static Task<List<FoundHost>> FoundAsync(AlmDbContext db, IQueryable<Host> hosts, DateTimeOffset now, CancellationToken cancellationToken) => (
        from host in hosts.OrderBy(h => h.NameKey).ThenBy(h => h.Id).Take(MostInGroup)
        join status in db.CurrentStatuses(now).Where(s => s.AdvisoryId == Note) on host.Id equals status.HostId into statuses
        from status in statuses.DefaultIfEmpty()
        orderby host.NameKey, host.Id
        select new FoundHost(host.Id, host.Name, host.Addresses, host.Zone!.Name, (ComplianceStatus?)status.Status ?? ComplianceStatus.Unknown)).ToListAsync(cancellationToken);

    /// <summary>The most urgent: of the hosts that were found, of the rule that was named, or both.</summary>
    private static async Task<IReadOnlyList<FoundFinding>> FindingsAsync(
        AlmDbContext db, Actor actor, RuleId rule, List<FoundHost> hosts, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var findings = db.FindingsOpen(now);
        if (hosts.Count > 0)
        {
            var ids = hosts.ConvertAll(h => h.Id);
            findings = findings.Where(f => ids.Contains(f.HostId));
        }

        findings = rule == RuleId.Unknown ? findings : findings.Where(f => f.Rule == rule);
        return await (
            from finding in findings
            join host in db.HostsFor(actor) on finding.HostId equals host.Id
            orderby finding.DueAt, finding.Id
            select new FoundFinding(finding.Id, host.Id, host.Name, finding.Rule, finding.AdvisoryId == "" ? null : finding.AdvisoryId, finding.DueAt))
            .Take(MostInGroup).ToListAsync(cancellationToken);
    }

    /// <summary>Advisories in which every word stands: number, another publisher's number, title, weakness.</summary>
    private FoundAdvisory[] Advisories(IReadOnlyList<string> words)
    {
        static bool Holds(string text, string word) => text.Contains(word, StringComparison.OrdinalIgnoreCase);
        return
        [
            .. plant.Current.Catalogue.Advisories
                .Where(a => words.All(w => Holds(a.Id.Value, w) || Holds(a.Title, w) || a.Aliases.Any(n => Holds(n, w)) || a.Cves.Any(c => Holds(c.Id.Value, w))))
                .Take(MostInGroup)
                .Select(a =>
                {
                    var all = a.Cves.Select(c => c.Id.Value).ToArray();
                    var named = Array.FindAll(all, c => words.Any(w => Holds(c, w)));
                    return new FoundAdvisory(a.Id.Value, a.Title, named.Length > 0 ? named : all);
                }),
        ];
    }
}
