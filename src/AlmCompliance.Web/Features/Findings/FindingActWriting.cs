using AlmCompliance.Data;
using AlmCompliance.Data.Compliance;
using AlmCompliance.Data.Trail;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Live;

namespace AlmCompliance.Web.Features.Findings;

/// <summary>What acts on findings have alike: one transaction, one entry in the trail, one word to the circuits.</summary>
internal static class FindingActWriting
{
    public static async Task<FindingActOutcome> WriteAsync(
        IWriteLane lane, ChangeFeed changes, TimeProvider clock, Actor actor, FindingAct act, IReadOnlyList<SeenFinding> seen, bool checksOwners, CancellationToken cancellationToken)
    {
        var outcome = await lane.RunAsync(
            async (db, ct) =>
            {
                var now = Microseconds.Truncate(clock.GetUtcNow());
                var plan = await FindingPlan.ReadAsync(db, actor, act, seen, checksOwners, now, ct);
                if (plan.Changing.Count > 0)
                {
                    Write(db, actor, act, plan, now);
                    await db.SaveChangesAsync(ct);
                    await AuditTrail.AppendAsync(db, Entry(actor, act, plan), now, ct);
                }

                return plan.Outcome;
            },
            cancellationToken);
        if (outcome.Changed > 0)
        {
            changes.Publish(null);
        }

        return outcome;
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

    // One entry an act and not one a finding: which ones it was stands in it.
    private static AuditAct Entry(Actor actor, FindingAct act, FindingPlan plan)
    {
        var ids = plan.Changing.Select(p => p.Finding.Id).ToList();
        var subject = ids.Count == 1 ? ids[0] : Guid.CreateVersion7();
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
