using AlmCompliance.Data;
using AlmCompliance.Data.Decisions;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Web.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace AlmCompliance.Web.Assessment;

/// <summary>The notice ALM0009 for the fleet.</summary>
/// <param name="ReviewedAt">The last approved review of the catalogue; null where there never was one.</param>
/// <param name="DueAt">From when on the notice is open.</param>
internal sealed record CatalogueNotice(DateTimeOffset? ReviewedAt, DateTimeOffset DueAt, bool IsOpen, DateOnly CatalogueAsOf);

/// <summary>Whether somebody has reviewed the catalogue of advisories lately (ALM0009).</summary>
internal sealed class CatalogueQueries(IDbContextFactory<AlmDbContext> contexts, PlantKnowledge plant, IOptionsMonitor<DecisionOptions> options, TimeProvider clock)
{
    /// <summary>At most four statements. A review that was ended early counts no longer.</summary>
    public async Task<CatalogueNotice> NoticeAsync(Actor actor, CancellationToken cancellationToken)
    {
        actor.RequireReader();
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var review = await db.Decisions.AsNoTracking()
            .Where(d => d.Kind == DecisionKind.CatalogueReview && (d.State == DecisionState.Approved || d.State == DecisionState.Lapsed) && d.DecidedAt != null)
            .OrderByDescending(d => d.DecidedAt).FirstOrDefaultAsync(cancellationToken);
        var inUseSince = await db.CatalogueEntries.MinAsync(e => (DateTimeOffset?)e.EnteredAt, cancellationToken)
            ?? await db.Hosts.MinAsync(h => (DateTimeOffset?)h.EnrolledAt, cancellationToken)
            ?? await db.AuditEntries.MinAsync(e => (DateTimeOffset?)e.At, cancellationToken)
            ?? now;
        var span = options.CurrentValue.LongestSpanOf(DecisionKind.CatalogueReview);
        var allowed = span < Alm0009CatalogueReview.Longest ? span : Alm0009CatalogueReview.Longest;
        var due = Alm0009CatalogueReview.Judge(review?.DecidedAt, inUseSince, allowed).OpensAt;
        due = review is not null && review.ValidUntil < due ? review.ValidUntil : due;
        return new CatalogueNotice(review?.DecidedAt, due, now >= due, plant.Current.Catalogue.AsOf);
    }
}
