using AlmCompliance.Contracts;

namespace AlmCompliance.Agent.Tests.Collecting;

/// <summary>The firewall as its policy in the registry says, the most open profile counting.</summary>
public sealed class FirewallTests
{
    private const string Policy = @"HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Services\SharedAccess\Parameters\FirewallPolicy";
    private const string Gpo = @"HKEY_LOCAL_MACHINE\SOFTWARE\Policies\Microsoft\WindowsFirewall";
    private const string Service = @"%CommonProgramFiles(x86)%\Siemens\sws\almsrv\almsrv64x.exe";
    private static readonly string[] _words = ["Domain", "Private", "Public"];
    private static readonly string[] _oldWords = ["Domain", "Standard", "Public"];

    private const string AllOn = $"""
        [{Policy}\DomainProfile]
        "EnableFirewall"=dword:00000001
        [{Policy}\StandardProfile]
        "EnableFirewall"=dword:00000001
        [{Policy}\PublicProfile]
        "EnableFirewall"=dword:00000001
        [{Policy}\FirewallRules]
        """;

    [Theory]
    [InlineData("v2.10|Action=Allow|Active=TRUE|Dir=In|Protocol=6|LPort=4410|Name=ALM|", "allowed")]
    [InlineData("v2.10|Action=Allow|Active=TRUE|Dir=In|App=" + Service + "|Name=ALM|", "allowed")]
    [InlineData("v2.10|Action=Allow|Active=TRUE|Dir=In|Protocol=6|LPort2_10=4400-4420|Name=ALM|", "allowed")]
    [InlineData("v2.10|Action=Allow|Active=TRUE|Dir=In|Protocol=6|Profile=Domain|LPort=4410|Name=ALM|", "allowed")]
    [InlineData("v2.10|Action=Allow|Active=TRUE|Dir=In|Protocol=6|LPort=4410|RA4=LocalSubnet|Name=ALM|", "restricted")]
    [InlineData("v2.10|Action=Allow|Active=FALSE|Dir=In|Protocol=6|LPort=4410|Name=ALM|", "blocked")]
    [InlineData("v2.10|Action=Allow|Active=TRUE|Dir=Out|Protocol=6|LPort=4410|Name=ALM|", "blocked")]
    [InlineData("v2.10|Action=Allow|Active=TRUE|Dir=In|Protocol=17|LPort=4410|Name=ALM|", "blocked")]
    [InlineData("v2.10|Action=Allow|Active=TRUE|Dir=In|Protocol=6|LPort=445|App=System|Name=SMB|", "blocked")]
    [InlineData("v2.10|Action=Allow|Active=TRUE|Dir=In|Protocol=6|App=C:\\Tools\\other.exe|Name=Other|", "blocked")]
    [InlineData("v2.10|Action=Allow|Active=TRUE|Dir=In|Protocol=6|Svc=other|Name=Other|", "blocked")]
    public void A_rule_opens_what_it_names(string rule, string expected)
    {
        Collect(AllOn + Rules(rule)).AlmInbound.ShouldBe(expected);
    }

    [Theory]
    [InlineData("v2.10|Action=Block|Active=TRUE|Dir=In|Protocol=6|LPort=4410|Name=Shut|", "blocked")]
    [InlineData("v2.10|Action=Block|Active=TRUE|Dir=In|App=" + Service + "|Name=Shut|", "blocked")]
    [InlineData("v2.10|Action=Block|Active=TRUE|Dir=In|Protocol=6|LPort=4410|RA4=10.0.0.0/255.0.0.0|Name=Some|", "allowed")]
    [InlineData("v2.10|Action=Block|Active=TRUE|Dir=In|Protocol=6|LPort=4410|IFType=Wireless|Name=Some|", "allowed")]
    [InlineData("v2.10|Action=Block|Active=TRUE|Dir=In|Protocol=6|Profile=Public|LPort=4410|Name=Some|", "allowed")]
    [InlineData("v2.10|Action=Block|Active=TRUE|Dir=In|App=C:\\Other\\almsrv64x.exe|Name=Another|", "allowed")]
    public void A_block_counts_only_where_it_closes_everything(string rule, string expected)
    {
        Collect(AllOn + Rules("v2.10|Action=Allow|Active=TRUE|Dir=In|Protocol=6|LPort=4410|Name=ALM|", rule)).AlmInbound.ShouldBe(expected);
    }

