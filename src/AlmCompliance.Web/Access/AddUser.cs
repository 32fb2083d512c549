using System.ComponentModel.DataAnnotations;
using AlmCompliance.Data;
using AlmCompliance.Data.Access;
using AlmCompliance.Data.Trail;
using Microsoft.AspNetCore.Identity;

namespace AlmCompliance.Web.Access;

/// <summary>The outcome of an act that a person can get wrong: a value, or the sentences that say why not.</summary>
internal sealed record Outcome<T>(T? Value, IReadOnlyList<string> Errors)
{
    public bool Succeeded => Errors.Count == 0;

    public static Outcome<T> Of(T value) => new(value, []);

    public static Outcome<T> Refused(params IReadOnlyList<string> errors) => new(default, errors);
}

/// <summary>Makes a person who may sign in.</summary>
internal sealed class AddUser(IdentityInLane identity, TimeProvider clock)
{
    public async Task<Outcome<Guid>> RunAsync(Actor actor, string email, string password, AccessRole role, CancellationToken cancellationToken)
    {
        actor.RequireAdministrator();
        var errors = Check(email, role);
        return errors.Count > 0
            ? Outcome<Guid>.Refused(errors)
            : await identity.RunAsync((users, db, ct) => CreateAsync(actor, users, db, email, password, role, clock.GetUtcNow(), ct), cancellationToken);
    }

    internal static async Task<Outcome<Guid>> CreateAsync(
        Actor actor, UserManager<AlmUser> users, AlmDbContext db, string email, string password, AccessRole role, DateTimeOffset now, CancellationToken cancellationToken)
    {
        actor.RequireAdministrator();
        var user = new AlmUser { Id = Guid.CreateVersion7(), UserName = email, Email = email, EmailConfirmed = true, Role = role, CreatedAt = now };
        var created = await users.CreateAsync(user, password);
        if (!created.Succeeded)
        {
            return Outcome<Guid>.Refused([.. created.Errors.Select(e => e.Description).Distinct()]);
        }

        await AuditTrail.AppendAsync(db, actor.Act("user.added", "user", user.Id.ToString(), after: TrailText.Of(new { email, role = role.ToString() })), now, cancellationToken);
        return Outcome<Guid>.Of(user.Id);
    }

    internal static List<string> Check(string email, AccessRole role)
    {
        var errors = new List<string>();
        if (email.Length > 200 || !new EmailAddressAttribute().IsValid(email))
        {
            errors.Add("The e-mail address is not one.");
        }

        if (role is AccessRole.None || !Enum.IsDefined(role))
        {
            errors.Add("The role is one of Viewer, Auditor, SecurityManager, Administrator.");
        }

        return errors;
    }
}
