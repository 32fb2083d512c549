using System.Text.Json;
using AlmCompliance.Contracts;
using AlmCompliance.Data.Compliance;
using AlmCompliance.Data.Inventory;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Inventory;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Web.Assessment;
using Host = AlmCompliance.Data.Inventory.Host;

namespace AlmCompliance.Web.Tests.Reads;

public sealed class HostDetailTests
{
    [Theory, OnBoth]
    public async Task Facts_are_read_again_with_the_grammar_that_read_each_version_text(Provider provider)
    {
        await using var plant = await Plant.CreateAsync(provider);
        var host = Reported(plant, "V5.1 SP1 Upd2", "05.01.0102");
        await plant.SaveAsync();

        var detail = (await plant.Hosts.GetAsync(Plant.Everyone, host.Id, Plant.Stop))!;

        detail.Facts!.Alm!.Service!.State.ShouldBe("running");
        detail.Version.Version.ShouldBe(new AlmVersion(5, 1, 1, 2));
        detail.Version.Readings.Select(r => (r.Evidence.Raw, r.Grammar)).ShouldBe([("V5.1 SP1 Upd2", VersionGrammar.Worded), ("05.01.0102", VersionGrammar.Packed)]);
        detail.Cves.Single(c => c.Cve.Id.Value == "CVE-2011-4532").Applicability.ShouldBe(CveApplicability.Applies);
        detail.Cves.Single(c => c.Cve.Id.Value == "CVE-2011-4529").Applicability.ShouldBe(CveApplicability.DoesNotApply);
        detail.Snapshots.ShouldHaveSingleItem().IsCurrent.ShouldBeTrue();
    }

    [Theory, OnBoth]
    public async Task Expired_evidence_shows_a_weakness_and_clears_none(Provider provider)
    {
        await using var plant = await Plant.CreateAsync(provider);
        var host = Reported(plant, "V5.1 SP1 Upd2");
        await plant.SaveAsync();
        plant.Clock.Advance(TimeSpan.FromDays(8));

        var detail = (await plant.Hosts.GetAsync(Plant.Everyone, host.Id, Plant.Stop))!;

        detail.Cves.Single(c => c.Cve.Id.Value == "CVE-2011-4532").Applicability.ShouldBe(CveApplicability.Applies);
        detail.Cves.Single(c => c.Cve.Id.Value == "CVE-2011-4529").Applicability.ShouldBe(CveApplicability.Unknown);
    }

    [Theory, OnBoth]
    public async Task Measures_are_those_of_the_stored_verdict_and_expire_with_what_they_rest_on(Provider provider)
    {
        await using var plant = await Plant.CreateAsync(provider);
        var host = Reported(plant, new AlmFacts { Installed = true }, row => row.Measures =
        [
            new HostMeasure(ProtectiveMeasure.Port, MeasureState.InPlace, MeasureBasis.BoundariesClosed, plant.Now.AddDays(2)),
            new HostMeasure(ProtectiveMeasure.Browser, MeasureState.InPlace, MeasureBasis.KillBit, null),
        ]);
        await plant.SaveAsync();

        (await MeasuresAsync()).ShouldBe([(MeasureState.InPlace, MeasureBasis.BoundariesClosed), (MeasureState.InPlace, MeasureBasis.KillBit)]);
        plant.Clock.Advance(TimeSpan.FromDays(3));
        (await MeasuresAsync()).ShouldBe([(MeasureState.Unknown, MeasureBasis.BoundariesClosed), (MeasureState.InPlace, MeasureBasis.KillBit)]);
        plant.Clock.Advance(TimeSpan.FromDays(5));
        (await MeasuresAsync()).ShouldBe([(MeasureState.Unknown, MeasureBasis.BoundariesClosed), (MeasureState.Unknown, MeasureBasis.KillBit)]);

        async Task<IEnumerable<(MeasureState, MeasureBasis)>> MeasuresAsync() =>
            (await plant.Hosts.GetAsync(Plant.Everyone, host.Id, Plant.Stop))!.Summary.Statuses[0].Measures.Select(m => (m.State, m.Basis));
    }

