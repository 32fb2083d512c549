using AlmCompliance.Data;
using AlmCompliance.Data.Compliance;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment;
using AlmCompliance.Web.Hosting;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Advisories;

/// <summary>A host by one advisory.</summary>
/// <param name="Version">The host's ALM version; hostile text.</param>
/// <param name="Arguments">The reason's words; none where the verdict has expired.</param>
internal sealed record AdvisoryHost(
    Guid Id, string Name, string? Zone, string? Version, ComplianceStatus Status, StatusReason Reason, IReadOnlyList<string> Arguments, DateTimeOffset Since, ComplianceStatus LastKnown);

/// <summary>A page of the hosts of one advisory.</summary>
/// <param name="Total">Hosts of the statuses asked for.</param>
/// <param name="ByStatus">Hosts of every status.</param>
internal sealed record AdvisoryHosts(IReadOnlyList<AdvisoryHost> Items, int Total, IReadOnlyDictionary<ComplianceStatus, int> ByStatus);

/// <summary>Which hosts of an advisory: of these statuses, of any where there are none.</summary>
internal sealed record AdvisoryHostsRequest(IReadOnlyList<ComplianceStatus> Statuses, PageOf Page)
{
    public static AdvisoryHostsRequest Read(RequestFields fields, string[]? status, string? page, string? pageSize) =>
        new(fields.Names<ComplianceStatus>("status", status), PageOf.Read(fields, page, pageSize));

    /// <summary>The address of exactly these hosts.</summary>
    public static string Address(string advisoryId, IReadOnlyList<ComplianceStatus> statuses, int page = 1)
    {
        string[] fields = [statuses.Count > 0 ? $"status={string.Join(',', statuses)}" : "", page > 1 ? FormattableString.Invariant($"page={page}") : ""];
        var query = string.Join('&', fields.Where(f => f.Length > 0));
        return $"/advisories/{Uri.EscapeDataString(advisoryId)}{(query.Length > 0 ? "?" : "")}{query}#hosts";
    }
}

/// <summary>Reads the hosts in the actor's sight as one advisory finds them; one that nobody has judged yet is Unknown, not absent.</summary>
internal sealed class AdvisoryHostQueries(IDbContextFactory<AlmDbContext> contexts, TimeProvider clock, PlantKnowledge plant)
{
    /// <summary>By name. Two statements.</summary>
    /// <returns>Null where the catalogue in force holds no such advisory.</returns>
    public async Task<AdvisoryHosts?> ListAsync(Actor actor, string advisoryId, AdvisoryHostsRequest request, CancellationToken cancellationToken)
    {
        actor.RequireReader();
        if (plant.Current.Catalogue.Advisories.FirstOrDefault(a => a.Id.Value.Equals(advisoryId, StringComparison.OrdinalIgnoreCase)) is not { } advisory)
        {
            return null;
        }

        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows =
            from host in db.HostsFor(actor)
            where host.DecommissionedAt == null
            join judged in db.CurrentStatuses(now).Where(s => s.AdvisoryId == advisory.Id.Value) on host.Id equals judged.HostId into found
            from status in found.DefaultIfEmpty()
            select new { Host = host, Judged = status, Status = (ComplianceStatus?)status.Status ?? ComplianceStatus.Unknown };
        var counted = await rows.GroupBy(r => r.Status).Select(g => new { Status = g.Key, Hosts = g.Count() }).ToDictionaryAsync(c => c.Status, c => c.Hosts, cancellationToken);
        var byStatus = Enum.GetValues<ComplianceStatus>().ToDictionary(s => s, s => counted.GetValueOrDefault(s));
        var asked = request.Statuses;
        var items = await (asked.Count == 0 ? rows : rows.Where(r => asked.Contains(r.Status)))
            .OrderBy(r => r.Host.NameKey).ThenBy(r => r.Host.Id).Skip(request.Page.Skip).Take(request.Page.Size)
            .Select(r => new AdvisoryHost(
                r.Host.Id,
                r.Host.Name,
                r.Host.Zone!.Name,
                r.Host.VersionText,
                r.Status,
                (StatusReason?)r.Judged.Reason ?? StatusReason.NeverReported,
                (bool?)r.Judged.IsExpired == false ? r.Judged.Arguments : Array.Empty<string>(),
                (DateTimeOffset?)r.Judged.Since ?? r.Host.EnrolledAt,
                (ComplianceStatus?)r.Judged.LastKnown ?? ComplianceStatus.Unknown))
            .ToListAsync(cancellationToken);
        return new AdvisoryHosts(items, byStatus.Where(s => asked.Count == 0 || asked.Contains(s.Key)).Sum(s => s.Value), byStatus);
    }
}
