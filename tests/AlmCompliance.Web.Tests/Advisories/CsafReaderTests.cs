using System.Text;
using System.Text.Json.Nodes;
using AlmCompliance.Web.Assessment.Csaf;
using CsCheck;

namespace AlmCompliance.Web.Tests.Advisories;

/// <summary>Advisory files as publishers write them, and as they should not.</summary>
public sealed class CsafReaderTests
{
    [Fact]
    public void A_document_says_which_lines_of_the_ALM_it_touches_and_leaves_other_products_out()
    {
        var read = CsafReader.Read(CsafText.Document().Bytes()).Document.ShouldNotBeNull();

        read.TrackingId.ShouldBe("TEST-24-001");
        read.Version.ShouldBe("1");
        read.References[0].ShouldBe("https://publisher.example/self.json");
        read.Products.Select(p => (p.ProductName, p.RangeText, p.IsRange)).ShouldBe(
            [("Automation License Manager V5", "vers:all/*", true), ("Automation License Manager V6.2", "<V6.2_Upd3", true)]);
        read.Products[1].Pointer.ShouldBe("/product_tree/branches/0/branches/1/branches/0/product");
        var weakness = read.Weaknesses.ShouldHaveSingleItem();
        weakness.Id.ShouldBe("CVE-2024-44087");
        weakness.Score.ShouldBe(8.6m);
        weakness.Affected.ShouldBe(["P1", "P2"]);
        weakness.Remediations.Select(r => (r.Category, r.Products[0])).ShouldBe([("no_fix_planned", "P1"), ("vendor_fix", "P2")]);
    }

    [Fact]
    public void A_remediation_for_a_group_is_for_its_products()
    {
        var document = CsafText.Document();
        document["product_tree"]!["product_groups"] = new JsonArray(new JsonObject { ["group_id"] = "G1", ["product_ids"] = new JsonArray("P2", "P3") });
        document["vulnerabilities"]![0]!["remediations"] = new JsonArray(new JsonObject { ["category"] = "vendor_fix", ["group_ids"] = new JsonArray("G1") });

        CsafReader.Read(document.Bytes()).Document!.Weaknesses[0].Remediations.ShouldHaveSingleItem().Products.ShouldBe(["P2"]);
    }

    [Fact]
    public void Products_outside_of_branches_are_found()
    {
        var document = CsafText.Document();
        document["product_tree"] = new JsonObject
        {
            ["full_product_names"] = new JsonArray(
                new JsonObject { ["name"] = "Siemens Automation License Manager V6.0", ["product_id"] = "P1" },
                new JsonObject { ["name"] = "Something else", ["product_id"] = "P2" },
                new JsonObject { ["name"] = "Something else", ["product_id"] = "P3" }),
        };

        CsafReader.Read(document.Bytes()).Document!.Products.ShouldHaveSingleItem().ProductId.ShouldBe("P1");
    }

    [Theory]
    [InlineData("/document/csaf_version", "2.1", "/document/csaf_version")]
    [InlineData("/document/category", "csaf_base", "/document/category")]
    [InlineData("/document/tracking/status", "draft", "/document/tracking/status")]
    [InlineData("/document/tracking/id", null, "/document/tracking/id")]
    [InlineData("/document/tracking/version", " ", "/document/tracking/version")]
    [InlineData("/document/tracking/current_release_date", "last week", "/document/tracking/current_release_date")]
    [InlineData("/document/title", 7, "/document/title")]
    [InlineData("/document/publisher", null, "/document/publisher")]
    [InlineData("/product_tree/branches/0/branches/0/name", null, "/product_tree/branches/0/branches/0/name")]
    [InlineData("/product_tree/branches/0/branches/1/branches/0/product/product_id", "P1", "/product_tree")]
    [InlineData("/vulnerabilities/0/product_status/known_affected/0", "P9", "/vulnerabilities/0/product_status/known_affected")]
    [InlineData("/vulnerabilities/0/product_status/known_affected/0", 5, "/vulnerabilities/0/product_status/known_affected/0")]
    [InlineData("/vulnerabilities/0/product_status", null, "/vulnerabilities")]
    [InlineData("/vulnerabilities/0/cve", null, "/vulnerabilities/0/cve")]
    [InlineData("/vulnerabilities", null, "/vulnerabilities")]
    [InlineData("/product_tree", null, "/product_tree")]
    public void What_is_wrong_is_said_with_its_place(string member, object? value, string place)
    {
        var document = CsafText.Document();
        Set(document, member, value);

        var read = CsafReader.Read(document.Bytes());

        read.Document.ShouldBeNull();
        read.Errors.ShouldContain(e => e.Pointer == place);
    }

    [Fact]
    public void A_document_of_another_product_is_refused()
    {
        var document = JsonNode.Parse(CsafText.Document().ToJsonString().Replace("Automation License Manager", "Something else", StringComparison.Ordinal))!;

        CsafReader.Read(document.Bytes()).Errors.ShouldHaveSingleItem().Message.ShouldContain("no Automation License Manager");
    }

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("{\"document\":{},\"document\":{}}")]
    public void Something_else_is_refused(string text) => CsafReader.Read(Encoding.UTF8.GetBytes(text)).Document.ShouldBeNull();

    [Fact]
    public void Cut_off_anywhere_a_document_is_refused_and_throws_nothing()
    {
        var bytes = CsafText.Document().Bytes();
        for (var length = 0; length < bytes.Length; length++)
        {
            var read = CsafReader.Read(bytes.AsMemory(0, length));
            read.Document.ShouldBeNull();
            read.Errors.ShouldNotBeEmpty();
        }
    }

    [Fact]
    public void Bytes_changed_at_random_throw_nothing() =>
        Gen.Select(Gen.Int[0, CsafText.Document().Bytes().Length - 1], Gen.Byte).Array[1, 6].Sample(
            changes =>
            {
                var bytes = CsafText.Document().Bytes();
                foreach (var (at, value) in changes)
                {
                    bytes[at] = value;
                }

                var read = CsafReader.Read(bytes);
                return read.Document is null == read.Errors.Count > 0;
            },
            iter: 5_000);

    private static void Set(JsonObject document, string pointer, object? value)
    {
        var names = pointer.Split('/')[1..];
        JsonNode node = document;
        foreach (var name in names[..^1])
        {
            node = node is JsonArray list ? list[int.Parse(name, System.Globalization.CultureInfo.InvariantCulture)]! : node[name]!;
        }

        if (node is JsonArray array)
        {
            array[int.Parse(names[^1], System.Globalization.CultureInfo.InvariantCulture)] = JsonValue.Create(value);
        }
        else if (value is null)
        {
            node.AsObject().Remove(names[^1]);
        }
        else
        {
            node[names[^1]] = JsonValue.Create(value);
        }
    }
}
