namespace AlmCompliance.Domain.Tests.Inventory;

public sealed class AlmVersionGrammarTests
{
    [Theory]
    [InlineData("05.03.0202", 5, 3, 2, 2)]
    [InlineData("05.01.0102", 5, 1, 1, 2)]
    [InlineData("06.00.0000", 6, 0, 0, 0)]
    [InlineData("06.00.0999", 6, 0, 9, 99)]
    [InlineData("01.00.0000", 1, 0, 0, 0)]
    [InlineData("09.99.0102", 9, 99, 1, 2)]
    [InlineData("V05.03.0202", 5, 3, 2, 2)]
    public void A_packed_text_states_all_four_parts(string text, int major, int minor, int servicePack, int update) =>
        Read(text).ShouldBe((VersionGrammar.Packed, major, minor, servicePack, update, false));

    [Theory]
    [InlineData("06.00.1203", 12, 3)]
    [InlineData("06.00.1000", 10, 0)]
    [InlineData("05.01.9999", 99, 99)]
    public void A_packed_service_pack_of_ten_or_more_is_inferred(string text, int servicePack, int update)
    {
        var reading = Read(text);

        reading.Inferred.ShouldBeTrue();
        (reading.ServicePack, reading.Update).ShouldBe((servicePack, update));
    }

    [Theory]
    [InlineData("5.3.4.4", 5, 3, 4, 4)]
    [InlineData("V6.0.8", 6, 0, 8, null)]
    [InlineData("6.0.1", 6, 0, 1, null)]
    [InlineData("06.00", 6, 0, null, null)]
    [InlineData("06.00.08", 6, 0, 8, null)]
    [InlineData("06.00.08.3", 6, 0, 8, 3)]
    [InlineData("V4.0", 4, 0, null, null)]
    [InlineData("Version 5.1", 5, 1, null, null)]
    [InlineData("6.0.12.3", 6, 0, 12, 3)]
    [InlineData("9.99.99.99", 9, 99, 99, 99)]
    public void A_dotted_text_leaves_its_missing_parts_open(string text, int major, int minor, int? servicePack, int? update) =>
        Read(text).ShouldBe((VersionGrammar.Dotted, major, minor, servicePack, update, false));

    [Theory]
    [InlineData("Siemens Automation License Manager V5.3 + SP2 + Upd2  ", 5, 3, 2, 2)]
    [InlineData("Automation License Manager V6.0 SP9", 6, 0, 9, null)]
    [InlineData("V6.2 + Upd3", 6, 2, 0, 3)]
    [InlineData("V6.2 SP1", 6, 2, 1, null)]
    [InlineData("V6.2 SP5", 6, 2, 5, null)]
    [InlineData("Version 5.1 SP 1 Update 3", 5, 1, 1, 3)]
    [InlineData("5.1+SP1+Upd1", 5, 1, 1, 1)]
    [InlineData("V5.3_SP3_Update_1", 5, 3, 3, 1)]
    [InlineData("V6.0_SP12_Upd3", 6, 0, 12, 3)]
    [InlineData("6.2_upd3", 6, 2, 0, 3)]
    [InlineData("v5.1, service pack 1, update 3", 5, 1, 1, 3)]
    [InlineData("V5.1 Service Pack 1 Upd 3", 5, 1, 1, 3)]
    [InlineData("\tV5.1\u00a0SP1\r\nUpd2", 5, 1, 1, 2)]
    [InlineData("V5.1SP1Upd2", 5, 1, 1, 2)]
    [InlineData("V 5.1 SP01 Upd02", 5, 1, 1, 2)]
    public void A_worded_text_is_read_in_every_spelling(string text, int major, int minor, int? servicePack, int? update) =>
        Read(text).ShouldBe((VersionGrammar.Worded, major, minor, servicePack, update, false));

    [Theory]
    [InlineData("V5.1 SP1 HF1")]
    [InlineData("V5.1 SP1 Upd2 HF3")]
    [InlineData("V5.1 SP1 Hotfix 2")]
    [InlineData("V5.1 HF1")]
    [InlineData("05.01.0102 HF1")]
    public void A_hotfix_has_no_known_rank(string text) => ShouldBeUnreadable(text);

