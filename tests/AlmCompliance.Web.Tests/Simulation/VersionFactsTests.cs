using System.Text.RegularExpressions;
using AlmCompliance.Contracts;
using AlmCompliance.Domain.Inventory;
using AlmCompliance.Simulator.Life;
using AlmCompliance.Simulator.Plant;
using AlmCompliance.Simulator.Reports;

namespace AlmCompliance.Web.Tests.Simulation;

public sealed class VersionFactsTests
{
    private readonly SimulatedPlant _plant = Plants.Of(1_000);

    [Theory]
    [InlineData(@"^0\d\.\d\d\.\d{4}$", "packed")]
    [InlineData(@"^0\d\.\d\d\.1\d\d\d$", "packed, service pack of ten or more")]
    [InlineData(@"^\d\.\d$", "major and minor alone")]
    [InlineData(@"^\d\.\d\.\d+\.\d$", "dotted")]
    [InlineData(@"^V\d\.\d\.\d$", "dotted with a V")]
    [InlineData(@"^0\d\.\d\d\.\d\d\.\d\d$", "zero padded")]
    [InlineData(@"^V\d\.\d SP\d Upd\d$", "short")]
    [InlineData(@"^V6\.2 SP\d$", "short, service pack alone")]
    [InlineData(@"^V6\.2 \+ Upd3$", "as lists have it")]
    [InlineData(@"^Version 5\.1 SP 1 Update 3$", "as the product note has it")]
    [InlineData(@"^V\d\.\d Service Pack \d+", "spelled out")]
    [InlineData(@"^5\.1\+SP1\+Upd\d$", "as the CVE texts have it")]
    [InlineData(@"^V\d\.\d_SP\d+_Update_\d$", "as CSAF files have it")]
    [InlineData(@"^\d\.\d_(sp\d+_)?upd\d$", "lower case")]
    [InlineData(@"^Siemens Automation License Manager V5\.\d \+ SP\d \+ Upd\d  $", "display name with two blanks at its end")]
    [InlineData(@"HF1$", "hotfix")]
    [InlineData(@"^500\.0\.122\.1$", "file version")]
    [InlineData(@"^$", "empty")]
    public void Every_form_met_on_hosts_occurs(string form, string name)
    {
        States().SelectMany(s => Texts(s.Host, s.State)).ShouldContain(t => Regex.IsMatch(t.Value!, form, RegexOptions.None, TimeSpan.FromSeconds(1)), name);
    }

    [Fact]
    public void The_packed_form_stands_alone_on_some_vulnerable_hosts()
    {
        States()
            .Where(s => s.State.IsAffected)
            .Select(s => Texts(s.Host, s.State))
            .ShouldContain(texts => texts.Length == 1 && texts[0].Source == "uninstall.DisplayVersion");
    }

    [Fact]
    public void Without_a_quirk_the_texts_add_up_to_the_release_that_is_installed()
    {
        foreach (var (host, state) in States().Where(s => s.State is { Quirk: VersionQuirk.None, Release: not null }))
        {
            var release = state.Release!.Value;
            var version = Resolve(Texts(host, state));

            version.Certainty.ShouldBe(VersionCertainty.Known, host.Name);
            version.Version.ShouldBe(new AlmVersion(release.Major, release.Minor, release.ServicePack, release.Update), host.Name);
        }
    }

    [Fact]
    public void With_a_quirk_they_add_up_to_nothing()
    {
        var quirks = States().Where(s => s.State.Quirk != VersionQuirk.None).ToList();

        quirks.Select(s => s.State.Quirk).Distinct().Count().ShouldBe(4);
        quirks.ShouldAllBe(s => Resolve(Texts(s.Host, s.State)).Certainty != VersionCertainty.Known);
    }

    private IEnumerable<(SimulatedHost Host, HostState State)> States() =>
        _plant.Hosts.SelectMany(h => h.Life.Events.Select(e => (h, e.State)));

    private static VersionText[] Texts(SimulatedHost host, HostState state) => VersionFacts.Of(host, state) ?? [];

    private static InstalledVersion Resolve(VersionText[] texts) =>
        VersionResolution.Resolve([.. texts.Select(t => new VersionEvidence(SourceOf(t.Source!), t.Value!))]);

    private static VersionSource SourceOf(string source) =>
        Enum.Parse<VersionSource>(source.Replace(".", "", StringComparison.Ordinal), ignoreCase: true);
}
