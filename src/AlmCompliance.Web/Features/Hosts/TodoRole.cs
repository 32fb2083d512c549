using AlmCompliance.Data.Access;
using AlmCompliance.Domain.Rules;

namespace AlmCompliance.Web.Features.Hosts;

/// <summary>Whose work a step is told for.</summary>
internal enum TodoRole
{
    Operator = 0,
    Manager,
    Administrator,
}

/// <summary>What each has to do about a rule: not everything is everybody's.</summary>
internal static class TodoRoles
{
    /// <summary>The role whose words a reader sees first.</summary>
    public static TodoRole Of(AccessRole role) => role switch
    {
        AccessRole.Administrator => TodoRole.Administrator,
        AccessRole.SecurityManager or AccessRole.Auditor => TodoRole.Manager,
        _ => TodoRole.Operator,
    };

    /// <summary>The key of the sentence.</summary>
    public static string Key(TodoRole role, RuleId rule) => $"By.{role}.{rule}";

    /// <summary>Rules that have a sentence for each role.</summary>
    public static IReadOnlyList<RuleId> Rules { get; } =
    [
        RuleId.ALM0001, RuleId.ALM0002, RuleId.ALM0003, RuleId.ALM0004, RuleId.ALM0005, RuleId.ALM0006, RuleId.ALM0007, RuleId.ALM0008, RuleId.ALM0010,
    ];
}
