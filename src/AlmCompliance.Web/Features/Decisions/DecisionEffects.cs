using AlmCompliance.Data;
using AlmCompliance.Data.Decisions;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Web.Live;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Decisions;

/// <summary>What an act on a decision bears on.</summary>
/// <param name="Hosts">To be judged anew.</param>
/// <param name="Plant">The plant's picture is another: every host is to be judged anew.</param>
internal sealed record Touched(IReadOnlyList<Guid> Hosts, bool Plant)
{
    public static Touched Nothing { get; } = new([], false);

    /// <summary>A resolution bears on every host, and whether a licence server is declared on the boundaries of its neighbours.</summary>
    public static Touched By(Decision decision, IReadOnlyList<Guid> hosts) => new(
        hosts, decision.Kind is DecisionKind.ContradictionResolution or DecisionKind.LicenceServerDeclaration);
}

/// <summary>Makes verdicts follow an act on a decision.</summary>
internal sealed class DecisionEffects(ChangeFeed changes)
{
    /// <summary>After the commit. Where the server dies before or within, the minute job finds what was distrusted, and the nightly one the rest.</summary>
    public Task AfterAsync(Touched touched, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        changes.Publish(touched.Hosts.Count == 1 ? touched.Hosts[0] : null);
        return Task.CompletedTask;
    }

    /// <summary>
    /// Inside the transaction that takes a decision out of force: what may rest on it holds no longer, so every reader says
    /// Unknown until the host has been judged anew, however long that takes.
    /// </summary>
    public static Task DistrustAsync(AlmDbContext db, Decision decision, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var attestsVersion = decision is { Kind: DecisionKind.Attestation, Measure: ProtectiveMeasure.Unknown };
        return db.Statuses
            .Where(s => db.DecisionHosts.Any(h => h.DecisionId == decision.Id && h.HostId == s.HostId))
            .Where(s => (s.HoldsUntil == null || s.HoldsUntil > now)
                && (s.Status == ComplianceStatus.Mitigated || s.Status == ComplianceStatus.Waived || (attestsVersion && s.Status != ComplianceStatus.Unknown)))
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.HoldsUntil, now), cancellationToken);
    }
}