    [Fact]
    public void A_local_block_that_group_policy_ignores_closes_nothing()
    {
        var merge = string.Concat(_words.Select(p => $"\n[{Gpo}\\{p}Profile]\n\"AllowLocalPolicyMerge\"=dword:0\n\"DefaultInboundAction\"=dword:0\n"));

        Collect(AllOn + Rules("v2.10|Action=Block|Active=TRUE|Dir=In|Protocol=6|LPort=4410|Name=Shut|") + merge).AlmInbound.ShouldBe("allowed");
    }

    [Fact]
    public void What_a_restricting_rule_lets_in_is_named()
    {
        var firewall = Collect(AllOn + Rules("v2.10|Action=Allow|Active=TRUE|Dir=In|Protocol=6|LPort=4410|RA4=LocalSubnet|RA4=10.1.0.0/255.255.0.0|Name=ALM|"));

        firewall.RemoteAddresses.ShouldBe(["10.1.0.0/255.255.0.0", "LocalSubnet"]);
    }

    [Fact]
    public void A_profile_that_is_off_among_others_that_are_on_leaves_it_open_which_is_in_force()
    {
        var report = Report(AllOn + $"\n[{Policy}\\DomainProfile]\n\"EnableFirewall\"=dword:0");

        report.Firewall!.ActiveProfileEnabled.ShouldBeNull();
        report.Problems!.ShouldHaveSingleItem().Message!.ShouldContain("Domain");
    }

    [Fact]
    public void Group_policy_outranks_the_host()
    {
        var off = string.Concat(_oldWords.Select(p => $"\n[{Gpo}\\{p}Profile]\n\"EnableFirewall\"=dword:0"));

        Collect(AllOn + off).ActiveProfileEnabled.ShouldBe(false);
        Collect(AllOn).ActiveProfileEnabled.ShouldBe(true);
    }

    [Fact]
    public void A_firewall_whose_service_does_not_run_is_off()
    {
        var host = RecordedHost.WithAlm();
        host.Services.Clear();
        host.Registry.Add(AllOn);

        host.Collect().Firewall!.ActiveProfileEnabled.ShouldBe(false);
    }

    [Fact]
    public void A_rule_that_cannot_be_read_is_a_problem()
    {
        Report(AllOn + Rules("something else")).Problems!.ShouldHaveSingleItem().Collector.ShouldBe("firewall");
    }

    [Theory]
    [InlineData("GloballyOpenPorts", "4410:TCP", "4410:TCP:*:Enabled:ALM", "allowed")]
    [InlineData("GloballyOpenPorts", "4410:TCP", "4410:TCP:LocalSubNet:Enabled:ALM", "restricted")]
    [InlineData("GloballyOpenPorts", "4410:TCP", "4410:TCP:*:Disabled:ALM", "blocked")]
    [InlineData("GloballyOpenPorts", "4410:UDP", "4410:UDP:*:Enabled:ALM", "blocked")]
    [InlineData("AuthorizedApplications", "x", @"C:\\Program Files (x86)\\Common Files\\Siemens\\sws\\almsrv\\almsrv64x.exe:*:Enabled:ALM", "allowed")]
    [InlineData("AuthorizedApplications", "x", @"C:\\Tools\\other.exe:*:Enabled:Other", "blocked")]
    public void The_exceptions_of_windows_xp_are_read_too(string list, string name, string value, string expected)
    {
        Collect($"""
            [{Policy}\DomainProfile]
            "EnableFirewall"=dword:00000001
            [{Policy}\StandardProfile]
            "EnableFirewall"=dword:00000001
            [{Policy}\StandardProfile\{list}\List]
            "{name}"="{value}"
            """).AlmInbound.ShouldBe(expected);
    }

    private static string Rules(params string[] rules) =>
        "\n" + string.Join('\n', rules.Select((r, i) => $"\"{i}\"=\"{r.Replace(@"\", @"\\", StringComparison.Ordinal)}\""));

    private static FirewallFacts Collect(string recorded) => Report(recorded).Firewall!;

    private static InventoryReport Report(string recorded)
    {
        var host = RecordedHost.WithAlm();
        host.Registry.Add(recorded);
        return host.Collect();
    }
}
