using System.Globalization;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Web.Features.Hosts;

namespace AlmCompliance.Web.Tests.Screen;

/// <summary>In which order a host's findings ask to be dealt with.</summary>
public sealed class TodoStepsTests
{
    private const string Note = "57252401";
    private static readonly DateTimeOffset s_now = new(2026, 5, 4, 6, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_is_overdue_comes_before_what_is_not_whichever_advisory_asks()
    {
        HostFinding[] findings =
        [
            Finding(RuleId.ALM0001, Note, FindingReason.UpdateMissing, dueIn: 5),
            Finding(RuleId.ALM0002, Note, FindingReason.RemoteAccessListening, dueIn: 3),
            Finding(RuleId.ALM0007, "SSA-388239", FindingReason.RestartPending, dueIn: -2),
        ];

        Order(findings).ShouldBe([RuleId.ALM0007, RuleId.ALM0001, RuleId.ALM0002]);
    }

    [Fact]
    public void Of_what_has_time_the_note_comes_first_and_of_it_what_ends_the_verdict()
    {
        HostFinding[] findings =
        [
            Finding(RuleId.ALM0007, "SSA-388239", FindingReason.RestartPending, dueIn: 1),
            Finding(RuleId.ALM0002, Note, FindingReason.RemoteAccessListening, dueIn: 2),
            Finding(RuleId.ALM0001, Note, FindingReason.UpdateMissing, dueIn: 9),
        ];

        Order(findings).ShouldBe([RuleId.ALM0001, RuleId.ALM0002, RuleId.ALM0007]);
    }

    [Fact]
    public void Each_rule_of_a_host_has_words_for_each_role_in_both_languages()
    {
        var words = new System.Resources.ResourceManager(typeof(AlmCompliance.Web.Resources.HostTexts));
        foreach (var key in from role in Enum.GetValues<TodoRole>() from rule in TodoRoles.Rules select TodoRoles.Key(role, rule))
        {
            var english = words.GetString(key, CultureInfo.InvariantCulture).ShouldNotBeNull(key);
            words.GetString(key, CultureInfo.GetCultureInfo("de")).ShouldNotBe(english, key);
        }

        TodoRoles.Rules.ShouldBe(Enum.GetValues<RuleId>().Except([RuleId.Unknown, RuleId.ALM0009]));
    }

    private static IEnumerable<RuleId> Order(HostFinding[] findings) =>
        TodoSteps.Of(findings, Note, StatusReason.Affected, s_now, CultureInfo.InvariantCulture).Select(s => s.Rule);

    private static HostFinding Finding(RuleId rule, string advisory, FindingReason reason, int dueIn) =>
        new(rule, advisory, reason, ["V5.1 SP1 Upd2", "V5.1 SP1 Upd3"], s_now.AddDays(-30), null, s_now.AddDays(dueIn));
}
