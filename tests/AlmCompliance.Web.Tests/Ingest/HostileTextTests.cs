using System.Net;
using System.Text.Json.Nodes;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Web.Tests.Serving;

namespace AlmCompliance.Web.Tests.Ingest;

public sealed class HostileTextTests
{
    private static readonly string[] _texts =
    [
        "<script>alm</script>", "\"><img src=x onerror=alert(1)>", "'; DROP TABLE \"Hosts\"; --", "=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(1)", "%s%n{0}{{}}", "${jndi:ldap://x}",
        "\u202Egnp.exe", "\uFEFF", "\u2028", "\uFFFD\uFFFF", "日本語 Ünïcödé \U0001F512", "e\u0301", "true", "null", "NaN", "-0", " ", "\\", "\"",
    ];

    private static readonly string[] _controls = ["\0", "a\0b", "line\r\nbreak: 1", "\t=1+1", "\u001B[2J", "\u007F", "\u0085"];

    [Theory, OnBoth]
    public async Task Text_that_the_contract_allows_is_taken_and_never_echoed_and_text_that_it_does_not_is_refused_by_field(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var agent = await server.AgentAsync();
        var taken = 0;
        foreach (var path in (string[])[
            "schema", "reportId", "collectedAt", "agent.version", "agent.platform", "host.name", "host.domain", "host.os.name", "host.os.version", "host.addresses[0]", "alm.versions[0].source",
            "alm.service.state", "alm.service.startMode", "alm.processes[0]", "alm.remoteAccessSetting", "alm.listeners[0].address", "alm.listeners[0].process", "firewall.almInbound",
            "firewall.remoteAddresses[0]", "browser.internetExplorer", "browser.almControl", "browser.activeXPolicy", "probes[0].address", "probes[0].result", "problems[0].collector",
            "problems[0].message"])
        {
            foreach (var text in _texts)
            {
                var report = agent.Report();
                SpoiledReports.Set(report, path, text);
                using var answer = await agent.PostAsync(report);
                var said = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
                said.ShouldNotContain("<script", Case.Insensitive, $"{path} = {text}");
                said.ShouldNotContain("<img", Case.Insensitive, $"{path} = {text}");
                if (answer.StatusCode != HttpStatusCode.Accepted)
                {
                    await answer.ShouldBeProblemAsync(HttpStatusCode.BadRequest, path);
                    continue;
                }

                taken++;
            }
        }

        taken.ShouldBeGreaterThan(300);
    }

    [Theory, OnBoth]
    public async Task A_version_may_be_any_text_and_what_is_no_version_makes_the_host_unknown_not_clear(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        foreach (var text in _texts.Concat(_controls).Append(new string('9', 1024)))
        {
            var agent = await server.AgentAsync();
            await agent.AcceptAsync(agent.Report().WithVersion("V6.2 Upd3"));
            (await agent.StatusAsync()).Status.ShouldBe(ComplianceStatus.Compliant);
            server.Clock.Advance(TimeSpan.FromSeconds(1));

            await agent.AcceptAsync(agent.Report().WithVersion(text));

            (await agent.StatusAsync()).Status.ShouldBe(ComplianceStatus.Unknown, text);
            ((await agent.HostAsync()).VersionText ?? "").Any(char.IsControl).ShouldBeFalse();
        }
    }

    [Theory, OnBoth]
    public async Task A_member_name_of_the_senders_own_is_not_echoed(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var agent = await server.AgentAsync();
        var report = agent.Report();
        report["<script>alm</script>"] = new JsonObject { ["<script>alm</script>"] = "x" };
        var body = report.ToJsonString().Replace("\"x\"", "x", StringComparison.Ordinal);

        using var answer = await agent.PostAsync(body);

        var problem = await answer.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "");
        problem.ToJsonString().ShouldNotContain("alm<", Case.Insensitive);
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldNotContain("script", Case.Insensitive);
    }
}
