using System.Net;
using AlmCompliance.Data.Tests.Databases;
using Microsoft.Extensions.Hosting;

namespace AlmCompliance.Web.Tests.Serving;

public sealed class StoppingTests
{
    [Theory, OnBoth]
    public async Task A_report_that_comes_while_the_server_stops_is_asked_to_come_again(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var agent = await server.AgentAsync();
        server.Get<IHostApplicationLifetime>().StopApplication();
        ((IDisposable)server.Lane).Dispose();

        using var answer = await agent.PostAsync(agent.Report());

        await answer.ShouldBeProblemAsync(HttpStatusCode.ServiceUnavailable);
        answer.Headers.RetryAfter.ShouldNotBeNull();
    }
}
