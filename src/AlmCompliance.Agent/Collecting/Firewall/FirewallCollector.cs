using System;
using System.Collections.Generic;
using System.Linq;
using AlmCompliance.Contracts;

namespace AlmCompliance.Agent.Collecting.Firewall;

/// <summary>
/// The Windows firewall, read from its policy. Which profile is in force changes with the network, so the most open of all
/// counts; profiles of which some are off are not weighed but named.
/// </summary>
internal static class FirewallCollector
{
    private const int MostRemotes = 200;
    private const string LocalRules = @"SYSTEM\CurrentControlSet\Services\SharedAccess\Parameters\FirewallPolicy\FirewallRules";
    private const string PolicyRules = @"SOFTWARE\Policies\Microsoft\WindowsFirewall\FirewallRules";
    private static readonly string[] _words = ["Domain", "Private", "Public"];

    public static FirewallFacts? Collect(IRegistry registry, IWindows windows, AlmPrograms alm, Problems problems)
    {
        var profiles = _words.Select(word => new FirewallProfile(registry, word)).Where(p => p.Exists).ToList();
        if (profiles.Count == 0)
        {
            problems.Add(Problems.Firewall, "this Windows has no firewall policy that can be read");
            return null;
        }

        var facts = new FirewallFacts();
        problems.Guard(Problems.Firewall, () => facts.ActiveProfileEnabled = IsEnabled(profiles, windows, problems));
        problems.Guard(Problems.Firewall, () => Judge(facts, profiles, registry, alm, problems));
        return facts;
    }

    private static bool? IsEnabled(List<FirewallProfile> profiles, IWindows windows, Problems problems)
    {
        // Its service is called SharedAccess up to Windows Server 2003.
        if ((windows.IsServiceRunning("MpsSvc") ?? windows.IsServiceRunning("SharedAccess") ?? false) == false)
        {
            return false;
        }

        var off = profiles.Where(p => !p.IsEnabled).Select(p => p.Word).ToArray();
        if (off.Length == 0 || off.Length == profiles.Count)
        {
            return off.Length == 0;
        }

        problems.Add(Problems.Firewall, "off in the profile " + string.Join(", ", off) + ", on in others; which one is in force is not in the registry");
        return null;
    }

    private static void Judge(FirewallFacts facts, List<FirewallProfile> profiles, IRegistry registry, AlmPrograms alm, Problems problems)
    {
        var rules = Rules(registry, LocalRules, true, problems);
        var hasRules = rules != null;
        rules = rules ?? new List<FirewallRule>();
        rules.AddRange(Rules(registry, PolicyRules, false, problems) ?? new List<FirewallRule>());

        var most = profiles
            .Select(p => FirewallVerdict.Of(p, hasRules ? rules : OldFirewallRules.Read(registry, p), alm))
            .OrderByDescending(v => v.Openness)
            .ToList();
        switch (most[0].Openness)
        {
            case FirewallVerdict.Blocked:
                facts.AlmInbound = "blocked";
                break;
            case FirewallVerdict.Restricted:
                facts.AlmInbound = "restricted";
                facts.RemoteAddresses = most.SelectMany(v => v.Remotes).Distinct(StringComparer.OrdinalIgnoreCase).OrderBy(r => r, StringComparer.Ordinal)
                    .Select(r => BoundedText.Of(r, 250)).Where(r => r.Length > 0).Take(MostRemotes).ToArray();
                break;
            default:
                facts.AlmInbound = "allowed";
                break;
        }
    }

    private static List<FirewallRule>? Rules(IRegistry registry, string key, bool isLocal, Problems problems)
    {
        var names = registry.ValueNames(key);
        if (names == null)
        {
            return null;
        }

        var rules = new List<FirewallRule>();
        foreach (var name in names)
        {
            problems.Guard(Problems.Firewall, () => rules.Add(new FirewallRule(registry.Text(key, name) ?? "", isLocal)));
        }

        return rules;
    }
}
