using AlmCompliance.Data;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Decisions;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Assessment;

/// <summary>What is the same for every host at one moment: the advisories in force and the zones. Immutable.</summary>
internal sealed record PlantPicture(AdvisoryCatalogue Catalogue)
{
    /// <summary>What the program knows before anybody has drawn, imported or decided anything.</summary>
    public static PlantPicture BuiltIn { get; } = new(AdvisoryCatalogue.BuiltIn);

    /// <summary>The plant's own drawing.</summary>
    public PlantSegmentation Segmentation { get; init; } = PlantSegmentation.Empty;

    /// <summary>The settled contradictions between sources.</summary>
    public IReadOnlyList<ContradictionResolution> Resolutions { get; init; } = [];

    /// <summary>How long findings may stay open.</summary>
    public DeadlinePolicy Deadlines { get; init; } = DeadlinePolicy.Default;

    /// <summary>The lines for which the site proved where ALM keeps its remote access setting.</summary>
    public IReadOnlyList<ProductLine> ProvenSettings { get; init; } = [];

    private readonly Dictionary<AdvisoryId, DateTimeOffset> _entered =
        Catalogue.Advisories.Where(a => a.EnteredCatalogueAt is not null).ToDictionary(a => a.Id, a => a.EnteredCatalogueAt!.Value);

    /// <summary>When hosts were first judged by the advisory; null where it was always there, or is none.</summary>
    public DateTimeOffset? EnteredAt(AdvisoryId? advisory) => advisory is { } id && _entered.TryGetValue(id, out var at) ? at : null;

    public static async Task<PlantPicture> ReadAsync(AlmDbContext db, CancellationToken cancellationToken) => new(await CatalogueReader.LoadAsync(db, cancellationToken))
    {
        Segmentation = await SegmentationReader.ReadAsync(db, cancellationToken),
        Resolutions = await DecisionReader.ResolutionsAsync(db, cancellationToken),
        Deadlines = await DeadlinesAsync(db, cancellationToken),
    };

    private static async Task<DeadlinePolicy> DeadlinesAsync(AlmDbContext db, CancellationToken cancellationToken)
    {
        var lines = await db.DeadlinePolicies.AsNoTracking().ToListAsync(cancellationToken);
        return new DeadlinePolicy([.. lines.Select(l => new Deadline(l.Rule, l.Criticality, TimeSpan.FromDays(l.Days)))]);
    }
}

/// <summary>
/// Keeps the plant's picture for all who judge or show hosts. Whoever writes something that changes it refreshes it after the
/// commit, and then has the hosts judged anew that it touches. One server writes, so nobody else changes it meanwhile.
/// </summary>
internal sealed class PlantKnowledge(IDbContextFactory<AlmDbContext> contexts, RemoteAccessOptions remoteAccess) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1);
    private volatile PlantPicture _current = PlantPicture.BuiltIn;

    public PlantPicture Current => _current;

    /// <summary>Reads it anew; one after the other, so that an older reading never replaces a newer one.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            _current = await PlantPicture.ReadAsync(db, cancellationToken) with { ProvenSettings = remoteAccess.Lines };
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();
}
