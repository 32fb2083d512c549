using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Data.Trail;
using AlmCompliance.Web.Hosting;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Tests.Serving;

/// <summary>A trail that somebody changed behind the server's back does not stay unnoticed.</summary>
public sealed class TrailGuardTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, OnBoth]
    public async Task A_changed_entry_is_named_and_the_readiness_says_so(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        await server.AgentAsync();
        var guard = server.Get<TrailGuard>();
        (await guard.VerifyAsync(Stop)).ShouldBeNull();
        (await ReadyAsync(server)).ShouldBe("Healthy");

        await using var db = server.Db();
        var changed = await db.AuditEntries.OrderBy(e => e.Sequence).Skip(1).Select(e => new { e.Sequence, e.ActorName }).FirstAsync(Stop);
        await db.UnguardAsync(Stop);
        await RenameAsync("somebody else");

        (await guard.VerifyAsync(Stop)).ShouldBe(new TrailBreak(changed.Sequence, TrailFlaw.Edited));
        (await ReadyAsync(server)).ShouldBe("Degraded");
        await RenameAsync(changed.ActorName);
        (await guard.VerifyAsync(Stop)).ShouldBeNull();
        (await ReadyAsync(server)).ShouldBe("Healthy");

        Task RenameAsync(string name) => db.AuditEntries.Where(e => e.Sequence == changed.Sequence).ExecuteUpdateAsync(s => s.SetProperty(e => e.ActorName, name), Stop);
    }

    private static Task<string> ReadyAsync(AlmTestServer server) => server.Client.GetStringAsync("/healthz/ready", Stop);
}
