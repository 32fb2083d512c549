using System;

namespace AlmCompliance.Agent.Collecting.Firewall;

/// <summary>The switches of one profile: what a group policy says outranks what the host says.</summary>
internal sealed class FirewallProfile
{
    private const string Local = @"SYSTEM\CurrentControlSet\Services\SharedAccess\Parameters\FirewallPolicy\";
    private const string Policy = @"SOFTWARE\Policies\Microsoft\WindowsFirewall\";

    private readonly IRegistry _registry;
    private readonly string _local;
    private readonly string[] _policies;

    /// <param name="word">As rules name it: <c>Domain</c>, <c>Private</c>, <c>Public</c>.</param>
    public FirewallProfile(IRegistry registry, string word)
    {
        _registry = registry;
        Word = word;

        // The private profile is XP's standard one and kept its key; policies name it either way.
        var isPrivate = word == "Private";
        _local = Local + (isPrivate ? "StandardProfile" : word + "Profile");
        _policies = isPrivate ? [Policy + "PrivateProfile", Policy + "StandardProfile"] : [Policy + word + "Profile"];
    }

    public string Word { get; }

    public string LocalKey
    {
        get { return _local; }
    }

    public string[] PolicyKeys
    {
        get { return _policies; }
    }

    /// <summary>Whether this Windows has the profile; XP has no public one.</summary>
    public bool Exists
    {
        get { return _registry.Exists(_local); }
    }

    /// <exception cref="FormatException">Nothing says so.</exception>
    public bool IsEnabled
    {
        get { return (Number("EnableFirewall") ?? throw new FormatException("the " + Word + " profile does not say whether it is on")) != 0; }
    }

    /// <summary>What no rule names is let in.</summary>
    public bool AllowsByDefault
    {
        get { return (Number("DefaultInboundAction") ?? 1) == 0; }
    }

    public bool IgnoresAllowRules
    {
        get { return (Number("DoNotAllowExceptions") ?? 0) == 1; }
    }

    public bool IgnoresLocalRules
    {
        get { return Array.Exists(_policies, key => (_registry.Number(key, "AllowLocalPolicyMerge") ?? 1) == 0); }
    }

    private int? Number(string name)
    {
        foreach (var key in _policies)
        {
            var value = _registry.Number(key, name);
            if (value != null)
            {
                return value;
            }
        }

        return _registry.Number(_local, name);
    }
}
