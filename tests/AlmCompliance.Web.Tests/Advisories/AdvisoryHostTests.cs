using System.Net;
using AlmCompliance.Data.Access;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Web.Features.Advisories;
using AlmCompliance.Web.Features.ExpectedHosts;
using AlmCompliance.Web.Features.Hosts;
using AlmCompliance.Web.Tests.Serving;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Tests.Advisories;

/// <summary>The hosts behind an advisory's numbers, and what the whole catalogue says of a host.</summary>
public sealed class AdvisoryHostTests
{
    private const string LineByLine = "SSA-103653";

    private static CancellationToken Stop => AlmTestServer.Stop;

    [Theory, OnBoth]
    public async Task Every_number_leads_to_exactly_its_hosts(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var token = await server.ApiTokenAsync();
        foreach (var (name, version) in ((string, string)[])[("ES-1", "V5.3"), ("ES-2", "V6.0 SP12 Upd3"), ("ES-3", "V6.2 Upd3"), ("ES-4", "V6.1"), ("ES-5", "V5.1 SP1 Upd3")])
        {
            await HostAsync(server, name, version);
        }

        await server.AgentAsync("ES-6");

        using var list = await server.Client.GetAsync("/api/v1/advisories", token);
        foreach (var advisory in (await list.JsonAsync())["items"]!.AsArray())
        {
            foreach (var status in Enum.GetValues<ComplianceStatus>())
            {
                using var answer = await server.Client.GetAsync($"/api/v1/advisories/{advisory!["id"]}/hosts?status={status}&pageSize=2", token);
                var hosts = await answer.JsonAsync();
                hosts["total"]!.GetValue<int>().ShouldBe(advisory["byStatus"]![status.ToString()]!.GetValue<int>(), $"{advisory["id"]} {status}");
                hosts["items"]!.AsArray().ShouldAllBe(h => h!["status"]!.GetValue<string>() == status.ToString());
            }
        }

        (await NamesAsync(server, token, "NonCompliant")).ShouldBe(["ES-1", "ES-5"]);
        (await NamesAsync(server, token, "Unknown")).ShouldBe(["ES-4", "ES-6"], "a line that no branch names is unknown, and so is who never reported");
        (await NamesAsync(server, token, "Compliant")).ShouldBe(["ES-2", "ES-3"]);
        using var wrong = await server.Client.GetAsync($"/api/v1/advisories/{LineByLine}/hosts?status=Green", token);
        await wrong.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "status");
        using var gone = await server.Client.GetAsync("/api/v1/advisories/SSA-0/hosts", token);
        await gone.ShouldBeProblemAsync(HttpStatusCode.NotFound);
    }

    [Theory, OnBoth]
    public async Task Hosts_with_nothing_open_are_counted_apart_from_those_that_are_open_only_while_setting_up(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var token = await server.ApiTokenAsync();
        await HostAsync(server, "ES-CLEAR", "V6.2 Upd3");
        await HostAsync(server, "ES-SETUP", "V6.0 SP12 Upd3");
        await HostAsync(server, "ES-NOTE-ONLY", "V5.1 SP1 Upd3");
        await HostAsync(server, "ES-LINE", "V6.1");
        await server.AgentAsync("ES-SILENT");
        var gone = await HostAsync(server, "ES-GONE", "V5.3");
        await using (var db = server.Db())
        {
            await db.Statuses.Where(s => s.HostId == gone.HostId).ExecuteDeleteAsync(Stop);
            await db.Hosts.Where(h => h.Id == gone.HostId).ExecuteUpdateAsync(s => s.SetProperty(h => h.DecommissionedAt, server.Clock.Now), Stop);
        }

        var said = await AskAsync(server, token);
        (said.Hosts, said.Clear, said.SetUp).ShouldBe((5, 1, 1));

        server.Clock.Advance(TimeSpan.FromDays(8));
        said = await AskAsync(server, token);
        (said.Hosts, said.Clear, said.SetUp).ShouldBe((5, 0, 0), "what nobody has heard of for a week is clear of nothing, whether or not a job has run");
    }

    [Fact]
    public async Task Lines_of_the_plants_own_list_that_never_enrolled_are_unknown_to_every_advisory()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        await server.Get<ImportExpectedHosts>().RunAsync(AlmTestServer.Administrator, [new("ES-LISTED", "M. Keller", null)], Stop);

        var listing = await server.Get<AdvisoryQueries>().ListAsync(AlmTestServer.Administrator, Stop);

        (listing.Hosts, listing.NeverEnrolled).ShouldBe((0, 1));
        listing.Items.ShouldAllBe(i => i.ByStatus[ComplianceStatus.Unknown] == 1);
    }

    [Theory]
    [InlineData("V6.2 Upd3", 0, 0, 0)]
    [InlineData("V6.0 SP12 Upd3", 0, 1, 0)]
    [InlineData("V6.1", 0, 0, 2)]
    [InlineData("V5.3 SP4 Upd4", 4, 0, 1)]
    public async Task A_host_says_what_is_open_beside_the_note_and_what_its_line_is_offered(string version, int open, int settingUp, int unknown)
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        var agent = await HostAsync(server, "ES-1", version);
        var host = await server.Get<HostQueries>().GetAsync(AlmTestServer.Administrator, agent.HostId, Stop);

        var later = OtherAdvisories.Of(host!, AdvisoryCatalogue.BuiltIn);

        later.Items.Count.ShouldBe(8);
        (later.Open, later.OpenWhileSettingUp, later.Unknown).ShouldBe((open, settingUp, unknown));
        later.Items.Where(i => i.IsOpen && version.StartsWith("V5", StringComparison.Ordinal)).ShouldAllBe(i => i.Remedy == RemedyKind.NonePlanned || i.Remedy == RemedyKind.NoneAvailable);
    }

    [Fact]
    public async Task Nobody_learns_of_hosts_in_other_zones()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        var agent = await server.AgentAsync("ES-NORTH", "North");
        await agent.AcceptAsync(agent.Report().WithVersion("V5.3"));
        var south = await server.AgentAsync("ES-SOUTH", "South");
        await south.AcceptAsync(south.Report().WithVersion("V6.2 Upd3"));
        var token = await server.ApiTokenAsync(AccessRole.Viewer, "North");

        using var answer = await server.Client.GetAsync($"/api/v1/advisories/{LineByLine}/hosts", token);

        (await answer.JsonAsync())["items"]!.AsArray().ShouldHaveSingleItem()!["name"]!.GetValue<string>().ShouldBe("ES-NORTH");
        (await AskAsync(server, token)).ShouldBe((1, 0, 0));
    }

    private static async Task<TestAgent> HostAsync(AlmTestServer server, string name, string version)
    {
        var agent = await server.AgentAsync(name);
        await agent.AcceptAsync(agent.Report().WithVersion(version));
        return agent;
    }

    private static async Task<(int Hosts, int Clear, int SetUp)> AskAsync(AlmTestServer server, string token)
    {
        using var list = await server.Client.GetAsync("/api/v1/advisories", token);
        var answer = await list.JsonAsync();
        return (answer["hosts"]!.GetValue<int>(), answer["hostsWithoutOpen"]!.GetValue<int>(), answer["hostsWithOpenOnlyWhileSettingUp"]!.GetValue<int>());
    }

    private static async Task<string[]> NamesAsync(AlmTestServer server, string token, string status)
    {
        using var answer = await server.Client.GetAsync($"/api/v1/advisories/{LineByLine}/hosts?status={status}", token);
        return [.. (await answer.JsonAsync())["items"]!.AsArray().Select(h => h!["name"]!.GetValue<string>())];
    }
}
