using System.Net;
using System.Reflection;
using System.Text.Json;
using AlmCompliance.Data.Inventory;
using AlmCompliance.Domain.Inventory;
using CsCheck;

namespace AlmCompliance.Data.Tests;

public sealed class FactsEncodingTests
{
    private static readonly HostFacts _all = new()
    {
        Installed = true,
        Versions = [new(VersionSource.AutswVersionString, "V5.1 SP1 Upd2"), new(VersionSource.UninstallDisplayVersion, "")],
        Service = ServiceState.Running,
        ServiceStateUnclear = true,
        StartMode = ServiceStartMode.Disabled,
        Processes = ["almsrv64x.exe"],
        Port = 4410,
        RestartPending = true,
        RemoteAccessSetting = true,
        Listeners = [new(IPAddress.Any, 4410, "almsrv64x.exe"), new(IPAddress.Parse("fe80::1%3"), null, null), new(null, 4410, "")],
        FirewallEnabled = true,
        AlmInbound = FirewallVerdict.Restricted,
        InternetExplorerPresent = true,
        AlmControlPresent = true,
        KillBitNative = true,
        KillBitWow64 = true,
        ActiveXDisabledByPolicy = true,
        Is64Bit = true,
        Problems = [new(Collector.Firewall, "access denied")],
    };

    private static IEnumerable<PropertyInfo> Facts => typeof(HostFacts).GetProperties().Where(p => p.SetMethod is not null);

    [Fact]
    public void Every_fact_there_is_comes_back()
    {
        var empty = new HostFacts();
        Facts.Where(p => Text(p, _all) == Text(p, empty)).Select(p => p.Name).ShouldBeEmpty("give each fact a value here, write it in FactsEncoding, and count its Format up");

        ShouldComeBack(_all);
        ShouldComeBack(empty);
    }

    [Fact]
    public void False_absent_and_empty_stay_three_things()
    {
        foreach (var fact in Facts.Where(p => p.PropertyType == typeof(bool?)))
        {
            var facts = new HostFacts();
            fact.SetValue(facts, false);
            ShouldComeBack(facts);
        }

        ShouldComeBack(new HostFacts { Processes = [], Listeners = [] });
    }

    [Fact]
    public void Texts_come_back_as_the_database_would_give_them() => Gen.String.Sample(text =>
    {
        var back = FactsEncoding.Decode(FactsEncoding.Encode(new HostFacts { Processes = [text], Problems = [new CollectorFailure(Collector.Unknown, text)] }));
        return back.Processes![0] == StorableText.Of(text) && back.Problems[0].Message == StorableText.Of(text);
    });

    private static void ShouldComeBack(HostFacts facts)
    {
        var back = FactsEncoding.Decode(FactsEncoding.Encode(facts));
        foreach (var fact in Facts)
        {
            Text(fact, back).ShouldBe(Text(fact, facts), fact.Name);
        }
    }

    private static string Text(PropertyInfo fact, HostFacts facts) => fact.GetValue(facts) is IReadOnlyList<ListeningSocket> listeners
        ? string.Join('|', listeners.Select(l => $"{l.Address} {l.Port} {l.Process is null} {l.Process}"))
        : JsonSerializer.Serialize(fact.GetValue(facts), JsonSerializerOptions.Default);
}
