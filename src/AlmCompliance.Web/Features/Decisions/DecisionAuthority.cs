using AlmCompliance.Data;
using AlmCompliance.Data.Decisions;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Decisions;

/// <summary>Who may say yes or no to a decision: a person who acts on hosts, another than the one who asked, with all of its hosts in sight.</summary>
internal static class DecisionAuthority
{
    private static readonly UpperInvariantLookupNormalizer s_normalizer = new();

    /// <summary>A permission of its own: a site may give it to some of those who ask.</summary>
    /// <exception cref="AccessDeniedException">A program, a role that may not, or a person whom the site does not let.</exception>
    public static void RequireApprover(this Actor actor, DecisionOptions options)
    {
        actor.RequireSecurityManager();
        if (actor.Kind != ActorKind.Person)
        {
            throw new AccessDeniedException("Only a person who has signed in approves or rejects a decision.");
        }

        if (!options.LetsApprove(actor))
        {
            throw new AccessDeniedException("You are not among those who approve or reject decisions here.");
        }
    }

    private static bool LetsApprove(this DecisionOptions options, Actor actor) =>
        options.Approvers.Count == 0 || options.Approvers.Contains(actor.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Behind a token stands the person who made it, and behind an account that was made anew whoever bore its address before.
    /// Whoever made the link by which another's password was set may know it: the two are no four eyes.
    /// </summary>
    /// <exception cref="AccessDeniedException">The actor asked for it, or may be who did.</exception>
    public static async Task RequireAnotherAsync(AlmDbContext db, Actor actor, Decision decision, CancellationToken cancellationToken)
    {
        var requester = Guid.TryParse(decision.RequesterId, out var id) ? id : Guid.Empty;
        var name = await db.ApiTokens.Where(t => t.Id == requester).Select(t => t.CreatedBy).SingleOrDefaultAsync(cancellationToken) ?? decision.RequesterName;
        if (decision.RequesterId == actor.Id || string.Equals(name, actor.Name, StringComparison.OrdinalIgnoreCase))
        {
            throw new AccessDeniedException("Another person than the requester approves or rejects a decision.", "Act.Denied.Requester");
        }

        var key = s_normalizer.NormalizeName(name);
        var asking = await db.Users.Where(u => u.Id == requester || u.NormalizedUserName == key).Select(u => new { u.Id, u.PasswordLinkBy }).ToListAsync(cancellationToken);
        var maker = await db.Users.Where(u => u.Id == actor.PersonId).Select(u => u.PasswordLinkBy).SingleOrDefaultAsync(cancellationToken);
        if (maker == requester || asking.Exists(a => a.Id == maker || (a.PasswordLinkBy is { } other && other == actor.PersonId)))
        {
            throw new AccessDeniedException(
                "You and the requester count as one: one of you set the password by a link that the other made. Ask another administrator for a new link, or another person to decide.",
                "Act.Denied.Link");
        }
    }

    /// <summary>All of its hosts, or the whole plant where it names none.</summary>
    /// <exception cref="AccessDeniedException">Some of it is out of the actor's zones.</exception>
    public static async Task RequireAllHostsAsync(AlmDbContext db, Actor actor, Decision decision, CancellationToken cancellationToken)
    {
        if (actor.SeesAllZones)
        {
            return;
        }

        var hosts = db.DecisionHosts.Where(h => h.DecisionId == decision.Id);
        var visible = db.HostsEverFor(actor);
        if (!await hosts.AnyAsync(cancellationToken) || await hosts.AnyAsync(h => !visible.Any(v => v.Id == h.HostId), cancellationToken))
        {
            throw new AccessDeniedException("The decision is about more than your zones.");
        }
    }

    /// <summary>The number in <c>D-0001</c>, or in <c>1</c>; 0 where it is none.</summary>
    public static int NumberOf(string? reference)
    {
        var digits = reference is ['D' or 'd', '-', .. var rest] ? rest : reference;
        return digits is { Length: > 0 and <= 9 } && digits.All(char.IsAsciiDigit) ? int.Parse(digits, System.Globalization.CultureInfo.InvariantCulture) : 0;
    }

    /// <summary>The tracked decision; null where it is not in the actor's sight.</summary>
    public static async Task<Decision?> FindAsync(AlmDbContext db, Actor actor, string reference, CancellationToken cancellationToken)
    {
        var number = NumberOf(reference);

        // In two steps: what is read without tracking anywhere in a query is tracked nowhere in it.
        return await db.DecisionsFor(actor).AnyAsync(d => d.Number == number, cancellationToken)
            ? await db.Decisions.SingleAsync(d => d.Number == number, cancellationToken)
            : null;
    }
}
