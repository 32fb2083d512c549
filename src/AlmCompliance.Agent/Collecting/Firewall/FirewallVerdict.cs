using System.Collections.Generic;

namespace AlmCompliance.Agent.Collecting.Firewall;

/// <summary>What one profile does with connections to the ALM.</summary>
internal sealed class FirewallVerdict
{
    /// <summary>Higher is more open.</summary>
    public const int Blocked = 0;
    public const int Restricted = 1;
    public const int Allowed = 2;

    private FirewallVerdict(int openness, List<string> remotes)
    {
        Openness = openness;
        Remotes = remotes;
    }

    public int Openness { get; }

    public List<string> Remotes { get; }

    public static FirewallVerdict Of(FirewallProfile profile, List<FirewallRule> rules, AlmPrograms alm)
    {
        var remotes = new List<string>();
        var openness = profile.AllowsByDefault ? Allowed : Blocked;
        var isClosed = profile.IgnoresAllowRules;
        foreach (var rule in rules)
        {
            if (!rule.IsInboundTcp || !rule.IsForProfile(profile.Word))
            {
                continue;
            }

            if (rule.Blocks)
            {
                isClosed |= rule.ClosesAll(alm) && !(rule.IsLocal && profile.IgnoresLocalRules);
            }
            else if (rule.MayConcern(alm))
            {
                if (rule.Bypasses)
                {
                    return new FirewallVerdict(Allowed, remotes);
                }

                var only = rule.Remotes;
                remotes.AddRange(only);
                openness = only.Count == 0 ? Allowed : System.Math.Max(openness, Restricted);
            }
        }

        return isClosed ? new FirewallVerdict(Blocked, new List<string>()) : new FirewallVerdict(openness, remotes);
    }
}
