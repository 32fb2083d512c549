using AlmCompliance.Data;
using AlmCompliance.Data.Access;
using AlmCompliance.Data.Compliance;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Findings;

/// <summary>What an act means for each finding, read from the database as it stands: for a preview, and inside the write for the act itself.</summary>
internal sealed class FindingPlan
{
    private const int Slice = 500;

    /// <summary>For so long the same words of the same person on the same finding are a repetition: of an act that broke off, or a second click.</summary>
    private static readonly TimeSpan s_repetition = TimeSpan.FromMinutes(10);

    private readonly List<PlannedFinding> _changing = [];

    private FindingPlan(FindingActOutcome outcome) => Outcome = outcome;

    public IReadOnlyList<PlannedFinding> Changing => _changing;

    public FindingActOutcome Outcome { get; private set; }

    /// <summary>Two to four statements for five hundred findings each, and two for the new owner.</summary>
    public static async Task<FindingPlan> ReadAsync(
        AlmDbContext db, Actor actor, FindingAct act, IReadOnlyList<SeenFinding> seen, bool checksOwners, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (act.Check(seen) is { } wrong)
        {
            return new FindingPlan(FindingActOutcome.RefusedFor(wrong));
        }

        var owner = act.Kind is FindingActKind.Assign ? await NewOwner.FindAsync(db, actor, act.OwnerId, cancellationToken) : null;
        if (act.Kind is FindingActKind.Assign && owner is null)
        {
            return new FindingPlan(FindingActOutcome.RefusedFor(("owner", FindingActError.NoSuchPerson)));
        }

        var asked = seen.DistinctBy(s => s.Id).ToList();
        var plan = new FindingPlan(new FindingActOutcome(asked.Count, 0, 0, 0, 0, 0) { OwnerName = owner?.Name });
        foreach (var slice in asked.Chunk(Slice))
        {
            await plan.AddAsync(db, actor, act, owner, slice, checksOwners, now, cancellationToken);
        }

        return plan;
    }

    private async Task AddAsync(
        AlmDbContext db, Actor actor, FindingAct act, NewOwner? owner, SeenFinding[] slice, bool checksOwners, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ids = Array.ConvertAll(slice, s => s.Id);

        // A note may still be written where a finding has ended: why it did.
        var standing = act.Kind is FindingActKind.Note ? db.Findings.AsNoTracking().Where(f => f.OpenedAt <= now) : db.FindingsOpen(now);
        var rows = await (
            from finding in standing.Where(f => ids.Contains(f.Id))
            join host in db.HostsFor(actor) on finding.HostId equals host.Id
            select new { Finding = finding, host.ZoneId }).ToListAsync(cancellationToken);
        var hosts = rows.Select(r => r.Finding.HostId).Distinct().ToArray();
        var work = (await db.FindingWork.Where(w => hosts.Contains(w.HostId)).ToListAsync(cancellationToken)).ToDictionary(w => (w.HostId, w.Rule, w.AdvisoryId, w.OpenedAt));
        var names = await NamesAsync(db, work.Values, cancellationToken);
        var said = await SaidAsync(db, actor, act, hosts, now, cancellationToken);
        var seen = slice.ToDictionary(s => s.Id, s => s.OwnerId);
        var outcome = Outcome with { Gone = Outcome.Gone + slice.Length - rows.Count };
        foreach (var row in rows)
        {
            var held = work.GetValueOrDefault((row.Finding.HostId, row.Finding.Rule, row.Finding.AdvisoryId, row.Finding.OpenedAt));
            var isSame = act.Kind switch
            {
                FindingActKind.Assign => held?.OwnerId == act.OwnerId,
                FindingActKind.Release => held is null,
                _ => said.Contains((row.Finding.HostId, row.Finding.Rule, row.Finding.AdvisoryId, row.Finding.OpenedAt)),
            };
            if (isSame)
            {
                outcome = outcome with { Unchanged = outcome.Unchanged + 1 };
            }
            else if (checksOwners && act.Kind is not FindingActKind.Note && held?.OwnerId != seen[row.Finding.Id])
            {
                outcome = outcome with { Moved = outcome.Moved + 1 };
            }
            else if (owner?.Sees(row.ZoneId) == false)
            {
                outcome = outcome with { OutOfOwnersSight = outcome.OutOfOwnersSight + 1 };
            }
            else
            {
                outcome = outcome with { Changed = outcome.Changed + 1, FromOthers = outcome.FromOthers + (held is not null && act.Kind is not FindingActKind.Note ? 1 : 0) };
                _changing.Add(new PlannedFinding(row.Finding, row.ZoneId, held, held is null ? null : names.GetValueOrDefault(held.OwnerId, "")));
            }
        }

        Outcome = outcome;
    }

    /// <summary>The findings on which the actor has just written this very note.</summary>
    private static async Task<HashSet<(Guid HostId, RuleId Rule, string AdvisoryId, DateTimeOffset OpenedAt)>> SaidAsync(
        AlmDbContext db, Actor actor, FindingAct act, Guid[] hosts, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (act.Kind is not FindingActKind.Note)
        {
            return [];
        }

        var (text, since) = (act.Text.Trim(), now - s_repetition);
        var notes = await db.FindingNotes.AsNoTracking()
            .Where(n => hosts.Contains(n.HostId) && n.At > since && n.Kind == FindingNoteKind.Note && n.By == actor.Name && n.Text == text)
            .Select(n => new { n.HostId, n.Rule, n.AdvisoryId, n.OpenedAt }).ToListAsync(cancellationToken);
        return [.. notes.Select(n => (n.HostId, n.Rule, n.AdvisoryId, n.OpenedAt))];
    }

    private static async Task<Dictionary<Guid, string>> NamesAsync(AlmDbContext db, IReadOnlyCollection<FindingWork> work, CancellationToken cancellationToken)
    {
        var owners = work.Select(w => w.OwnerId).Distinct().ToArray();
        return owners.Length == 0 ? [] : await db.Users.AsNoTracking().Where(u => owners.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.UserName ?? "", cancellationToken);
    }
}

/// <param name="ZoneId">Of its host.</param>
/// <param name="Work">Who sees to it so far; null where nobody does.</param>
/// <param name="OwnerName">What they are called.</param>
internal sealed record PlannedFinding(FindingPeriod Finding, Guid? ZoneId, FindingWork? Work, string? OwnerName);

/// <summary>The person that findings are given to.</summary>
/// <param name="Zones">Those they see; null for all.</param>
internal sealed record NewOwner(string Name, IReadOnlyList<Guid>? Zones)
{
    public bool Sees(Guid? zone) => Zones is null || (zone is { } id && Zones.Contains(id));

    /// <summary>Null where there is none, or where they and the actor share no zone.</summary>
    public static async Task<NewOwner?> FindAsync(AlmDbContext db, Actor actor, Guid id, CancellationToken cancellationToken)
    {
        var user = await db.Users.AsNoTracking().Where(u => u.Id == id && u.Role != AccessRole.None).Select(u => new { u.UserName, u.AllZones }).SingleOrDefaultAsync(cancellationToken);
        if (user is null)
        {
            return null;
        }

        var zones = user.AllZones ? null : await db.UserZones.Where(z => z.UserId == id).Select(z => z.ZoneId).ToListAsync(cancellationToken);
        return zones is null || actor.Zones is null || zones.Exists(actor.Zones.Contains) ? new NewOwner(user.UserName ?? "", zones) : null;
    }
}
