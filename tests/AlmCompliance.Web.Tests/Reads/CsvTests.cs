using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Web.Components.Csv;
using Sylvan.Data.Csv;

namespace AlmCompliance.Web.Tests.Reads;

/// <summary>The export holds hostile names, and is opened in a spreadsheet.</summary>
public sealed class CsvTests
{
    public static TheoryData<string, string> Hostile => new()
    {
        { "=1+1", "'=1+1" },
        { "+1", "'+1" },
        { "-1", "'-1" },
        { "@SUM(A1)", "'@SUM(A1)" },
        { "\t=1", "'=1" },
        { "\rx", "'x" },
        { "\nx", "'x" },
        { "  =1", "'  =1" },
        { "\u00a0=1", "'\u00a0=1" },
        { "\u3000\uff1d1", "'\u3000\uff1d1" },
        { "\uff1d1+1", "'\uff1d1+1" },
        { "\uff0b1", "'\uff0b1" },
        { "\uff0d1", "'\uff0d1" },
        { "\uff20x", "'\uff20x" },
        { "\ufe661", "'\ufe661" },
        { "\u22121", "'\u22121" },
        { "\u200b=1", "'=1" },
        { "\ufeff=1", "'=1" },
        { "\u202e=1", "'=1" },
        { "\0=1", "'=1" },
        { "\"=1", "'\"=1" },
        { "x;=1", "x;'=1" },
        { "x; \"=1", "x;' \"=1" },
        { "a\u0007b\u001b[31m\u2028c", "ab[31mc" },
        { "ES-041", "ES-041" },
        { "a=b", "a=b" },
        { "V5.1 + SP1", "V5.1 + SP1" },
        { "'=1", "'=1" },
        { "", "" },
    };

    [Theory, MemberData(nameof(Hostile))]
    public void A_cell_is_never_a_formula(string text, string cell) => CsvCell.Harmless(text).ShouldBe(cell);

    [Fact]
    public void Half_a_surrogate_pair_does_no_harm() => CsvCell.Harmless("a\ud800b").ShouldBe("a\ufffdb");

    [Theory, OnBoth]
    public async Task Hostile_names_come_back_as_one_harmless_cell_each(Provider provider)
    {
        await using var plant = await Plant.CreateAsync(provider);
        string[] names = ["=cmd|' /C calc'!A0", "a\"b", "a,b", "a;b", "two\r\nlines", "<script>alert(1)</script>", "+1\t2", "\uff1d1"];
        foreach (var name in names)
        {
            plant.Host(name, with: (h, _) => h.VersionText = $"={name}");
        }

        await plant.SaveAsync();

        var rows = await RowsAsync(plant);

        rows.Select(r => r["Name"]).ShouldBe(names.Select(CsvCell.Harmless), ignoreOrder: true);
        rows.Select(r => r["Version text"]).ShouldBe(names.Select(n => CsvCell.Harmless("=" + n)), ignoreOrder: true);
        rows.ShouldAllBe(r => r.Count == 19 && r.Values.All(cell => cell.Length == 0 || !"=+-@\t\r\n".Contains(cell[0], StringComparison.Ordinal)));
    }

    [Theory, OnBoth]
    public async Task A_row_holds_the_verdict_its_evidence_and_its_open_rules(Provider provider)
    {
        await using var plant = await Plant.CreateAsync(provider);
        var host = plant.Host("ES-041", plant.Zone("North"), ComplianceStatus.NonCompliant, (h, s) =>
        {
            (h.VersionText, h.VersionCanonical) = ("05.01.0102", "5.1.1.2");
            (s.Reason, s.Arguments) = (StatusReason.Affected, ["V5.1 SP1 Upd2", "V5.1 SP1 Upd3"]);
            h.EvidenceAt = plant.Now.AddHours(-36);
            h.RemoteAccess = RemoteAccessState.AssumedOn;
            h.RemoteAccessBasis = RemoteAccessBasis.Default;
        });
        plant.Finding(host, RuleId.ALM0002, dueInDays: 4);
        plant.Finding(host, RuleId.ALM0001, dueInDays: 9);
        await plant.SaveAsync();

        var row = (await RowsAsync(plant)).ShouldHaveSingleItem();

        row["Host id"].ShouldBe(host.Id.ToString());
        row["Zone"].ShouldBe("North");
        row["Status"].ShouldBe("NonCompliant");
        row["Reason"].ShouldContain("V5.1 SP1 Upd2");
        row["Since"].ShouldBe("2026-11-02T10:15:00Z");
        row["Version text"].ShouldBe("05.01.0102");
        row["Version"].ShouldBe("5.1.1.2");
        row["Remote access"].ShouldBe("AssumedOn");
        row["Remote access basis"].ShouldBe("Default");
        row["Evidence age in days"].ShouldBe("1.5");
        row["Open rules"].ShouldBe("ALM0001 ALM0002");
        row["Next due"].ShouldBe("2026-11-26T10:15:00Z");
    }

    [Theory, OnBoth]
    public async Task The_whole_filter_is_written_in_order_and_begins_with_the_mark_of_utf8(Provider provider)
    {
        await using var plant = await Plant.CreateAsync(provider);
        for (var i = 0; i < 1200; i++)
        {
            plant.Finding(plant.Host($"ES-{i}"), RuleId.ALM0001);
        }

        await plant.SaveAsync();

        (await RowsAsync(plant)).Select(r => r["Name"]).ShouldBe(Enumerable.Range(0, 1200).Select(i => $"ES-{i}"));
        plant.Statements.Take().ShouldBe(1);
        (await plant.CsvAsync())[0].ShouldBe('\uFEFF');
    }

    private static async Task<List<Dictionary<string, string>>> RowsAsync(Plant plant)
    {
        await using var csv = CsvDataReader.Create(new StringReader((await plant.CsvAsync())[1..]));
        var rows = new List<Dictionary<string, string>>();
        while (await csv.ReadAsync(Plant.Stop))
        {
            rows.Add(Enumerable.Range(0, csv.FieldCount).ToDictionary(csv.GetName, csv.GetString));
        }

        return rows;
    }
}
