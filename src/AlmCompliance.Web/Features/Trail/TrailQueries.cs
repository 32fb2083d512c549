using System.Text.RegularExpressions;
using AlmCompliance.Data;
using AlmCompliance.Data.Trail;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Trail;

/// <summary>Reads the audit trail, as far as the actor sees the plant. It never checks the chain: the guard did.</summary>
internal sealed partial class TrailQueries(IDbContextFactory<AlmDbContext> contexts, TrailGuard guard)
{
    private const int MostNames = 500;

    private static readonly UpperInvariantLookupNormalizer s_normalizer = new();

    /// <summary>Four statements for the whole trail; one more each for a subject, zones, and what is out of the reader's sight.</summary>
    public async Task<TrailListing> ListAsync(Actor actor, TrailRequest request, CancellationToken cancellationToken)
    {
        actor.RequireTrailReader();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var selection = await ZoneSelection.ReadAsync(db, actor, request.Zones, cancellationToken);
        var zones = await db.ZonesFor(actor).OrderBy(z => z.NameKey).Select(z => z.Name).ToListAsync(cancellationToken);
        long? recorded = actor.SeesAllZones ? await db.AuditHeads.Select(h => h.Sequence).SingleOrDefaultAsync(cancellationToken) : null;
        if (selection.NotFound.Count > 0)
        {
            return new TrailListing([], 0, recorded, zones, guard.State, selection.NotFound);
        }

        var scope = await TrailScope.ReadAsync(db, actor, selection, cancellationToken);
        var page = request.Page;
        if (recorded is { } all && !request.IsFiltered)
        {
            // Numbers have no gap: a page of the whole is a stretch of them, however deep it lies.
            var newest = all - page.Skip;
            var whole = await Items(db.AuditEntries.AsNoTracking().Where(e => e.Sequence <= newest && e.Sequence > newest - page.Size)).ToListAsync(cancellationToken);
            return await NamedAsync(db, actor, new TrailListing(whole, (int)Math.Min(all, int.MaxValue), recorded, zones, guard.State, []), cancellationToken);
        }

        var matching = await MatchingAsync(db, actor, request, scope, cancellationToken);
        var numbers = matching.OrderByDescending(e => e.Sequence).Select(e => e.Sequence).Skip(page.Skip).Take(page.Size);
        var rows = await Items(db.AuditEntries.AsNoTracking().Where(e => numbers.Contains(e.Sequence))).ToListAsync(cancellationToken);
        var total = page.Page == 1 && rows.Count < page.Size ? rows.Count : await matching.CountAsync(cancellationToken);
        return await NamedAsync(db, actor, new TrailListing(rows.ConvertAll(scope.Withhold), total, recorded, zones, guard.State, []), cancellationToken);
    }

    /// <summary>Every entry of the filter, the newest first, read as the caller goes on; null where a zone is not there.</summary>
    public async Task<TrailExport?> ExportAsync(Actor actor, TrailRequest request, CancellationToken cancellationToken)
    {
        actor.RequireTrailReader();
        var db = await contexts.CreateDbContextAsync(cancellationToken);
        try
        {
            var selection = await ZoneSelection.ReadAsync(db, actor, request.Zones, cancellationToken);
            if (selection.NotFound.Count > 0)
            {
                await db.DisposeAsync();
                return null;
            }

            var scope = await TrailScope.ReadAsync(db, actor, selection, cancellationToken);
            return new TrailExport(db, Items(await MatchingAsync(db, actor, request, scope, cancellationToken)), scope);
        }
        catch
        {
            await db.DisposeAsync();
            throw;
        }
    }

    /// <summary>The newest entry and the newest head that was signed. Two statements.</summary>
    public async Task<TrailHeads> HeadsAsync(Actor actor, CancellationToken cancellationToken)
    {
        actor.RequireWholeTrailReader();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var head = await db.AuditHeads.AsNoTracking().SingleAsync(cancellationToken);
        var signed = await db.TrailCheckpoints.AsNoTracking().OrderByDescending(c => c.Sequence).FirstOrDefaultAsync(cancellationToken);
        return new TrailHeads(TrailHead.Of(head.Sequence, head.Hash), signed, guard.State);
    }

