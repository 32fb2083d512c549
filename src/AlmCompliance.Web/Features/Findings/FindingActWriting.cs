using AlmCompliance.Data;
using AlmCompliance.Data.Compliance;
using AlmCompliance.Data.Trail;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Live;

namespace AlmCompliance.Web.Features.Findings;

/// <summary>
/// What acts on findings have alike: short slices of the write lane, so that reports go on between them, each with its entry in
/// the trail, and one word to the circuits. An act that dies half-way is simply done again: what is so already stays as it is.
/// </summary>
internal static class FindingActWriting
{
    private const int Slice = 100;

    public static async Task<FindingActOutcome> WriteAsync(
        IWriteLane lane, ChangeFeed changes, TimeProvider clock, Actor actor, FindingAct act, IReadOnlyList<SeenFinding> seen, bool checksOwners, CancellationToken cancellationToken)
    {
        if (act.Check(seen) is { } wrong)
        {
            return FindingActOutcome.RefusedFor(wrong);
        }

        var all = Guid.CreateVersion7();
        var outcome = new FindingActOutcome(0, 0, 0, 0, 0, 0);
        try
        {
            foreach (var slice in seen.DistinctBy(s => s.Id).Chunk(Slice))
            {
                outcome = outcome.Plus(await lane.RunAsync((db, ct) => SliceAsync(db, actor, act, all, slice, checksOwners, Microseconds.Truncate(clock.GetUtcNow()), ct), cancellationToken));
                if (outcome.Refused is not null)
                {
                    break;
                }
            }
        }
        finally
        {
            if (outcome.Changed > 0)
            {
                changes.Publish(null);
            }
        }

        return outcome;
    }

    private static async Task<FindingActOutcome> SliceAsync(
        AlmDbContext db, Actor actor, FindingAct act, Guid all, SeenFinding[] slice, bool checksOwners, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var plan = await FindingPlan.ReadAsync(db, actor, act, slice, checksOwners, now, cancellationToken);
        if (plan.Changing.Count > 0)
        {
            Write(db, actor, act, plan, now);
            await db.SaveChangesAsync(cancellationToken);
            await AuditTrail.AppendAsync(db, [.. plan.Changing.GroupBy(p => p.ZoneId).Select(zone => Entry(actor, act, all, plan.Outcome.OwnerName, [.. zone]))], now, cancellationToken);
        }

        return plan.Outcome;
    }

    private static void Write(AlmDbContext db, Actor actor, FindingAct act, FindingPlan plan, DateTimeOffset now)
    {
        foreach (var (finding, _, work, formerName) in plan.Changing)
        {
            if (act.Kind is FindingActKind.Assign)
            {
                var row = work ?? db.FindingWork.Add(new FindingWork { HostId = finding.HostId, Rule = finding.Rule, AdvisoryId = finding.AdvisoryId, OpenedAt = finding.OpenedAt, AssignedBy = "" }).Entity;
                (row.OwnerId, row.AssignedAt, row.AssignedBy) = (act.OwnerId, now, actor.Name);
            }
            else if (act.Kind is FindingActKind.Release)
            {
                db.FindingWork.Remove(work!);
            }

            db.FindingNotes.Add(new FindingNote
            {
                HostId = finding.HostId,
                Rule = finding.Rule,
                AdvisoryId = finding.AdvisoryId,
                OpenedAt = finding.OpenedAt,
                At = now,
                By = actor.Name,
                Kind = act.Kind switch { FindingActKind.Assign => FindingNoteKind.Assigned, FindingActKind.Release => FindingNoteKind.Released, _ => FindingNoteKind.Note },
                Text = act.Kind switch { FindingActKind.Assign => plan.Outcome.OwnerName ?? "", FindingActKind.Release => formerName ?? "", _ => act.Text.Trim() },
            });
        }
    }

    // One entry a slice and zone, and not one a finding: which ones it was stands in it. So whoever sees the zone sees all that
    // an entry tells; its subject is the first of them, and the act that it is a part of stands in it too.
    private static AuditAct Entry(Actor actor, FindingAct act, Guid all, string? owner, IReadOnlyList<PlannedFinding> changing)
    {
        var ids = changing.Select(p => p.Finding.Id).ToList();
        var subject = ids[0].ToString();
        var before = act.Kind is FindingActKind.Note ? "" : TrailText.Of(new
        {
            owners = changing.Where(p => p.Work is not null).GroupBy(p => p.OwnerName).ToDictionary(g => g.Key ?? "", g => g.Select(p => p.Finding.Id)),
        });
        return act.Kind switch
        {
            FindingActKind.Assign => actor.Act("findings.assigned", "findings", subject, before, TrailText.Of(new { owner, ownerId = act.OwnerId, findings = ids, act = all })),
            FindingActKind.Release => actor.Act("findings.released", "findings", subject, before, TrailText.Of(new { findings = ids, act = all })),
            _ => actor.Act("findings.noted", "findings", subject, before, TrailText.Of(new { note = act.Text.Trim(), findings = ids, act = all })),
        };
    }
}
