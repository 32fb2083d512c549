namespace AlmCompliance.Domain.Tests.Compliance;

public sealed class DeadlineTests
{
    private static readonly DateTimeOffset Opened = Hosts.Now;

    [Fact]
    public void A_finding_is_due_35_days_after_its_first_evidence() =>
        DeadlinePolicy.Default.DueAt(RuleId.ALM0001, ZoneCriticality.High, Opened, null).ShouldBe(Opened.AddDays(35));

    [Fact]
    public void The_advisorys_entry_into_the_catalogue_counts_where_it_is_later()
    {
        DeadlinePolicy.Default.DueAt(RuleId.ALM0001, default, Opened, Opened.AddDays(3)).ShouldBe(Opened.AddDays(38));
        DeadlinePolicy.Default.DueAt(RuleId.ALM0001, default, Opened, Opened.AddDays(-3)).ShouldBe(Opened.AddDays(35));
    }

    [Fact]
    public void The_site_sets_deadlines_by_rule_and_criticality_and_the_closest_line_wins()
    {
        var policy = new DeadlinePolicy(
        [
            new Deadline(RuleId.Unknown, ZoneCriticality.Unknown, TimeSpan.FromDays(30)),
            new Deadline(RuleId.Unknown, ZoneCriticality.High, TimeSpan.FromDays(20)),
            new Deadline(RuleId.ALM0002, ZoneCriticality.Unknown, TimeSpan.FromDays(10)),
            new Deadline(RuleId.ALM0002, ZoneCriticality.High, TimeSpan.FromDays(5)),
        ]);

        policy.AllowedFor(RuleId.ALM0002, ZoneCriticality.High).TotalDays.ShouldBe(5);
        policy.AllowedFor(RuleId.ALM0002, ZoneCriticality.Low).TotalDays.ShouldBe(10);
        policy.AllowedFor(RuleId.ALM0001, ZoneCriticality.High).TotalDays.ShouldBe(20);
        policy.AllowedFor(RuleId.ALM0001, ZoneCriticality.Low).TotalDays.ShouldBe(30);
    }

    [Fact]
    public void A_deferral_moves_the_missing_update_and_nothing_else_and_never_nearer()
    {
        DeadlinePolicy.Default.DueAt(RuleId.ALM0001, default, Opened, null, Opened.AddDays(90)).ShouldBe(Opened.AddDays(90));
        DeadlinePolicy.Default.DueAt(RuleId.ALM0001, default, Opened, null, Opened.AddDays(5)).ShouldBe(Opened.AddDays(35));
        DeadlinePolicy.Default.DueAt(RuleId.ALM0002, default, Opened, null, Opened.AddDays(90)).ShouldBe(Opened.AddDays(35));
    }

    [Fact]
    public void A_deadline_beyond_time_is_the_end_of_time() =>
        new DeadlinePolicy([new Deadline(RuleId.Unknown, default, TimeSpan.MaxValue)]).DueAt(RuleId.ALM0001, default, Opened, null).ShouldBe(DateTimeOffset.MaxValue);
}
