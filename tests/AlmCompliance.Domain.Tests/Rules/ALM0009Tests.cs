namespace AlmCompliance.Domain.Tests.Rules;

public sealed class ALM0009Tests
{
    private static readonly DateTimeOffset Start = Hosts.Now.AddDays(-100);

    [Fact]
    public void ALM0009_opens_35_days_after_the_last_review()
    {
        Alm0009CatalogueReview.IsOpen(Hosts.Now.AddDays(-35), Start, Hosts.Now).ShouldBeTrue();
        Alm0009CatalogueReview.IsOpen(Hosts.Now.AddDays(-35).AddTicks(1), Start, Hosts.Now).ShouldBeFalse();
    }

    [Fact]
    public void ALM0009_counts_from_the_first_use_where_nobody_ever_reviewed()
    {
        Alm0009CatalogueReview.IsOpen(null, Start, Hosts.Now).ShouldBeTrue();
        Alm0009CatalogueReview.IsOpen(null, Hosts.Now, Hosts.Now).ShouldBeFalse();
    }

    [Fact]
    public void ALM0009_is_one_notice_on_no_host_and_no_advisory_known_beforehand()
    {
        var notice = Alm0009CatalogueReview.Judge(Hosts.Now, Start, Alm0009CatalogueReview.Longest);

        notice.Rule.ShouldBe(RuleId.ALM0009);
        notice.Advisory.ShouldBeNull();
        notice.Arguments.ShouldBe(["35"]);
        notice.OpensAt.ShouldBe(Hosts.Now.AddDays(35));
        Hosts.Assess(Hosts.Facts("V5.0")).Findings.ShouldNotContain(f => f.Rule == RuleId.ALM0009);
    }
}
