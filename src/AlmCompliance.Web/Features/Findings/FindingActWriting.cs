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

        var now = Microseconds.Truncate(clock.GetUtcNow());
        var subject = seen.Count == 1 ? seen[0].Id : Guid.CreateVersion7();
        var outcome = new FindingActOutcome(0, 0, 0, 0, 0, 0);
        try
        {
            foreach (var slice in seen.DistinctBy(s => s.Id).Chunk(Slice))
            {
                outcome = outcome.Plus(await lane.RunAsync((db, ct) => SliceAsync(db, actor, act, subject, slice, checksOwners, now, ct), cancellationToken));
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
        AlmDbContext db, Actor actor, FindingAct act, Guid subject, SeenFinding[] slice, bool checksOwners, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var plan = await FindingPlan.ReadAsync(db, actor, act, slice, checksOwners, now, cancellationToken);
        if (plan.Changing.Count > 0)
        {
            Write(db, actor, act, plan, now);
            await db.SaveChangesAsync(cancellationToken);
            await AuditTrail.AppendAsync(db, Entry(actor, act, subject, plan), now, cancellationToken);
        }

        return plan.Outcome;
    }

    private static void Write(AlmDbContext db, Actor actor, FindingAct act, FindingPlan plan, DateTimeOffset now)
    {
        foreach (var (finding, work, formerName) in plan.Changing)
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

    // One entry a slice and not one a finding: which ones it was stands in it. Those of one act have its subject.
    private static AuditAct Entry(Actor actor, FindingAct act, Guid subject, FindingPlan plan)
    {
        var ids = plan.Changing.Select(p => p.Finding.Id).ToList();
        var before = act.Kind is FindingActKind.Note ? "" : TrailText.Of(new
        {
            owners = plan.Changing.Where(p => p.Work is not null).GroupBy(p => p.OwnerName).ToDictionary(g => g.Key ?? "", g => g.Select(p => p.Finding.Id)),
        });
        return act.Kind switch
        {
            FindingActKind.Assign => actor.Act("findings.assigned", "findings", subject.ToString(), before, TrailText.Of(new { owner = plan.Outcome.OwnerName, ownerId = act.OwnerId, findings = ids })),
            FindingActKind.Release => actor.Act("findings.released", "findings", subject.ToString(), before, TrailText.Of(new { findings = ids })),
            _ => actor.Act("findings.noted", "findings", subject.ToString(), before, TrailText.Of(new { note = act.Text.Trim(), findings = ids })),
        };
    }
}
