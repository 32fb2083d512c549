using System;
using System.Collections.Generic;
using System.Globalization;

namespace AlmCompliance.Agent.Collecting.Firewall;

/// <summary>
/// The exceptions of Windows XP and Server 2003, rewritten as rules: <c>4410:TCP</c> = <c>4410:TCP:*:Enabled:Name</c>, and a
/// program = <c>C:\…\program.exe:LocalSubnet:Enabled:Name</c>.
/// </summary>
internal static class OldFirewallRules
{
    public static List<FirewallRule> Read(IRegistry registry, FirewallProfile profile)
    {
        var rules = new List<FirewallRule>();
        Read(registry, profile, profile.LocalKey, true, rules);
        foreach (var key in profile.PolicyKeys)
        {
            Read(registry, profile, key, false, rules);
        }

        return rules;
    }

    private static void Read(IRegistry registry, FirewallProfile profile, string key, bool isLocal, List<FirewallRule> rules)
    {
        foreach (var list in new[] { key + @"\GloballyOpenPorts\List", key + @"\AuthorizedApplications\List" })
        {
            foreach (var name in registry.ValueNames(list) ?? [])
            {
                var rule = Rule(registry.Text(list, name) ?? "", profile.Word, list.EndsWith(@"Applications\List", StringComparison.Ordinal));
                if (rule != null)
                {
                    rules.Add(new FirewallRule(rule, isLocal));
                }
            }
        }
    }

    private static string? Rule(string entry, string profile, bool isProgram)
    {
        // From the end, since a program's path has a colon of its own; the name at the end has none in what Windows writes.
        var words = entry.Split(':');
        var state = Array.FindLastIndex(words, w => string.Equals(w, "Enabled", StringComparison.OrdinalIgnoreCase));
        if (state < 2)
        {
            return null;
        }

        var scope = words[state - 1];
        var subject = isProgram
            ? "App=" + string.Join(":", words, 0, state - 1)
            : "LPort=" + words[0];
        return string.Format(
            CultureInfo.InvariantCulture,
            "v2.0|Action=Allow|Active=TRUE|Dir=In|Protocol={0}|Profile={1}|{2}|{3}",
            isProgram || string.Equals(words[1], "TCP", StringComparison.OrdinalIgnoreCase) ? 6 : 17,
            profile,
            subject,
            scope == "*" ? "" : "RA4=" + scope);
    }
}
