using AlmCompliance.Data;
using AlmCompliance.Data.Access;
using Microsoft.AspNetCore.Identity;

namespace AlmCompliance.Web.Access;

/// <summary>The database context that Identity's own stores of this scope use: the write lane's while it runs, else one of their own.</summary>
internal sealed class ScopedContext
{
    public AlmDbContext? Lane { get; set; }
}

/// <summary>Runs Identity's writes through the write lane, like every other write.</summary>
internal sealed class IdentityInLane(IWriteLane lane, IServiceScopeFactory scopes)
{
    public Task<T> RunAsync<T>(Func<UserManager<AlmUser>, AlmDbContext, CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        lane.RunAsync(
            async (db, ct) =>
            {
                await using var scope = scopes.CreateAsyncScope();
                scope.ServiceProvider.GetRequiredService<ScopedContext>().Lane = db;
                return await work(scope.ServiceProvider.GetRequiredService<UserManager<AlmUser>>(), db, ct);
            },
            cancellationToken);
}
