using System.Net;
using System.Text.Json;
using AlmCompliance.Data;
using AlmCompliance.Data.Segmentation;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Web.Features.Search;

namespace AlmCompliance.Web.Tests.Reads;

/// <summary>A few words find hosts, their open findings and advisories, in sight only and in three statements.</summary>
public sealed class SearchTests
{
    [Theory, OnBoth]
    public async Task A_part_of_a_name_finds_at_most_eight_hosts_in_their_order_with_their_most_urgent_findings(Provider provider)
    {
        await using var plant = await Plant.CreateAsync(provider);
        var zone = plant.Zone("North");
        for (var i = 20; i > 0; i--)
        {
            plant.Finding(plant.Host($"ES-{i}", zone, ComplianceStatus.NonCompliant), RuleId.ALM0001, dueInDays: i);
        }

        await plant.SaveAsync();
        var found = await plant.Search.FindAsync(Plant.Everyone, "es-", Plant.Stop);

        plant.Statements.Take().ShouldBe(3);
        found.Hosts.Select(h => h.Name).ShouldBe(["ES-1", "ES-2", "ES-3", "ES-4", "ES-5", "ES-6", "ES-7", "ES-8"]);
        found.Hosts.ShouldAllBe(h => h.Zone == "North" && h.Status == ComplianceStatus.NonCompliant);
        found.Findings[0].HostName.ShouldBe("ES-1");
        found.Findings.Count.ShouldBe(SearchQueries.MostInGroup);
    }

    [Theory, OnBoth]
    public async Task The_host_of_exactly_that_name_comes_first(Provider provider)
    {
        await using var plant = await Plant.CreateAsync(provider);
        for (var i = 0; i < 12; i++)
        {
            plant.Host($"A{i}-ES-1");
        }

        plant.Host("ES-1");
        await plant.SaveAsync();

        (await plant.Search.FindAsync(Plant.Everyone, "es-1", Plant.Stop)).Hosts[0].Name.ShouldBe("ES-1");
    }

    [Theory, OnBoth]
    public async Task An_id_a_network_and_an_address_find_their_hosts(Provider provider)
    {
        await using var plant = await Plant.CreateAsync(provider);
        var host = plant.Host("ES-1", with: (h, _) => (h.Addresses, h.SearchKey) = ("10.20.4.41/24", SortKeys.Folded("ES-1 10.20.4.41/24")));
        plant.Host("ES-2");
        plant.Add(new HostAddress { HostId = host.Id, Key = AddressKey.Of(IPAddress.Parse("10.20.4.41")), PrefixLength = 24, Text = "10.20.4.41/24" });
        await plant.SaveAsync();

        foreach (var text in new[] { host.Id.ToString(), "10.20.4.0/24", "10.20.4.77/24", "10.20.4.41", "10.20.4." })
        {
            (await plant.Search.FindAsync(Plant.Everyone, text, Plant.Stop)).Hosts.Select(h => h.Name).ShouldBe(["ES-1"], text);
        }

        (await plant.Search.FindAsync(Plant.Everyone, "10.21.0.0/16", Plant.Stop)).Hosts.ShouldBeEmpty();
    }

    [Theory, OnBoth]
    public async Task A_rule_among_the_words_narrows_the_findings_to_it(Provider provider)
    {
        await using var plant = await Plant.CreateAsync(provider);
        foreach (var name in new[] { "ES-1", "OS-1" })
        {
            var host = plant.Host(name);
            plant.Finding(host, RuleId.ALM0001);
            plant.Finding(host, RuleId.ALM0002);
        }

        await plant.SaveAsync();

        var ofRule = await plant.Search.FindAsync(Plant.Everyone, "alm0002", Plant.Stop);
        ofRule.Hosts.ShouldBeEmpty();
        ofRule.Findings.Select(f => (f.HostName, f.Rule)).ShouldBe([("ES-1", RuleId.ALM0002), ("OS-1", RuleId.ALM0002)], ignoreOrder: true);
        (await plant.Search.FindAsync(Plant.Everyone, "os 0002", Plant.Stop)).Findings.ShouldHaveSingleItem().HostName.ShouldBe("OS-1");
        (await plant.Search.FindAsync(Plant.Everyone, "nobody ALM0002", Plant.Stop)).Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_weakness_finds_its_advisory_and_is_named()
    {
        await using var plant = await Plant.CreateAsync(Provider.Sqlite);
        await plant.SaveAsync();

        var found = (await plant.Search.FindAsync(Plant.Everyone, "cve-2011-4532", Plant.Stop)).Advisories.ShouldHaveSingleItem();
        found.Id.ShouldBe(Plant.Note);
        found.Cves.ShouldBe(["CVE-2011-4532"]);
    }

    [Fact]
    public async Task The_API_answers_the_same_and_says_what_is_wrong_with_the_question()
    {
        await using var plant = await Plant.CreateAsync(Provider.Sqlite);
        plant.Finding(plant.Host("ES-1", status: ComplianceStatus.NonCompliant), RuleId.ALM0001);
        await plant.SaveAsync();
        await using var api = await ReadApi.StartAsync(plant, Plant.Everyone);

        using var answer = await api.GetAsync("/search?q=ES-1");
        var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Plant.Stop)).RootElement;
        body.GetProperty("hosts")[0].GetProperty("status").GetString().ShouldBe("NonCompliant");
        body.GetProperty("findings")[0].GetProperty("rule").GetString().ShouldBe("ALM0001");

        foreach (var wrong in new[] { "/search", "/search?q=%20", $"/search?q={new string('x', 201)}" })
        {
            using var refused = await api.GetAsync(wrong);
            refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest, wrong);
            JsonDocument.Parse(await refused.Content.ReadAsStringAsync(Plant.Stop)).RootElement.GetProperty("errors").TryGetProperty("q", out _).ShouldBeTrue();
        }
    }
}
