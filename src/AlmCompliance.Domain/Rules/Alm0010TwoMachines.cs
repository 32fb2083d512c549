using AlmCompliance.Domain.Inventory;

namespace AlmCompliance.Domain.Rules;

/// <summary>ALM0010: two machines report under one identity; what is said of the host may be said of either. It ends by a person alone.</summary>
internal static class Alm0010TwoMachines
{
    public static Finding? Judge(in HostPicture host)
    {
        if (host.Host.Identity is not { } doubt)
        {
            return null;
        }

        var reason = doubt switch
        {
            { SettledAt: not null } => FindingReason.TwoMachinesSettled,
            { Sign: IdentitySign.BootTimes } => FindingReason.TwoMachinesByBoot,
            { Sign: IdentitySign.Files } => FindingReason.TwoMachinesByFile,
            _ => FindingReason.TwoMachinesByAddress,
        };
        return new Finding(RuleId.ALM0010, null, reason, doubt.Words, doubt.Since);
    }
}
