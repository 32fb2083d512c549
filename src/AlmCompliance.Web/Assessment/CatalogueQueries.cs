using AlmCompliance.Data;
using AlmCompliance.Data.Decisions;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Live;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace AlmCompliance.Web.Assessment;

/// <summary>The notice ALM0009 for the fleet.</summary>
/// <param name="ReviewedAt">The last approved review of the catalogue; null where there never was one.</param>
/// <param name="DueAt">From when on the notice is open.</param>
internal sealed record CatalogueNotice(DateTimeOffset? ReviewedAt, DateTimeOffset DueAt, bool IsOpen, DateOnly CatalogueAsOf);

/// <summary>Whether somebody has reviewed the catalogue of advisories lately (ALM0009).</summary>
internal sealed class CatalogueQueries(
    IDbContextFactory<AlmDbContext> contexts, PlantKnowledge plant, IOptionsMonitor<DecisionOptions> options, ChangeFeed changes, TimeProvider clock)
{
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(5);

    private Reviewed? _known;
    private Since? _since;

    /// <summary>One statement, none for a while where nobody decided anything and no advisory came since it was last read; up to four after a start and after the catalogue changed. A review that was ended early counts no longer.</summary>
    public async Task<CatalogueNotice> NoticeAsync(Actor actor, CancellationToken cancellationToken)
    {
        actor.RequireReader();
        var version = changes.PlantVersion;
        if (Volatile.Read(ref _known) is not { } known || known.Version != version || clock.GetElapsedTime(known.ReadAt) >= s_longest)
        {
            known = await ReadAsync(version, cancellationToken);

            // While there is nothing to count from, the first host or entry may come at any moment.
            Volatile.Write(ref _known, known.InUseSince is null ? null : known);
        }

        var now = clock.GetUtcNow();
        var span = options.CurrentValue.LongestSpanOf(DecisionKind.CatalogueReview);
        var allowed = span < Alm0009CatalogueReview.Longest ? span : Alm0009CatalogueReview.Longest;
        var due = Alm0009CatalogueReview.Judge(known.At, known.InUseSince ?? now, allowed).OpensAt;
        due = known.ValidUntil is { } until && until < due ? until : due;
        return new CatalogueNotice(known.At, due, now >= due, plant.Current.Catalogue.AsOf);
    }

    private async Task<Reviewed> ReadAsync(long version, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var review = await db.Decisions.AsNoTracking()
            .Where(d => d.Kind == DecisionKind.CatalogueReview && (d.State == DecisionState.Approved || d.State == DecisionState.Lapsed) && d.DecidedAt != null)
            .OrderByDescending(d => d.DecidedAt).Select(d => new { d.DecidedAt, d.ValidUntil }).FirstOrDefaultAsync(cancellationToken);
        return new Reviewed(version, clock.GetTimestamp(), review?.DecidedAt, review?.ValidUntil, await InUseSinceAsync(db, cancellationToken));
    }

    // No host that enrols later, and no entry but the first, makes it another.
    private async Task<DateTimeOffset?> InUseSinceAsync(AlmDbContext db, CancellationToken cancellationToken)
    {
        var catalogue = plant.Current.Catalogue;
        if (Volatile.Read(ref _since) is { } since && ReferenceEquals(since.Catalogue, catalogue))
        {
            return since.At;
        }

        if ((await db.CatalogueEntries.MinAsync(e => (DateTimeOffset?)e.EnteredAt, cancellationToken)
            ?? await db.Hosts.MinAsync(h => (DateTimeOffset?)h.EnrolledAt, cancellationToken)) is { } at)
        {
            Volatile.Write(ref _since, new Since(catalogue, at));
            return at;
        }

        return await db.AuditEntries.MinAsync(e => (DateTimeOffset?)e.At, cancellationToken);
    }

    /// <summary>What the notice is reckoned from.</summary>
    /// <param name="Version">Of the plant, when it was read.</param>
    private sealed record Reviewed(long Version, long ReadAt, DateTimeOffset? At, DateTimeOffset? ValidUntil, DateTimeOffset? InUseSince);

    /// <summary>Since when a catalogue is in use.</summary>
    private sealed record Since(AdvisoryCatalogue Catalogue, DateTimeOffset At);
}
