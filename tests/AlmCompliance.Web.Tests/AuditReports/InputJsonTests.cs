using System.Text;
using System.Text.Json;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Decisions;
using AlmCompliance.Domain.Inventory;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Domain.Segmentation;
using AlmCompliance.Web.Features.AuditReports.Inputs;
using AlmCompliance.Web.Features.AuditReports.Verifying;
using CsCheck;

namespace AlmCompliance.Web.Tests.AuditReports;

/// <summary>What the rules were given reads back as what it was: else an old verdict could not be computed again.</summary>
public sealed class InputJsonTests
{
    [Fact]
    public void The_built_in_catalogue_reads_back_with_the_same_digests()
    {
        var rules = RulesInput.Of(AdvisoryCatalogue.BuiltIn, FreshnessLimits.Default, GeneratedCases.Now.AddTicks(10));

        var back = Back(rules);

        back.Advisories.Select(AdvisoryDigest.Of).ShouldBe(AdvisoryCatalogue.BuiltIn.Advisories.Select(AdvisoryDigest.Of));
        (back.Moment, back.Limits, back.CatalogueAsOf, back.Rules).ShouldBe((rules.Moment, rules.Limits, rules.CatalogueAsOf, RuleBook.Version));
        Bytes(back).ShouldBe(Bytes(rules));
    }

    [Fact]
    public void An_imported_advisory_reads_back_with_its_other_sources_and_what_nobody_could_read()
    {
        var note = AdvisoryCatalogue.BuiltIn.Advisories[0];
        var versions = new AffectedVersions(
            new AdvisoryBranch(new ProductLine(5), null, RemedyKind.Unknown, null, "all \"versions\" <\u2028 V5.2"),
            new AdvisoryBranch(new ProductLine(6, 12), new AffectedRange(new AlmVersion(6, 12), null), RemedyKind.NonePlanned, null),
            AdvisoryBranch.FixedBy(new AlmVersion(9, 99, 99, 99)));
        var imported = note with
        {
            Aliases = ["ICSA-11-361-01", "<b>"],
            Affected = versions,
            Reach = WeaknessReach.LocalOnly,
            DecidesAlone = true,
            EnteredCatalogueAt = GeneratedCases.Now.AddTicks(1),
            Cves = [new Cve(new CveId("CVE-2011-4532"), versions, 10.0m, [new MeasureSet([ProtectiveMeasure.Port], OnLicenceServer: true)])],
            FurtherSources = [new AdvisorySource("CISA", "ICSA-11-361-01", new AdvisoryRevision("2", "ab12"), versions)],
        };
        var rules = RulesInput.Of(new AdvisoryCatalogue([imported, note]), new FreshnessLimits(TimeSpan.FromHours(7), TimeSpan.FromDays(1.5), TimeSpan.FromTicks(3), TimeSpan.Zero, TimeSpan.MaxValue), GeneratedCases.Now);

        var back = Back(rules);

        Bytes(back).ShouldBe(Bytes(rules));
        var read = back.Advisories[0];
        AdvisoryDigest.Of(read).ShouldBe(AdvisoryDigest.Of(imported));
        (read.DecidesAlone, read.EnteredCatalogueAt, read.FurtherSources[0].Revision.Key, read.Aliases[1]).ShouldBe((true, imported.EnteredCatalogueAt, "2 ab12", "<b>"));
        read.FurtherSources[0].Affected.Branches.ShouldBe(versions.Branches);
        back.Limits.ShouldBe(rules.Limits);
    }

    [Fact]
    public void What_is_concluded_from_a_case_that_was_read_back_is_what_was_concluded_from_it()
    {
        var rules = RulesInput.Of(AdvisoryCatalogue.BuiltIn, FreshnessLimits.Default, GeneratedCases.Now);
        var readRules = Back(rules);
        var catalogue = new AdvisoryCatalogue(readRules.Advisories, readRules.CatalogueAsOf);
        GeneratedCases.Cases.Sample(
            given =>
            {
                var line = Bytes(new VerdictInput(Guid.NewGuid(), given));
                line.ShouldNotContain((byte)'\n');
                var read = JsonSerializer.Deserialize<VerdictInput>(line, VerifyingJson.Input)!;

                Encoding.UTF8.GetString(Bytes(read)).ShouldBe(Encoding.UTF8.GetString(line));
                VerdictLines.Of(read.Case, readRules.Assess(read.Case, catalogue), readRules)
                    .ShouldBe(VerdictLines.Of(given, HostAssessor.Assess(given, AdvisoryCatalogue.BuiltIn, FreshnessLimits.Default, GeneratedCases.Now), rules));
            },
            iter: 3000, threads: 1);
    }

    /// <summary>A member of the rules' input that came to be later, and was not written, would be missed here.</summary>
    [Fact]
    public void Every_member_that_can_be_set_is_written()
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        GeneratedCases.Cases.Sample(given => Names(JsonSerializer.SerializeToElement(given, InputJson.Options), names), iter: 300, threads: 1);

        Type[] types =
        [
            typeof(HostCase), typeof(HostFacts), typeof(EvidenceStamp), typeof(VersionEvidence), typeof(ListeningSocket), typeof(CollectorFailure), typeof(IdentityDoubt),
            typeof(HostDecisions), typeof(ValidDecision), typeof(AdvisoryDecision), typeof(LicenceServerDeclaration), typeof(AttestedMeasure), typeof(AttestedVersion), typeof(ContradictionResolution),
            typeof(HostShielding), typeof(RangeShield), typeof(ZoneStand), typeof(Boundary), typeof(OpenAnswer),
        ];
        types.SelectMany(t => t.GetProperties()).Where(p => p.SetMethod is not null).Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name)).Except(names).ShouldBeEmpty();
    }

    private static RulesInput Back(RulesInput rules) => JsonSerializer.Deserialize<RulesInput>(Bytes(rules), VerifyingJson.Input)!;

    private static byte[] Bytes<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, InputJson.Options);

    private static void Names(JsonElement json, HashSet<string> names)
    {
        if (json.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in json.EnumerateObject())
            {
                names.Add(member.Name);
                Names(member.Value, names);
            }
        }
        else if (json.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in json.EnumerateArray())
            {
                Names(item, names);
            }
        }
    }
}
