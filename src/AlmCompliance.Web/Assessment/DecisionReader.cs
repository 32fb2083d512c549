using System.Globalization;
using AlmCompliance.Data;
using AlmCompliance.Data.Decisions;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Decisions;
using AlmCompliance.Domain.Inventory;
using AlmCompliance.Domain.Segmentation;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Assessment;

/// <summary>
/// Reads decisions as the rules take them. Which of them still hold is the rules' to say: an expired one is among them whether
/// or not a job has marked it.
/// </summary>
internal static class DecisionReader
{
    /// <summary>An entry for each of the hosts, with the resolutions that all of them share. One statement.</summary>
    public static async Task<Dictionary<Guid, HostDecisions>> ReadAsync(
        AlmDbContext db, IReadOnlyCollection<Guid> hostIds, IReadOnlyList<ContradictionResolution> resolutions, CancellationToken cancellationToken)
    {
        var none = None(resolutions);
        var found = hostIds.ToDictionary(id => id, _ => none);
        var asked = hostIds.ToArray();
        var rows = await (
            from host in Hosts(db)
            where EF.Parameter(asked).Contains(host.HostId)
            join decision in db.Decisions.AsNoTracking() on host.DecisionId equals decision.Id
            select new { Host = host, Decision = decision }).ToListAsync(cancellationToken);
        Join(found, rows.ConvertAll(r => r.Host), rows.DistinctBy(r => r.Decision.Id).ToDictionary(r => r.Decision.Id, r => r.Decision), none);
        return found;
    }

    /// <summary>Entries for the hosts that anybody decided about, in the whole fleet; every other host has none. Two statements.</summary>
    public static async Task<Dictionary<Guid, HostDecisions>> ReadAllAsync(
        AlmDbContext db, IReadOnlyList<ContradictionResolution> resolutions, CancellationToken cancellationToken)
    {
        var found = new Dictionary<Guid, HostDecisions>();
        var decisions = await Telling(db).ToDictionaryAsync(d => d.Id, cancellationToken);
        if (decisions.Count > 0)
        {
            Join(found, await Hosts(db).ToListAsync(cancellationToken), decisions, None(resolutions));
        }

        return found;
    }

    /// <summary>The settled contradictions between sources: the same for every host. One statement.</summary>
    public static async Task<IReadOnlyList<ContradictionResolution>> ResolutionsAsync(AlmDbContext db, CancellationToken cancellationToken)
    {
        var approved = await db.Decisions.AsNoTracking()
            .Where(d => d.Kind == DecisionKind.ContradictionResolution && d.State == DecisionState.Approved)
            .OrderBy(d => d.Number)
            .ToListAsync(cancellationToken);
        return [.. approved.Select(d => new ContradictionResolution(
            new AdvisoryId(d.AdvisoryId), d.OtherDocument, d.OtherRevision, d.OtherIsRight,
            new ValidDecision(d.Reference, d.ValidUntil) { Revision = d.AdvisoryRevision }))];
    }

    // A declaration that ran out or lapsed is told on (ALM0008) until a person ends it; of every other kind only what is in force.
    private static IQueryable<Decision> Telling(AlmDbContext db) => db.Decisions.AsNoTracking().Where(d =>
        d.State == DecisionState.Approved || (d.State == DecisionState.Lapsed && d.Kind == DecisionKind.LicenceServerDeclaration));

    private static IQueryable<DecisionHost> Hosts(AlmDbContext db) =>
        from host in db.DecisionHosts.AsNoTracking()
        join decision in Telling(db) on host.DecisionId equals decision.Id
        where host.LapsedAt == null || decision.Kind == DecisionKind.LicenceServerDeclaration
        select host;

    /// <summary>Of a host that nobody decided about.</summary>
    public static HostDecisions None(IReadOnlyList<ContradictionResolution> resolutions) =>
        resolutions.Count == 0 ? HostDecisions.None : HostDecisions.None with { Resolutions = resolutions };

    private static void Join(Dictionary<Guid, HostDecisions> found, List<DecisionHost> hosts, Dictionary<Guid, Decision> decisions, HostDecisions none)
    {
        foreach (var ofHost in hosts.Where(h => decisions.ContainsKey(h.DecisionId)).GroupBy(h => h.HostId))
        {
            found[ofHost.Key] = Of([.. ofHost.Select(h => new Row(h, decisions[h.DecisionId])).OrderBy(r => r.Decision.Number)], none);
        }
    }

    private static HostDecisions Of(IReadOnlyList<Row> rows, HostDecisions none) => none with
    {
        Deferrals = About(rows, DecisionKind.UpdateDeferral),
        Waivers = About(rows, DecisionKind.Waiver),
        LicenceServer = rows.LastOrDefault(r => r.Decision.Kind == DecisionKind.LicenceServerDeclaration) is { } declared
            ? new LicenceServerDeclaration(Valid(declared), declared.Decision.Owner)
            : null,
        Attestations =
        [
            .. rows.Where(r => r.Decision.Kind == DecisionKind.Attestation && r.Decision.Measure != ProtectiveMeasure.Unknown)
                .Select(r => new AttestedMeasure(r.Decision.Measure, Valid(r), r.Decision.BoundaryZoneId is { } zone ? new ZoneId(zone) : null)),
        ],
        Versions =
        [
            .. rows.Where(r => r is { Decision: { Kind: DecisionKind.Attestation, Measure: ProtectiveMeasure.Unknown }, Host.ContentDigest: not null })
                .Select(r => new AttestedVersion(Valid(r), Convert.ToHexStringLower(r.Host.ContentDigest!))),
        ],
    };

    private static AdvisoryDecision[] About(IReadOnlyList<Row> rows, DecisionKind kind) =>
        [.. rows.Where(r => r.Decision.Kind == kind).Select(r => new AdvisoryDecision(new AdvisoryId(r.Decision.AdvisoryId), Valid(r)))];

    private static ValidDecision Valid(Row row) => new(row.Decision.Reference, row.Decision.ValidUntil)
    {
        Revision = row.Decision.AdvisoryRevision.Length == 0 ? null : row.Decision.AdvisoryRevision,
        Version = VersionOf(row.Host.Version),
        ApprovedAt = row.Decision.Kind == DecisionKind.Attestation ? row.Decision.DecidedAt : null,

        // What has lapsed stays lapsed, even where the version or the list comes to be again what it was.
        HostListChanged = row.Host.LapsedAt is not null,
    };

    /// <summary>Null where the version could not be read when it was decided: then it is bound to none.</summary>
    internal static AlmVersion? VersionOf(string? canonical)
    {
        var parts = canonical?.Split('.') ?? [];
        Span<int> numbers = stackalloc int[4];
        if (parts.Length != 4)
        {
            return null;
        }

        for (var i = 0; i < 4; i++)
        {
            if (!int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i]) || numbers[i] > 99)
            {
                return null;
            }
        }

        return numbers[0] > 9 ? null : new AlmVersion(numbers[0], numbers[1], numbers[2], numbers[3]);
    }

    private sealed record Row(DecisionHost Host, Decision Decision);
}
