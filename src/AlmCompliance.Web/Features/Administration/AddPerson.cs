using AlmCompliance.Data;
using AlmCompliance.Data.Access;
using AlmCompliance.Data.Trail;
using AlmCompliance.Web.Access;
using Microsoft.AspNetCore.Identity;

namespace AlmCompliance.Web.Features.Administration;

/// <summary>Makes a person without a password, and the one-time link by which they set their own.</summary>
internal sealed class AddPerson(IdentityInLane identity, TimeProvider clock)
{
    public async Task<Settled<PersonAdded>> RunAsync(Actor actor, string email, PersonAccess access, CancellationToken cancellationToken)
    {
        actor.RequireWholePlant();
        actor.RequirePerson();
        var address = email.Trim();
        return AddUser.Check(address, AccessRole.Viewer).Count > 0
            ? Settled<PersonAdded>.Refused("email", "Email")
            : PersonScope.Check(access) is { } wrong
            ? new Settled<PersonAdded>(null, wrong)
            : await identity.RunAsync((users, db, ct) => CreateAsync(users, db, actor, address, access, ct), cancellationToken);
    }

    private async Task<Settled<PersonAdded>> CreateAsync(UserManager<AlmUser> users, AlmDbContext db, Actor actor, string email, PersonAccess access, CancellationToken cancellationToken)
    {
        await PlantAdministration.RequireStillAsync(db, actor, cancellationToken);
        var now = clock.GetUtcNow();
        if (await users.FindByEmailAsync(email) is not null)
        {
            return Settled<PersonAdded>.Refused("email", "Taken");
        }

        if (await PersonScope.ZonesAsync(db, access, cancellationToken) is not { } zones)
        {
            return Settled<PersonAdded>.Refused("zones", "UnknownZone");
        }

        var user = new AlmUser { Id = Guid.CreateVersion7(), UserName = email, Email = email, EmailConfirmed = true, Role = access.Role, AllZones = access.Zones is null, CreatedAt = now };
        if (!(await users.CreateAsync(user)).Succeeded)
        {
            return Settled<PersonAdded>.Refused("email", "Email");
        }

        db.UserZones.AddRange(zones.Select(z => new UserZone { UserId = user.Id, ZoneId = z }));
        var code = await PasswordCodes.NewAsync(db, actor, user.Id, now, cancellationToken);
        var after = TrailText.Of(new { email, role = access.Role.ToString(), zones = access.Zones });
        await AuditTrail.AppendAsync(db, actor.Act("user.added", "user", user.Id.ToString(), after: after), now, cancellationToken);
        return Settled<PersonAdded>.Of(new PersonAdded(user.Id, code));
    }
}