    private static async Task<IQueryable<AuditEntry>> MatchingAsync(AlmDbContext db, Actor actor, TrailRequest request, TrailScope scope, CancellationToken cancellationToken)
    {
        var entries = scope.Apply(db.AuditEntries.AsNoTracking());
        if (request.Kind?.ToString() is { } kind)
        {
            entries = entries.Where(e => e.ActorKind == kind);
        }

        if (request.Who is { } who)
        {
            entries = entries.Where(e => e.ActorName == who);
        }

        if (request.Action is { } action)
        {
            entries = entries.Where(e => e.Action == action);
        }

        if (request.Subject is { } subject)
        {
            // By kind and id, for that is how the index lies.
            string[] kinds = request.On is { } one ? [one] : [.. TrailSubject.All];
            var ids = await SubjectsAsync(db, actor, subject, cancellationToken);
            entries = entries.Where(e => kinds.Contains(e.SubjectKind) && ids.Contains(e.SubjectId));
        }
        else if (request.On is { } on)
        {
            entries = entries.Where(e => e.SubjectKind == on);
        }

        if (request.From is { } from)
        {
            entries = entries.Where(e => e.At >= from);
        }

        return request.To is { } to ? entries.Where(e => e.At < to) : entries;
    }

    /// <summary>What somebody may mean by a text: it itself, and what bears it as its name.</summary>
    private static async Task<string[]> SubjectsAsync(AlmDbContext db, Actor actor, string text, CancellationToken cancellationToken)
    {
        var key = SortKeys.Of(text);
        var email = s_normalizer.NormalizeEmail(text);
        var named = await db.HostsEverFor(actor).Where(h => h.NameKey == key).Select(h => h.Id)
            .Concat(db.ZonesFor(actor).Where(z => z.NameKey == key).Select(z => z.Id))
            .Concat(db.PeopleFor(actor).Where(u => u.NormalizedEmail == email).Select(u => u.Id))
            .Take(100).ToListAsync(cancellationToken);
        return [text, .. named.Select(id => id.ToString())];
    }

    private static IQueryable<TrailItem> Items(IQueryable<AuditEntry> entries) => entries.OrderByDescending(e => e.Sequence).Select(e => new TrailItem
    {
        Sequence = e.Sequence,
        At = e.At,
        ActorKind = e.ActorKind,
        ActorId = e.ActorId,
        ActorName = e.ActorName,
        Action = e.Action,
        SubjectKind = e.SubjectKind,
        SubjectId = e.SubjectId,
        Before = e.Before,
        After = e.After,
        Hash = e.Hash,
    });

    /// <summary>One statement for the names of a page.</summary>
    private static async Task<TrailListing> NamedAsync(AlmDbContext db, Actor actor, TrailListing listing, CancellationToken cancellationToken)
    {
        var ids = listing.Items.SelectMany(i => Ids().Matches($"{i.SubjectId} {i.Before} {i.After}").Select(m => Guid.Parse(m.ValueSpan))).Distinct().Take(MostNames).ToArray();
        if (ids.Length == 0)
        {
            return listing;
        }

        var names = await db.HostsEverFor(actor).Where(h => ids.Contains(h.Id)).Select(h => new { h.Id, Name = h.Name + "" })
            .Concat(db.ZonesFor(actor).Where(z => ids.Contains(z.Id)).Select(z => new { z.Id, Name = z.Name + "" }))
            .Concat(db.PeopleFor(actor).Where(u => ids.Contains(u.Id)).Select(u => new { u.Id, Name = u.Email + "" }))
            .Concat(db.ApiTokensFor(actor).Where(t => ids.Contains(t.Id)).Select(t => new { t.Id, Name = t.Name + "" }))
            .ToDictionaryAsync(n => n.Id, n => n.Name, cancellationToken);
        return listing with
        {
            Names = names,
            Items = [.. listing.Items.Select(i => i with { SubjectName = Guid.TryParse(i.SubjectId, out var id) ? names.GetValueOrDefault(id) : null })],
        };
    }

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Ids();
}

/// <summary>A filter's entries, read as they are written out; holds its connection until it is disposed.</summary>
internal sealed class TrailExport(AlmDbContext db, IQueryable<TrailItem> items, TrailScope scope) : IAsyncDisposable
{
    public IAsyncEnumerable<TrailItem> Rows() => items.AsAsyncEnumerable().Select(scope.Withhold);

    public ValueTask DisposeAsync() => db.DisposeAsync();
}