    [Theory, OnBoth]
    public async Task A_weakness_that_a_measure_holds_says_so_and_one_that_a_restart_will_end_is_unknown(Provider provider)
    {
        await using var plant = await Plant.CreateAsync(provider);
        var held = Reported(plant, Alm("V5.1 SP1 Upd2"), browser: new BrowserFacts { AlmControl = "absent" });
        var waiting = Reported(plant, Alm("V5.1 SP1 Upd3"), restartPending: true);
        await plant.SaveAsync();

        var first = (await plant.Hosts.GetAsync(Plant.Everyone, held.Id, Plant.Stop))!.Cves.Single(c => c.Cve.Id.Value == "CVE-2011-4532");
        (first.Applicability, first.Hold, first.AwaitsRestart).ShouldBe((CveApplicability.Applies, CveHold.Held, false));
        var second = (await plant.Hosts.GetAsync(Plant.Everyone, waiting.Id, Plant.Stop))!.Cves.Single(c => c.Cve.Id.Value == "CVE-2011-4532");
        (second.Applicability, second.Hold, second.AwaitsRestart).ShouldBe((CveApplicability.Unknown, CveHold.Unknown, true));
    }

    [Theory, OnBoth]
    public async Task Content_that_cannot_be_read_is_no_fact(Provider provider)
    {
        await using var plant = await Plant.CreateAsync(provider);
        var host = plant.Host("ES-041");
        host.CurrentSnapshotId = plant.Add(Snapshot(plant, host, "{ broken")).Id;
        await plant.SaveAsync();

        var detail = (await plant.Hosts.GetAsync(Plant.Everyone, host.Id, Plant.Stop))!;

        detail.Facts.ShouldBeNull();
        detail.Version.ShouldBe(InstalledVersion.None);
        detail.Cves.ShouldAllBe(c => c.Applicability == CveApplicability.Unknown);
    }

    [Theory, OnBoth]
    public async Task The_history_comes_newest_first_with_findings_open_and_closed_apart(Provider provider)
    {
        await using var plant = await Plant.CreateAsync(provider);
        var host = plant.Host("ES-041", plant.Zone("North"));
        plant.Expected("ES-041", enrolled: host);
        plant.Period(host, ComplianceStatus.Unknown, 30, 25);
        plant.Period(host, ComplianceStatus.NonCompliant, 25, 20);
        plant.Finding(host, RuleId.ALM0001, openedDaysAgo: 25).ClosedAt = plant.Now.AddDays(-20);
        plant.Finding(host, RuleId.ALM0006, openedDaysAgo: 5).ClosedAt = plant.Now.AddDays(-9);
        plant.Finding(host, RuleId.ALM0002);
        await plant.SaveAsync();

        var detail = (await plant.Hosts.GetAsync(Plant.Everyone, host.Id, Plant.Stop))!;

        detail.History.Select(p => p.Status).ShouldBe([ComplianceStatus.NonCompliant, ComplianceStatus.Unknown]);
        detail.Summary.OpenFindings.Select(f => f.Rule).ShouldBe([RuleId.ALM0002]);
        detail.ClosedFindings.Select(f => f.Rule).ShouldBe([RuleId.ALM0001], "one that was closed before it would have opened never was");
        detail.ClosedFindingsTotal.ShouldBe(1);
        detail.Expected!.Owner.ShouldBe("J. Brandt");
        detail.Summary.ZoneName.ShouldBe("North");
        (await plant.Hosts.GetAsync(Plant.Everyone, Guid.NewGuid(), Plant.Stop)).ShouldBeNull();
    }

    private static Host Reported(Plant plant, params string[] versions) => Reported(plant, Alm(versions));

    private static AlmFacts Alm(params string[] versions) => new()
    {
        Installed = true,
        Versions = [.. versions.Select((v, i) => new VersionText { Source = i == 0 ? "autsw.VersionString" : "uninstall.DisplayVersion", Value = v })],
        Service = new ServiceFacts { State = "running" },
    };

    private static Host Reported(Plant plant, AlmFacts alm, Action<HostStatus>? with = null, BrowserFacts? browser = null, bool restartPending = false)
    {
        alm.RestartPending = restartPending;
        var host = plant.Host("ES-041", status: ComplianceStatus.NonCompliant, with: (_, row) => with?.Invoke(row));
        var report = new InventoryReport
        {
            Schema = InventoryReport.SchemaV1,
            Host = new MachineFacts { Name = "ES-041" },
            Alm = alm,
            Browser = browser,
        };
        host.CurrentSnapshotId = plant.Add(Snapshot(plant, host, JsonSerializer.Serialize(report, ContractJson.Options))).Id;
        return host;
    }

    private static InventorySnapshot Snapshot(Plant plant, Host host, string content) => new()
    {
        HostId = host.Id,
        Origin = EvidenceOrigin.Agent,
        ContentDigest = new byte[32],
        Content = content,
        ReceivedAt = plant.Now,
        ConfirmedFrom = plant.Now,
        ConfirmedTo = plant.Now,
    };
}
