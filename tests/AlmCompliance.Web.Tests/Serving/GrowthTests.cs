using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment;
using AlmCompliance.Web.Features.Compliance;
using AlmCompliance.Web.Live;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Tests.Serving;

/// <summary>What a larger fleet must not make dearer.</summary>
public sealed class GrowthTests
{
    private const int Slice = JudgedWriter.Slice;
    private static readonly Actor _job = Actor.System("test");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, OnBoth]
    public async Task A_changed_report_touches_as_many_rows_beside_one_host_as_beside_forty(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var agent = await server.AgentAsync();
        await agent.AcceptAsync(agent.Report());

        var few = await TouchedAsync(server, agent);
        await FillAsync(server, 40);
        var many = await TouchedAsync(server, agent);

        many.ShouldBe(few);
        few.ShouldBeInRange(10, 80);
    }

    [Theory, OnBoth]
    public async Task The_nightly_run_reads_a_thousand_hosts_in_as_many_statements_as_one(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        await FillAsync(server, 1);
        var one = await StatementsAsync(server, provider);
        await FillAsync(server, (2 * Slice) - 1);

        (await StatementsAsync(server, provider)).ShouldBe(one);
        one.ShouldBeLessThan(25);
    }

    [Theory, OnBoth]
    public async Task The_nightly_run_writes_a_slice_of_hosts_in_as_many_statements_as_any_other_slice(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        await FillAsync(server, 3 * Slice);
        var read = await StatementsAsync(server, provider);
        var slices = new List<int>();
        foreach (var count in (int[])[1, 2, 3])
        {
            await SpoilAsync(server, count * Slice);
            slices.Add(await StatementsAsync(server, provider) - read);
        }

        (slices[1] - slices[0]).ShouldBe(slices[2] - slices[1], "each slice alike");

        // SQLite takes each changed row as a statement of its own, nine advisories' worth a host.
        slices[0].ShouldBeLessThan(provider == Provider.Sqlite ? 20 * Slice : 25);
    }

    /// <summary>Rows that stand otherwise once the host has been patched, and once more after it has been made worse again.</summary>
    private static async Task<int> TouchedAsync(AlmTestServer server, TestAgent agent)
    {
        server.Clock.Advance(TimeSpan.FromMinutes(10));
        var before = await TableContents.ReadAsync(server);
        await agent.AcceptAsync(agent.Report().WithVersion("V6.2 Upd3"));
        var patched = await TableContents.ReadAsync(server);
        (await agent.StatusAsync()).Status.ShouldBe(ComplianceStatus.Compliant);
        server.Clock.Advance(TimeSpan.FromMinutes(10));
        await agent.AcceptAsync(agent.Report());
        return patched.Except(before, StringComparer.Ordinal).Count();
    }

    private static async Task<int> StatementsAsync(AlmTestServer server, Provider provider)
    {
        var counted = new KilledAtStatement(server, provider, int.MaxValue);
        await new RecomputeCompliance(counted, counted, server.Get<JudgeHosts>(), server.Get<PlantKnowledge>(), server.Get<ChangeFeed>(), server.Clock).FleetAsync(_job, Stop);
        return counted.Statements;
    }

    private static async Task FillAsync(AlmTestServer server, int hosts)
    {
        var token = await server.EnrollmentTokenAsync();
        await Parallel.ForAsync(0, hosts, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Stop }, async (_, _) =>
        {
            var agent = await TestAgent.EnrollAsync(server, token, $"ES-{Guid.NewGuid():N}");
            await agent.AcceptAsync(agent.Report());
        });
    }

    /// <summary>Makes the verdicts of some hosts false ones, of which nothing says that they are what the rules say.</summary>
    private static async Task SpoilAsync(AlmTestServer server, int hosts)
    {
        await using var db = server.Db();
        var ids = await db.Hosts.OrderBy(h => h.Id).Take(hosts).Select(h => h.Id).ToListAsync(Stop);
        await db.Statuses.Where(s => ids.Contains(s.HostId)).ExecuteUpdateAsync(s => s.SetProperty(x => x.Status, ComplianceStatus.Compliant), Stop);
        await db.Hosts.Where(h => ids.Contains(h.Id)).ExecuteUpdateAsync(h => h.SetProperty(x => x.VerdictDigest, Array.Empty<byte>()), Stop);
        server.Clock.Advance(TimeSpan.FromSeconds(1));
    }
}
