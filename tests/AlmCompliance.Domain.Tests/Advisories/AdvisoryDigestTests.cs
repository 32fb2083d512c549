namespace AlmCompliance.Domain.Tests.Advisories;

/// <summary>A change in what the rules judge by is another revision; a change in words is not.</summary>
public sealed class AdvisoryDigestTests
{
    private static readonly Advisory Note = ProductNote57252401.Advisory;

    [Fact]
    public void Every_built_in_advisory_has_its_own_digest_in_its_revision()
    {
        var digests = AdvisoryCatalogue.BuiltIn.Advisories.Select(a => a.Revision.Digest!).ToArray();

        digests.ShouldAllBe(d => d.Length == 64);
        digests.ShouldBeUnique();
        Note.Revision.Key.ShouldBe($"2011-12-19 {Note.Revision.Digest}");
        new AdvisoryRevision("2").Key.ShouldBe("2");
    }

    [Fact]
    public void What_the_rules_judge_by_changes_it()
    {
        Advisory[] others =
        [
            Note with { Affected = new AffectedVersions(AdvisoryBranch.FixedBy(new AlmVersion(5, 1, 1, 2), from: new AlmVersion(4, 0))) },
            Note with { Affected = new AffectedVersions(AdvisoryBranch.FixedBy(new AlmVersion(5, 1, 1, 3), new ProductLine(5), new AlmVersion(4, 0))) },
            Note with { AskedMeasures = [ProtectiveMeasure.Port] },
            Note with { Cves = [Note.Cves[0]] },
            Note with { Cves = [.. Note.Cves.Select(c => c with { SufficientMeasures = MeasureSet.None })] },
            Note with { Reach = WeaknessReach.LocalOnly },
            Note with { DecidesAlone = false },
            Note with { Revision = new AdvisoryRevision("2012") },
        ];

        others.Select(AdvisoryDigest.Of).Append(AdvisoryDigest.Of(Note)).ShouldBeUnique();
    }

    [Fact]
    public void Words_and_other_sources_do_not_change_it() =>
        AdvisoryDigest.Of(Note with { Title = "Another", Source = new Uri("https://example.org"), FurtherSources = [], EnteredCatalogueAt = Hosts.Now })
            .ShouldBe(Note.Revision.Digest);
}
