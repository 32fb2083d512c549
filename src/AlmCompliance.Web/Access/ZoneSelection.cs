using AlmCompliance.Data;
using AlmCompliance.Data.Inventory;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Access;

/// <summary>
/// The zones that a reader picked, each by id, by name, or as <see cref="Unzoned"/>. A zone out of the actor's sight is as
/// unknown as one that does not exist.
/// </summary>
internal sealed record ZoneSelection(bool All, IReadOnlyList<Guid> Ids, bool WithoutZone, IReadOnlyList<string> NotFound)
{
    /// <summary>Stands for hosts without a zone.</summary>
    public const string Unzoned = "-";

    private static readonly ZoneSelection Everything = new(true, [], false, []);

    /// <summary>No statement where nothing was picked, else one. A text with commas is a name, or else a list.</summary>
    public static async Task<ZoneSelection> ReadAsync(AlmDbContext db, Actor actor, IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        if (texts.Count == 0)
        {
            return Everything;
        }

        var pieces = texts.SelectMany(t => Pieces(t).Prepend(t)).Distinct(StringComparer.Ordinal).ToArray();
        var ids = pieces.Select(IdOf).Where(id => id != Guid.Empty).ToArray();
        var keys = pieces.Select(SortKeys.Of).ToArray();
        var zones = await db.ZonesFor(actor)
            .Where(z => ids.Contains(z.Id) || keys.Contains(z.NameKey))
            .Select(z => new { z.Id, z.NameKey })
            .ToListAsync(cancellationToken);

        Guid? Find(string text) => zones.Find(z => z.NameKey == SortKeys.Of(text) || z.Id == IdOf(text))?.Id;
        var picked = texts.SelectMany(t => Find(t) is null ? Pieces(t) : [t]).ToList();
        var withoutZone = actor.SeesAllZones && picked.Contains(Unzoned);
        return new ZoneSelection(
            false,
            [.. picked.Select(Find).OfType<Guid>().Distinct()],
            withoutZone,
            [.. picked.Where(t => Find(t) is null && !(t == Unzoned && withoutZone))]);
    }

    public IQueryable<Host> Apply(IQueryable<Host> hosts) => All
        ? hosts
        : hosts.Where(h => h.ZoneId == null ? WithoutZone : Ids.Contains(h.ZoneId.Value));

    /// <summary>Whether a zone, null for none, is among the picked ones.</summary>
    public bool Holds(Guid? zone) => All || (zone is { } id ? Ids.Contains(id) : WithoutZone);

    public IQueryable<ExpectedHost> Apply(IQueryable<ExpectedHost> lines) => All
        ? lines
        : lines.Where(e => e.ZoneId == null ? WithoutZone : Ids.Contains(e.ZoneId.Value));

    public IQueryable<ListedLine> Apply(IQueryable<ListedLine> lines) => All
        ? lines
        : lines.Where(l => l.ZoneId == null ? WithoutZone : Ids.Contains(l.ZoneId.Value));

    private static string[] Pieces(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static Guid IdOf(string text) => Guid.TryParse(text, out var id) ? id : Guid.Empty;
}
