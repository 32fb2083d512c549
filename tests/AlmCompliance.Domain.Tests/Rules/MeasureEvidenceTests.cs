namespace AlmCompliance.Domain.Tests.Rules;

/// <summary>A measure is always shown with the words that it rests on.</summary>
public sealed class MeasureEvidenceTests
{
    private static readonly HostFacts Facts = Hosts.Facts("V5.0") with { AlmControlPresent = true, KillBitNative = true, KillBitWow64 = false };

    [Fact]
    public void The_port_shows_each_boundary_and_the_open_ones_first()
    {
        var shielding = Hosts.Within(
            new Boundary(ZoneId.Outside, BlockedAt: Hosts.Now) { FromName = "Outside" },
            new Boundary(Hosts.Cell) { FromName = "Cell" },
            new Boundary(Hosts.Office, OpenAt: Hosts.Now) { FromName = "Office" });

        Words(ProtectiveMeasure.Port, Hosts.Case(Facts) with { Shielding = shielding })
            .ShouldBe(["Office: open 2026-11-22 10:00:00Z", "Outside: blocked 2026-11-22 10:00:00Z", "Cell: not proven"]);
    }

    [Fact]
    public void Remote_access_shows_its_sockets() =>
        Words(ProtectiveMeasure.RemoteAccess, Hosts.Case(Facts)).ShouldBe(["127.0.0.1:4410 almsrv64x.exe"]);

    [Fact]
    public void The_browser_shows_control_kill_bits_and_policy() =>
        Words(ProtectiveMeasure.Browser, Hosts.Case(Facts)).ShouldBe(["control registered", "kill bit set", "kill bit, 32-bit view not set", "ActiveX not known"]);

    [Fact]
    public void Decisions_and_versions_are_named()
    {
        Words(ProtectiveMeasure.Port, Hosts.Case(Facts, decisions: Decided.Held().Attesting(ProtectiveMeasure.Port, Hosts.Now))).ShouldBe(["AT-1"]);
        Words(ProtectiveMeasure.RemoteAccess, Hosts.Case(Facts with { Listeners = [Hosts.Socket("0.0.0.0")] }, decisions: Decided.LicenceServer())).ShouldBe(["LS-1", "Owner"]);
        Words(ProtectiveMeasure.Port, Hosts.Case(Hosts.Facts("V5.2"))).ShouldBe(["V5.2"]);
        Words(ProtectiveMeasure.Port, Hosts.Case(Facts with { Port = 4411 }, decisions: Decided.Held())).ShouldBe(["4410"]);
    }

    [Fact]
    public void Nothing_is_shown_where_nothing_speaks_of_it() =>
        Words(ProtectiveMeasure.Browser, Hosts.Case(Hosts.Facts("V5.0"))).ShouldBeEmpty();

    private static IReadOnlyList<string> Words(ProtectiveMeasure measure, HostCase host) =>
        MeasureEvidence.WordsOf(Hosts.Assess(host).Measure(measure), host, FreshnessLimits.Default, Hosts.Now);
}