    [Theory]
    [InlineData("500.0.122.1")]
    [InlineData("5.0.122.1")]
    [InlineData("5.1.102")]
    [InlineData("5.01.0102")]
    [InlineData("05.1.0102")]
    [InlineData("005.01.0102")]
    [InlineData("05.01.00102")]
    [InlineData("05.01.010")]
    [InlineData("05-01-0102")]
    [InlineData("05.01-0102")]
    [InlineData("05.01.0l02")]
    [InlineData("05.01.01O2")]
    [InlineData("5")]
    [InlineData("V5")]
    [InlineData("5.")]
    [InlineData("5 .1")]
    [InlineData("5. 1")]
    [InlineData(".5.1")]
    [InlineData("5.1.")]
    [InlineData("5..1")]
    [InlineData("5.1.1.3.0")]
    [InlineData("0.9")]
    [InlineData("00.01.0102")]
    [InlineData("10.0")]
    [InlineData("10.00.0000")]
    [InlineData("100.1")]
    [InlineData("5.100")]
    [InlineData("V5.1 SP100")]
    [InlineData("V5.1 SP1 Upd100")]
    [InlineData("V5.1 SP")]
    [InlineData("V5.1 SP Upd3")]
    [InlineData("V5.1 SP1 Upd")]
    [InlineData("V5.1 Upd3 SP1")]
    [InlineData("V5.1 SP1 SP2")]
    [InlineData("V5.1 SP1 3")]
    [InlineData("V5.1 1 3")]
    [InlineData("V5.1.1 Upd3")]
    [InlineData("05.01.0101 Upd3")]
    [InlineData("V5.1 SP1 Upd3 beta")]
    [InlineData("V5.1 SP1.1")]
    [InlineData("V-5.1")]
    [InlineData("-5.1")]
    [InlineData("5,1")]
    [InlineData("VV5.1")]
    [InlineData("WinCC V5.1")]
    [InlineData("Siemens V5.1")]
    [InlineData("Siemens Automation License Manager")]
    [InlineData("Automation License ManagerV5.1")]
    [InlineData("V5.1 SP1 Upd3\0")]
    [InlineData("V5.1\u200bSP1")]
    [InlineData("5.1 and later")]
    [InlineData("five")]
    [InlineData("V")]
    [InlineData("")]
    public void Anything_else_is_not_interpretable(string text) => ShouldBeUnreadable(text);

    [Theory]
    [InlineData("٥.١")]
    [InlineData("５.１")]
    [InlineData("05.01.010٢")]
    [InlineData("V5.1 SP１")]
    public void Only_ASCII_digits_count(string text) => ShouldBeUnreadable(text);

    [Fact]
    public void Letters_are_folded_in_ASCII_only_so_that_no_look_alike_spells_a_word() => ShouldBeUnreadable("V5.1 ſP1");

    [Fact]
    public void A_text_of_the_greatest_length_is_read_and_a_longer_one_is_not()
    {
        var longest = "V5.1" + new string(' ', AlmVersionGrammar.MaxLength - 7) + "SP1";

        Read(longest).ServicePack.ShouldBe(1);
        ShouldBeUnreadable(longest + " ");
    }

    [Fact]
    public void The_raw_text_and_its_source_are_kept_as_evidence()
    {
        var evidence = new VersionEvidence(VersionSource.UninstallDisplayName, "  V5.1 SP1 HF1 ");

        AlmVersionGrammar.Read(evidence).Evidence.ShouldBe(evidence);
    }

    [Fact]
    public void A_missing_text_is_not_interpretable() =>
        AlmVersionGrammar.Read(default).IsReadable.ShouldBeFalse();

    private static void ShouldBeUnreadable(string text)
    {
        var reading = AlmVersionGrammar.Read(new VersionEvidence(VersionSource.AutswVersionString, text));

        reading.Grammar.ShouldBe(VersionGrammar.NotInterpretable);
        reading.IsReadable.ShouldBeFalse();
        reading.IsInferred.ShouldBeFalse();
    }

    private static (VersionGrammar Grammar, int Major, int Minor, int? ServicePack, int? Update, bool Inferred) Read(string text)
    {
        var reading = AlmVersionGrammar.Read(new VersionEvidence(VersionSource.AutswVersionString, text));
        return (reading.Grammar, reading.Major, reading.Minor, reading.ServicePack, reading.Update, reading.IsInferred);
    }
}
