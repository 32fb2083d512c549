using System.Globalization;
using AlmCompliance.Data;
using AlmCompliance.Data.Access;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;

namespace AlmCompliance.Web.Access;

/// <summary>Runs Identity's writes through the write lane, like every other write.</summary>
internal sealed class IdentityInLane(IWriteLane lane, IServiceScopeFactory scopes)
{
    public Task<T> RunAsync<T>(Func<UserManager<AlmUser>, AlmDbContext, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        var language = CultureInfo.CurrentUICulture;
        return lane.RunAsync(
            async (db, ct) =>
            {
                // The lane's thread does not know who asks; what Identity refuses is said in the caller's language. Ends with this work.
                CultureInfo.CurrentUICulture = language;
                await using var scope = scopes.CreateAsyncScope();

                // The lane's context stays the lane's: the scope would end it, and with it a transaction that is still to be committed.
                using var store = new UserOnlyStore<AlmUser, AlmDbContext, Guid>(db);
                using var users = ActivatorUtilities.CreateInstance<UserManager<AlmUser>>(scope.ServiceProvider, store);
                return await work(users, db, ct);
            },
            cancellationToken);
    }
}
