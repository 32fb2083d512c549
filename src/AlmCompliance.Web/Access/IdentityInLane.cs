using AlmCompliance.Data;
using AlmCompliance.Data.Access;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;

namespace AlmCompliance.Web.Access;

/// <summary>Runs Identity's writes through the write lane, like every other write.</summary>
internal sealed class IdentityInLane(IWriteLane lane, IServiceScopeFactory scopes)
{
    public Task<T> RunAsync<T>(Func<UserManager<AlmUser>, AlmDbContext, CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        lane.RunAsync(
            async (db, ct) =>
            {
                await using var scope = scopes.CreateAsyncScope();

                // The lane's context stays the lane's: the scope would end it, and with it a transaction that is still to be committed.
                using var store = new UserOnlyStore<AlmUser, AlmDbContext, Guid>(db);
                using var users = ActivatorUtilities.CreateInstance<UserManager<AlmUser>>(scope.ServiceProvider, store);
                return await work(users, db, ct);
            },
            cancellationToken);
}
