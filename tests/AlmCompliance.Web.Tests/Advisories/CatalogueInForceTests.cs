using System.Text.Json.Nodes;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Inventory;
using AlmCompliance.Web.Assessment.Csaf;

namespace AlmCompliance.Web.Tests.Advisories;

/// <summary>What documents in force make of the built-in catalogue.</summary>
public sealed class CatalogueInForceTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Without_documents_the_built_in_catalogue_is_in_force()
    {
        var catalogue = Of();

        catalogue.Advisories.ShouldBe(AdvisoryCatalogue.BuiltIn.Advisories);
        catalogue.AsOf.ShouldBe(AdvisoryCatalogue.BuiltIn.AsOf);
    }

    [Fact]
    public void A_document_of_a_new_advisory_stands_at_the_end_with_the_date_of_its_entry()
    {
        var entered = Now.AddDays(-3);
        var catalogue = CatalogueInForce.Of(AdvisoryCatalogue.BuiltIn, [InForce(CsafText.Document())], new Dictionary<string, DateTimeOffset> { ["TEST-24-001"] = entered });

        var advisory = catalogue.Advisories[^1];
        advisory.Id.Value.ShouldBe("TEST-24-001");
        advisory.EnteredCatalogueAt.ShouldBe(entered);
        advisory.Affected.StandingOf(new AlmVersion(6, 2, 0, 2)).Standing.ShouldBe(RangeStanding.Inside);
        advisory.Affected.StandingOf(new AlmVersion(6, 2, 0, 3)).Standing.ShouldBe(RangeStanding.Newer);
        advisory.Affected.StandingOf(new AlmVersion(6, 0)).LineNotNamed.ShouldBeTrue();
    }

    [Fact]
    public void A_weakness_that_the_catalogue_knows_keeps_its_measures_and_another_has_none()
    {
        var document = CsafText.Document();
        document["vulnerabilities"]!.AsArray().Add(document["vulnerabilities"]![0]!.DeepClone());
        document["vulnerabilities"]![1]!["cve"] = "CVE-2031-0001";

        var cves = Of(InForce(document)).Advisories[^1].Cves;

        cves[0].SufficientMeasures.ShouldBe(MeasureSet.RemoteAccessOff);
        cves[1].SufficientMeasures.ShouldBeEmpty();
    }

    [Fact]
    public void A_document_that_names_a_known_advisory_becomes_its_source_and_brings_weaknesses_that_it_lacked()
    {
        var document = Alias("TEST-24-001", "SSA-103653");
        document["vulnerabilities"]![0]!["cve"] = "CVE-2031-0001";

        var catalogue = Of(InForce(document));

        catalogue.Advisories.Count.ShouldBe(AdvisoryCatalogue.BuiltIn.Advisories.Count);
        var advisory = catalogue.Advisories.Single(a => a.Id.Value == "SSA-103653");
        advisory.FurtherSources.ShouldHaveSingleItem().DocumentId.ShouldBe("TEST-24-001");
        advisory.Cves.Select(c => c.Id.Value).ShouldBe(["CVE-2024-44087", "CVE-2031-0001"]);
    }

    [Fact]
    public void A_document_takes_the_place_of_an_older_source_of_its_number()
    {
        var first = Of(InForce(CsafText.Document("ICSA-24-256-06")));

        var second = CatalogueInForce.Of(first, [InForce(CsafText.Document("ICSA-24-256-06", "2"))], new Dictionary<string, DateTimeOffset>());

        second.Advisories.Single(a => a.Id.Value == "SSA-103653").FurtherSources.ShouldHaveSingleItem().Revision.Version.ShouldBe("2");
    }

    [Fact]
    public void The_product_note_takes_a_source_and_changes_nothing_by_it()
    {
        var document = Note("TEST-11-001", "57252401");
        document["product_tree"]!["branches"]![0]!["branches"]![0]!["branches"]![0]!["name"] = "some old ones";

        var note = Of(InForce(document)).Advisories[0];

        note.FurtherSources.ShouldContain(s => s.DocumentId == "TEST-11-001");
        note.Affected.ShouldBeSameAs(ProductNote57252401.Advisory.Affected);
        note.Cves.ShouldBe(ProductNote57252401.Advisory.Cves);
    }

    [Theory]
    [InlineData("ICSA-11-361-01")]
    [InlineData("icsa-11-361-01")]
    public void The_document_of_CISA_stays_a_source_of_the_product_note(string id)
    {
        var catalogue = Of(InForce(Note(id)));

        catalogue.Advisories.Count.ShouldBe(AdvisoryCatalogue.BuiltIn.Advisories.Count);
        catalogue.Advisories[0].FurtherSources.ShouldHaveSingleItem().DocumentId.ShouldBe(id);
    }

    [Fact]
    public void A_document_lends_an_advisory_no_number_that_a_later_one_would_be_lost_under()
    {
        var forged = Note("TEST-11-001", "57252401", "ICSA-26-001-01");
        var genuine = CsafText.Document("ICSA-26-001-01");
        genuine["vulnerabilities"]![0]!["cve"] = "CVE-2026-0001";

        var catalogue = Of(InForce(forged), InForce(genuine) with { AdvisoryId = "57252401" });

        catalogue.Advisories[0].FurtherSources.ShouldNotContain(s => s.DocumentId == "ICSA-26-001-01");
        catalogue.Advisories[0].Aliases.ShouldBe(ProductNote57252401.Advisory.Aliases);
        var advisory = catalogue.Advisories[^1];
        advisory.Id.Value.ShouldBe("ICSA-26-001-01");
        advisory.Affected.StandingOf(new AlmVersion(6, 2, 0, 2)).Standing.ShouldBe(RangeStanding.Inside);
    }

    [Theory]
    [InlineData("TEST-26-001", "57252401")]
    [InlineData("ICSA-11-361-01", null)]
    public void A_weakness_that_the_product_note_does_not_know_is_not_lost_under_it(string id, string? alias)
    {
        var document = alias is null ? Note(id) : Note(id, alias);
        var other = document["vulnerabilities"]![0]!.DeepClone();
        other["cve"] = "CVE-2026-0001";
        document["vulnerabilities"]!.AsArray().Add(other);
        CsafReader.Read(document.Bytes()).Document.ShouldNotBeNull();

        var catalogue = Of(InForce(document));

        catalogue.Advisories[0].ShouldBeSameAs(AdvisoryCatalogue.BuiltIn.Advisories[0]);
        catalogue.Advisories[^1].Id.Value.ShouldBe(id);
        catalogue.Advisories[^1].Cves.Select(c => c.Id.Value).ShouldBe(["CVE-2011-4529", "CVE-2026-0001"]);
    }

    [Fact]
    public void A_document_under_the_number_of_a_known_advisory_makes_no_second_one_of_it()
    {
        var document = CsafText.Document("57252401");

        Of(InForce(document)).Advisories.Count.ShouldBe(AdvisoryCatalogue.BuiltIn.Advisories.Count);
    }

    [Fact]
    public void A_line_whose_range_nobody_has_read_is_clear_by_no_source()
    {
        var document = Unreadable("SSA-103653");

        var affected = Of(InForce(document)).Advisories.Single(a => a.Id.Value == "SSA-103653").Affected;

        affected.StandingOf(new AlmVersion(6, 2, 0, 3)).Standing.ShouldBe(RangeStanding.Unknown);
        affected.StandingOf(new AlmVersion(6, 2, 0, 2)).Standing.ShouldBe(RangeStanding.Inside);
        affected.StandingOf(new AlmVersion(6, 0, 12, 3)).Standing.ShouldBe(RangeStanding.Newer);
    }

    [Fact]
    public void A_confirmed_reading_settles_its_range_and_makes_another_revision()
    {
        var document = Unreadable("SSA-103653");
        AffectedRange.TryParse("<V6.2 Upd3", out var range).ShouldBeTrue();
        var readings = new Dictionary<string, AffectedRange?> { ["/product_tree/branches/0/branches/1/branches/0/product"] = range };

        var before = Of(InForce(document)).Advisories.Single(a => a.Id.Value == "SSA-103653");
        var after = Of(InForce(document) with { Readings = readings }).Advisories.Single(a => a.Id.Value == "SSA-103653");

        after.Affected.StandingOf(new AlmVersion(6, 2, 0, 3)).Standing.ShouldBe(RangeStanding.Newer);
        after.FurtherSources[0].Revision.Key.ShouldNotBe(before.FurtherSources[0].Revision.Key);
    }

    [Fact]
    public void A_document_that_cannot_be_read_any_more_clears_nobody()
    {
        var catalogue = Of(InForce(CsafText.Document()) with { Document = [] });

        catalogue.Advisories[^1].Affected.StandingOf(new AlmVersion(6, 2, 9, 9)).Standing.ShouldBe(RangeStanding.Unknown);
    }

    [Theory]
    [InlineData("2026-03-01T00:00:00Z", 2026, 3, 1)]
    [InlineData("2099-01-01T00:00:00Z", 2026, 11, 22)]
    [InlineData("2011-01-01T00:00:00Z", 2026, 2, 10)]
    public void The_catalogues_day_is_that_of_its_latest_document_and_never_one_to_come(string released, int year, int month, int day)
    {
        var document = CsafText.Document();
        document["document"]!["tracking"]!["current_release_date"] = released;

        Of(InForce(document)).AsOf.ShouldBe(new DateOnly(year, month, day));
    }

    private static AdvisoryCatalogue Of(params DocumentInForce[] documents) =>
        CatalogueInForce.Of(AdvisoryCatalogue.BuiltIn, documents, new Dictionary<string, DateTimeOffset>());

    private static JsonObject Alias(string id, string alias)
    {
        var document = CsafText.Document(id);
        document["document"]!["tracking"]!["aliases"] = new JsonArray(alias);
        return document;
    }

    /// <summary>A document on a weakness of the product note.</summary>
    private static JsonObject Note(string id, params string[] aliases)
    {
        var document = CsafText.Document(id);
        if (aliases.Length > 0)
        {
            document["document"]!["tracking"]!["aliases"] = new JsonArray([.. aliases.Select(a => JsonValue.Create(a))]);
        }

        document["vulnerabilities"]![0]!["cve"] = "CVE-2011-4529";
        return document;
    }

    private static JsonObject Unreadable(string alias)
    {
        var document = Alias("TEST-24-001", alias);
        document["product_tree"]!["branches"]![0]!["branches"]![1]!["branches"]![0]!["name"] = "up to the third update, see text";
        return document;
    }

    private static DocumentInForce InForce(JsonObject document)
    {
        var tracking = document["document"]!["tracking"]!;
        var id = tracking["id"]!.GetValue<string>();
        return new DocumentInForce(id, tracking["version"]!.GetValue<string>(), id, "title", Now, document.Bytes(), new Dictionary<string, AffectedRange?>());
    }
}
