using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Inventory;
using AlmCompliance.Web.Assessment.Csaf;
using AlmCompliance.Web.Features.Advisories;

namespace AlmCompliance.Web.Tests.Advisories;

/// <summary>Two sources and two revisions, side by side.</summary>
public sealed class ComparisonTests
{
    [Fact]
    public void A_document_that_ends_one_update_too_early_contradicts_the_note_for_exactly_that_update()
    {
        var document = AffectedVersions.Of(Range(">=4.0|<5.1+SP1+Upd2"));

        var difference = SourceDifferences.Of(ProductNote57252401.Advisory.Affected, document).ShouldHaveSingleItem();

        (difference.From.ToString(), difference.Below.ToString()).ShouldBe(("V5.1 SP1 Upd2", "V5.1 SP1 Upd3"));
        (difference.Catalogue, difference.Other).ShouldBe((RangeStanding.Inside, RangeStanding.Newer));
    }

    [Fact]
    public void What_a_document_clears_comes_first_and_what_a_weakness_still_touches_is_named()
    {
        var found = Contradiction.Of(ProductNote57252401.Advisory);

        var rows = new ContradictionLines([.. found.Select(c => (c.Source.DocumentId, c.Contradiction))]).Rows.Select(r => r.Difference).ToList();

        rows.Select(r => (r.From.ToString(), r.Below.ToString(), r.Clears)).ShouldBe([("V5.1 SP1 Upd2", "V5.1 SP1 Upd3", true), ("V2.0", "V4.0", false)]);
        rows[0].Despite.ShouldBeEmpty();
        rows[1].Despite.ShouldBe([new CveId("CVE-2011-4532")]);
    }

    [Fact]
    public void Sources_that_say_the_same_in_other_words_do_not_differ()
    {
        var one = AffectedVersions.Of(Range("<V6.2_Upd3"));
        var same = AffectedVersions.Of(Range("vers:intdot/<6.2.0.3"));

        SourceDifferences.Of(one, same).ShouldBeEmpty();
    }

    [Fact]
    public void A_line_that_one_source_does_not_name_is_no_contradiction()
    {
        var v5 = new AffectedVersions(AdvisoryBranch.NeverFixed(new ProductLine(5), RemedyKind.NonePlanned));
        var v6 = new AffectedVersions(AdvisoryBranch.FixedBy(new AlmVersion(6, 2), new ProductLine(6)));

        SourceDifferences.Of(v5, v6).ShouldBeEmpty();
    }

    [Fact]
    public void A_line_that_only_one_source_calls_fixed_is_a_contradiction_up_to_its_end()
    {
        var all = new AffectedVersions(AdvisoryBranch.NeverFixed(new ProductLine(6, 0), RemedyKind.NonePlanned));
        var some = new AffectedVersions(AdvisoryBranch.FixedBy(new AlmVersion(6, 0, 12, 3), new ProductLine(6, 0)));

        var difference = SourceDifferences.Of(some, all).ShouldHaveSingleItem();

        (difference.From, difference.Below).ShouldBe((new AlmVersion(6, 0, 12, 3), new AlmVersion(6, 1)));
    }

    [Fact]
    public void A_revision_tells_what_it_changed_by_names_whatever_ids_it_gives()
    {
        var before = CsafText.Document();
        var after = CsafText.Document(version: "2");
        after["product_tree"]!["branches"]![0]!["branches"]![0] = CsafText.Product("Automation License Manager V5", "<V5.3", "P1");
        after["product_tree"]!["branches"]![0]!["branches"]!.AsArray().Add(CsafText.Product("Automation License Manager V6.0", "vers:all/*", "P4"));
        after["vulnerabilities"]![0]!["product_status"]!["known_affected"]!.AsArray().Add("P4");
        after["vulnerabilities"]![0]!["scores"]![0]!["cvss_v3"]!["baseScore"] = 9.1;
        after["vulnerabilities"]![0]!["remediations"]![0]!["category"] = "none_available";

        var differences = RevisionComparison.Of(CsafReader.Read(before.Bytes()).Document!, CsafReader.Read(after.Bytes()).Document!);

        differences.Select(d => (d.Part, d.Subject, d.Before, d.After)).ShouldBe(
        [
            (RevisionPart.Branch, "Automation License Manager V5", "vers:all/*", "<V5.3"),
            (RevisionPart.Branch, "Automation License Manager V6.0", null, "vers:all/*"),
            (RevisionPart.Affected, "CVE-2024-44087", "Automation License Manager V5; Automation License Manager V6.2", "Automation License Manager V5; Automation License Manager V6.0; Automation License Manager V6.2"),
            (RevisionPart.Score, "CVE-2024-44087", "8.6", "9.1"),
            (RevisionPart.Remedy, "CVE-2024-44087, Automation License Manager V5", "no_fix_planned: Currently no fix is planned", "none_available: Currently no fix is planned"),
        ]);
        RevisionComparison.Of(CsafReader.Read(before.Bytes()).Document!, CsafReader.Read(before.Bytes()).Document!).ShouldBeEmpty();
    }

    private static AffectedRange Range(string text) => AffectedRange.TryParse(text, out var range) ? range : throw new InvalidOperationException(text);
}
