using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Web.Assessment;
using AlmCompliance.Web.Hosting;
using Microsoft.Extensions.Configuration;

namespace AlmCompliance.Web.Tests.Serving;

/// <summary>A remote access setting that is off counts only for the ALM lines on which the site proved where it is kept.</summary>
public sealed class ProvenSettingTests
{
    [Theory]
    [InlineData("V6.0", RemoteAccessState.AssumedOn, RemoteAccessBasis.Default)]
    [InlineData("V5", RemoteAccessState.Off, RemoteAccessBasis.Setting)]
    [InlineData("v5.1", RemoteAccessState.Off, RemoteAccessBasis.Setting)]
    public async Task Only_the_named_lines_are_believed(string line, RemoteAccessState state, RemoteAccessBasis basis)
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite, settings: ("RemoteAccess:ProvenSettings:0", line));
        var agent = await server.AgentAsync("ES-041");
        var report = agent.Report().WithVersion("V5.1 SP1");
        report["alm"]!["listeners"] = null;
        report["alm"]!["remoteAccessSetting"] = "disabled";

        await agent.AcceptAsync(report);

        var host = await agent.HostAsync();
        (host.RemoteAccess, host.RemoteAccessBasis).ShouldBe((state, basis));
    }

    [Theory]
    [InlineData("5")]
    [InlineData("V")]
    [InlineData("V0")]
    [InlineData("V5.100")]
    [InlineData("V5.1.2")]
    [InlineData("*")]
    public void What_is_no_line_is_refused_in_one_line(string line) =>
        Should.Throw<StartException>(() => RemoteAccessOptions.Read(new ConfigurationBuilder().AddInMemoryCollection([new("RemoteAccess:ProvenSettings:0", line)]).Build()))
            .Message.ShouldContain($"\"{line}\"");
}
