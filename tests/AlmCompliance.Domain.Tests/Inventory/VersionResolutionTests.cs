namespace AlmCompliance.Domain.Tests.Inventory;

public sealed class VersionResolutionTests
{
    [Fact]
    public void No_text_and_empty_texts_are_no_version()
    {
        Resolve().Certainty.ShouldBe(VersionCertainty.None);
        Resolve((VersionSource.AutswRelease, ""), (VersionSource.UninstallDisplayName, " \t")).ShouldBe(InstalledVersion.None);
    }

    [Fact]
    public void An_empty_text_beside_a_readable_one_is_none() =>
        Known(Resolve((VersionSource.AutswRelease, " "), (VersionSource.UninstallDisplayName, "V5.2"))).ShouldBe(new AlmVersion(5, 2));

    [Fact]
    public void A_missing_trailing_part_agrees_and_the_most_precise_text_decides()
    {
        Known(Resolve((VersionSource.AutswVersionString, "V5.1"), (VersionSource.UninstallDisplayName, "V5.1 SP1 Upd3"))).ShouldBe(new AlmVersion(5, 1, 1, 3));
        Known(Resolve((VersionSource.AutswVersionString, "V5.1 SP1 Upd3"), (VersionSource.UninstallDisplayName, "V5.1 SP1"))).ShouldBe(new AlmVersion(5, 1, 1, 3));
        Known(Resolve((VersionSource.AutswVersionString, "6.0.12"), (VersionSource.UninstallDisplayVersion, "06.00.1203"))).ShouldBe(new AlmVersion(6, 0, 12, 3));
    }

    [Fact]
    public void Zero_is_assumed_only_where_no_text_says_more() =>
        Known(Resolve((VersionSource.AutswVersionString, "V5.1"), (VersionSource.AutswRelease, "05.01"))).ShouldBe(new AlmVersion(5, 1));

    [Theory]
    [InlineData("V5.1", "V5.2")]
    [InlineData("V5.1", "V6.1")]
    [InlineData("V5.1 SP1", "V5.1 SP2")]
    [InlineData("V5.1 SP1 Upd2", "V5.1 SP1 Upd3")]
    [InlineData("V5.1 SP1", "05.01.0003")]
    [InlineData("V6.2 Upd3", "V6.2 SP1")]
    [InlineData("V6.2 Upd3", "6.2.1.3")]
    public void Texts_that_differ_in_a_part_both_state_contradict(string one, string other)
    {
        foreach (var (first, second) in new[] { (one, other), (other, one) })
        {
            var version = Resolve((VersionSource.AutswVersionString, first), (VersionSource.UninstallDisplayVersion, second));

            version.Certainty.ShouldBe(VersionCertainty.Contradiction);
            version.Version.ShouldBeNull();
            version.IsInferred.ShouldBeFalse();
            version.Readings.Count.ShouldBe(2);
        }
    }

    [Fact]
    public void An_update_stated_without_a_service_pack_states_service_pack_0() =>
        Known(Resolve((VersionSource.AutswVersionString, "V6.2 + Upd3"), (VersionSource.UninstallDisplayVersion, "06.02.0003"))).ShouldBe(new AlmVersion(6, 2, 0, 3));

    [Fact]
    public void One_unreadable_text_makes_the_version_not_interpretable()
    {
        var version = Resolve((VersionSource.AutswVersionString, "V5.2"), (VersionSource.UninstallDisplayName, "V5.2 HF1"));

        version.Certainty.ShouldBe(VersionCertainty.NotInterpretable);
        version.Version.ShouldBeNull();
        version.Readings.Count.ShouldBe(2);
    }

    [Fact]
    public void Readings_stand_in_the_order_of_trust_with_unknown_sources_last() =>
        Resolve(
                (VersionSource.Unknown, "V5.1"),
                (VersionSource.UninstallDisplayVersion, "05.01.0102"),
                (VersionSource.AutswRelease, "05.01"),
                (VersionSource.AutswRelease, "5.1"),
                (VersionSource.AutswVersionString, "V5.1 SP1"))
            .Readings.Select(r => (r.Evidence.Source, r.Evidence.Raw)).ShouldBe(
            [
                (VersionSource.AutswVersionString, "V5.1 SP1"),
                (VersionSource.AutswRelease, "05.01"),
                (VersionSource.AutswRelease, "5.1"),
                (VersionSource.UninstallDisplayVersion, "05.01.0102"),
                (VersionSource.Unknown, "V5.1"),
            ]);

    [Fact]
    public void Two_texts_in_the_wrong_order_of_trust_are_put_right() =>
        Resolve((VersionSource.UninstallDisplayVersion, "05.01.0102"), (VersionSource.AutswRelease, "05.01"))
            .Readings[0].Evidence.Source.ShouldBe(VersionSource.AutswRelease);

    [Fact]
    public void A_text_from_an_unknown_place_proves_no_version_but_may_contradict()
    {
        Resolve((VersionSource.Unknown, "V5.2")).Certainty.ShouldBe(VersionCertainty.NotInterpretable);
        Known(Resolve((VersionSource.AutswRelease, "5.1"), (VersionSource.Unknown, "V5.1 SP1 Upd3"))).ShouldBe(new AlmVersion(5, 1));
        Resolve((VersionSource.AutswRelease, "5.2"), (VersionSource.Unknown, "V5.1")).Certainty.ShouldBe(VersionCertainty.Contradiction);
    }

    [Fact]
    public void An_inferred_text_makes_the_version_inferred_until_another_text_states_the_same()
    {
        Resolve((VersionSource.UninstallDisplayVersion, "06.00.1203")).IsInferred.ShouldBeTrue();
        Resolve((VersionSource.AutswRelease, "6.0"), (VersionSource.UninstallDisplayVersion, "06.00.1203")).IsInferred.ShouldBeTrue();
        Resolve((VersionSource.AutswRelease, "6.0.12"), (VersionSource.UninstallDisplayVersion, "06.00.1203")).IsInferred.ShouldBeTrue();
        Resolve((VersionSource.UninstallDisplayName, "V6.0 SP12 Upd3"), (VersionSource.UninstallDisplayVersion, "06.00.1203")).IsInferred.ShouldBeFalse();
        Resolve((VersionSource.UninstallDisplayVersion, "06.00.0903")).IsInferred.ShouldBeFalse();
    }

    private static AlmVersion? Known(InstalledVersion version)
    {
        version.Certainty.ShouldBe(VersionCertainty.Known);
        return version.Version;
    }

    private static InstalledVersion Resolve(params (VersionSource Source, string Raw)[] texts) =>
        VersionResolution.Resolve([.. texts.Select(t => new VersionEvidence(t.Source, t.Raw))]);
}
