using AlmCompliance.Data;
using AlmCompliance.Data.Decisions;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Web.Live;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Assessment;

/// <summary>What an act on a decision bears on.</summary>
/// <param name="Kind">Of the decision; Unknown where nothing happened.</param>
/// <param name="Hosts">The hosts that it covers or covered.</param>
internal sealed record Touched(DecisionKind Kind, IReadOnlyList<Guid> Hosts)
{
    public static Touched Nothing { get; } = new(DecisionKind.Unknown, []);

    public static Touched By(Decision decision, IReadOnlyList<Guid> hosts) => new(decision.Kind, hosts);
}

/// <summary>Makes verdicts follow an act on a decision.</summary>
internal sealed class DecisionEffects(IDbContextFactory<AlmDbContext> contexts, PlantKnowledge plant, Reassess reassess, ChangeFeed changes)
{
    /// <summary>After the commit. Where the server dies before or within, the minute job finds what was distrusted, and the nightly one the rest.</summary>
    public async Task AfterAsync(Touched touched, CancellationToken cancellationToken)
    {
        if (touched.Kind is DecisionKind.Unknown)
        {
            return;
        }

        if (touched.Kind is DecisionKind.ContradictionResolution or DecisionKind.LicenceServerDeclaration)
        {
            await plant.RefreshAsync(cancellationToken);
        }

        await reassess.HostsAsync(await HostsAsync(touched, cancellationToken), cancellationToken);
        changes.Publish(null);
    }

    /// <summary>A resolution bears on every host; whether a licence server is declared, on the boundary that all hosts of its zones share.</summary>
    private async Task<IReadOnlyList<Guid>> HostsAsync(Touched touched, CancellationToken cancellationToken)
    {
        if (touched.Kind is not (DecisionKind.ContradictionResolution or DecisionKind.LicenceServerDeclaration))
        {
            return touched.Hosts;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var hosts = db.Hosts.AsNoTracking().Where(h => h.DecommissionedAt == null);
        if (touched.Kind is DecisionKind.LicenceServerDeclaration)
        {
            var ids = touched.Hosts;
            var own = db.Hosts.Where(h => ids.Contains(h.Id) && h.ZoneId != null).Select(h => h.ZoneId!.Value)
                .Union(db.HostZones.Where(z => ids.Contains(z.HostId)).Select(z => z.ZoneId));
            hosts = hosts.Where(h => ids.Contains(h.Id) || own.Contains(h.ZoneId!.Value) || db.HostZones.Any(z => z.HostId == h.Id && own.Contains(z.ZoneId)));
        }

        return await hosts.Select(h => h.Id).ToListAsync(cancellationToken);
    }

    /// <summary>
    /// Inside the transaction that takes a decision out of force: what may rest on it holds no longer, so every reader says
    /// Unknown until the host has been judged anew, however long that takes.
    /// </summary>
    public static async Task DistrustAsync(AlmDbContext db, Decision decision, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // An attested version and a settled contradiction may carry any status that is not the worst.
        var carriesAll = decision is { Kind: DecisionKind.Attestation, Measure: ProtectiveMeasure.Unknown } or { Kind: DecisionKind.ContradictionResolution };
        var concerned = decision.Kind is DecisionKind.ContradictionResolution
            ? db.Statuses.Where(s => s.AdvisoryId == decision.AdvisoryId)
            : db.Statuses.Where(s => db.DecisionHosts.Any(h => h.DecisionId == decision.Id && h.HostId == s.HostId));
        var resting = concerned.Where(s => (s.HoldsUntil == null || s.HoldsUntil > now)
            && (s.Status == ComplianceStatus.Mitigated || s.Status == ComplianceStatus.Waived
                || (carriesAll && s.Status != ComplianceStatus.Unknown && s.Status != ComplianceStatus.NonCompliant)));

        // What is stored is not what was concluded any more: without this a host that stays as it was would not be written.
        await db.Hosts.Where(h => resting.Any(s => s.HostId == h.Id))
            .ExecuteUpdateAsync(s => s.SetProperty(h => h.VerdictDigest, Array.Empty<byte>()).SetProperty(h => h.Revision, h => h.Revision + 1), cancellationToken);
        await resting.ExecuteUpdateAsync(s => s.SetProperty(x => x.HoldsUntil, now), cancellationToken);
    }
}
