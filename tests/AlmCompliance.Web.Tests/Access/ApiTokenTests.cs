using System.Net;
using AlmCompliance.Data.Access;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Tests.Serving;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Tests.Access;

public sealed class ApiTokenTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, OnBoth]
    public async Task Its_last_use_is_recorded_to_the_minute(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var token = await server.ApiTokenAsync();
        server.Clock.Advance(TimeSpan.FromDays(3));

        using var first = await server.Client.GetAsync("/api/v1/hosts", token);
        var used = await LastUseAsync(server, after: null);
        server.Clock.Advance(TimeSpan.FromSeconds(30));
        using var soon = await server.Client.GetAsync("/api/v1/hosts", token);
        server.Clock.Advance(TimeSpan.FromSeconds(31));
        using var later = await server.Client.GetAsync("/api/v1/hosts", token);

        first.StatusCode.ShouldBe(HttpStatusCode.OK);
        used.ShouldBe(server.Clock.Now.AddSeconds(-61));
        (await LastUseAsync(server, used)).ShouldBe(server.Clock.Now);
    }

    [Theory, OnBoth]
    public async Task Expired_or_revoked_it_is_refused(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var expiring = await server.ApiTokenAsync(lifetime: TimeSpan.FromHours(1));
        var lasting = await server.ApiTokenAsync();
        using var before = await server.Client.GetAsync("/api/v1/hosts", expiring);
        before.StatusCode.ShouldBe(HttpStatusCode.OK);

        server.Clock.Advance(TimeSpan.FromHours(1));

        using var expired = await server.Client.GetAsync("/api/v1/hosts", expiring);
        await expired.ShouldBeProblemAsync(HttpStatusCode.Unauthorized);
        using var still = await server.Client.GetAsync("/api/v1/hosts", lasting);
        still.StatusCode.ShouldBe(HttpStatusCode.OK);
        await using var db = server.Db();
        await db.ApiTokens.Where(t => t.ExpiresAt == null).ExecuteUpdateAsync(s => s.SetProperty(t => t.RevokedAt, server.Clock.Now), Stop);
        using var revoked = await server.Client.GetAsync("/api/v1/hosts", lasting);
        await revoked.ShouldBeProblemAsync(HttpStatusCode.Unauthorized);
    }

    [Theory, OnBoth]
    public async Task What_cannot_be_a_token_is_refused_with_the_reason(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var create = server.Get<CreateApiToken>();
        var before = await TableContents.ReadAsync(server);
        foreach (var (name, role, zone, lifetime) in ((string, AccessRole, string?, TimeSpan?)[])[
            ("", AccessRole.Viewer, null, null), (new string('x', 101), AccessRole.Viewer, null, null), ("a\0b", AccessRole.Viewer, null, null), ("x", AccessRole.None, null, null),
            ("x", (AccessRole)99, null, null), ("x", AccessRole.Viewer, "no such zone", null), ("x", AccessRole.Viewer, null, TimeSpan.Zero), ("x", AccessRole.Viewer, null, TimeSpan.FromDays(4000))])
        {
            var outcome = await create.RunAsync(AlmTestServer.Administrator, name, role, zone, lifetime, Stop);
            outcome.Errors.ShouldHaveSingleItem();
        }

        (await TableContents.ReadAsync(server)).ShouldBe(before);
    }

    /// <summary>It is written beside the request; this waits until it is.</summary>
    private static async Task<DateTimeOffset> LastUseAsync(AlmTestServer server, DateTimeOffset? after)
    {
        while (true)
        {
            await using var db = server.Db();
            var last = (await db.ApiTokens.AsNoTracking().SingleAsync(Stop)).LastUsedAt;
            if (last is { } time && last != after)
            {
                return time;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Stop);
        }
    }
}
