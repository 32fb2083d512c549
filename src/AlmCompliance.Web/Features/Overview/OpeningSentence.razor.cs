using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Web.Components;
using AlmCompliance.Web.Components.Values;
using AlmCompliance.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace AlmCompliance.Web.Features.Overview;

/// <summary>The plant in words: how it stands first, then what is open on it whatever its status.</summary>
public sealed partial class OpeningSentence
{
    private static readonly ComplianceStatus[] InScope =
        [ComplianceStatus.NonCompliant, ComplianceStatus.Unknown, ComplianceStatus.Waived, ComplianceStatus.Mitigated, ComplianceStatus.Compliant];

    [CascadingParameter]
    private OverviewFigures Figures { get; set; } = default!;

    [Inject]
    private IStringLocalizer<OverviewTexts> Texts { get; set; } = default!;

    private LinkedClause Covered
    {
        get
        {
            LinkedNumber[] both =
            [
                new(Figures.Covered, Address.Of(ComplianceStatus.Compliant, ComplianceStatus.Mitigated)),
                new(Figures.InScope, Address.Of(InScope)),
            ];
            var set = Address.OnList ? "Covered.Expected" : "Covered";
            return Figures.InScope switch
            {
                0 => new LinkedClause(Texts["Covered.NoScope"], [new LinkedNumber(Figures.Hosts, Address.All)]),
                _ when Figures.Covered == Figures.InScope => new LinkedClause(Texts[$"{set}.All"], [both[1]]),
                _ => new LinkedClause(Plural(set, Figures.Covered), both),
            };
        }
    }

    private List<LinkedClause> Statuses
    {
        get
        {
            var statuses = Present(
                ("NonCompliant", Of(ComplianceStatus.NonCompliant), Address.Of(ComplianceStatus.NonCompliant)),
                ("Waived", Of(ComplianceStatus.Waived), Address.Of(ComplianceStatus.Waived)));
            if (Of(ComplianceStatus.Unknown) is > 0 and var unknown)
            {
                LinkedNumber[] numbers = [new(unknown, Address.Of(ComplianceStatus.Unknown)), new(Figures.NeverEnrolled, HostsAddress.NeverEnrolled)];
                statuses.Add(new LinkedClause(Plural(Figures.NeverEnrolled == 0 ? "Unknown" : Figures.NeverEnrolled < unknown ? "UnknownNever" : "UnknownAllNever", unknown), numbers));
            }

            return statuses;
        }
    }

    private List<LinkedClause> Flags => Present(
        ("NeedUpdate", Figures.NeedUpdate, Address.Of(RuleId.ALM0001)),
        ("Restart", Figures.RestartPending, Address.Of(RuleId.ALM0007)),
        ("Silent", Figures.Silent, Address.Silent));

    private List<LinkedClause> Remote
    {
        get
        {
            if (Figures.RemoteAccess is { Open: > 0 } remote)
            {
                LinkedNumber[] numbers = [new(remote.Open, Address.Of(RuleId.ALM0002)), new(remote.OnCompliant, Address.Of(RuleId.ALM0002, ComplianceStatus.Compliant))];
                return [new LinkedClause(Plural(remote.OnCompliant > 0 ? "RemotePatched" : "Remote", remote.Open), numbers)];
            }

            return [];
        }
    }

    private LinkedClause? Unlisted => Figures.Unlisted switch
    {
        { Hosts: 0 } => null,
        var (hosts, bad) => new LinkedClause(Plural(bad > 0 ? "UnlistedBad" : "Unlisted", hosts), [new(hosts, HostsAddress.Unlisted), new(bad, HostsAddress.UnlistedIn(ComplianceStatus.NonCompliant))]),
    };

    private CountedHosts Address => Figures.Address;

    // Nothing open is good news only of hosts that can be judged.
    private string NoFlags => Of(ComplianceStatus.Unknown) switch
    {
        0 => "NoFlags",
        var unknown when unknown < Figures.Hosts => "NoFlags.Judged",
        _ => "NoFlags.Unknown",
    };

    private int Of(ComplianceStatus status) => Figures.ByStatus.GetValueOrDefault(status);

    private List<LinkedClause> Present(params IEnumerable<(string Key, int Number, string Href)> clauses) =>
        [.. clauses.Where(c => c.Number > 0).Select(c => new LinkedClause(Plural(c.Key, c.Number), [new LinkedNumber(c.Number, c.Href)]))];

    // Read as a format, not filled in: the numbers become links.
    private string Plural(string key, int number)
    {
        var one = Texts[$"{key}.One"];
        return number == 1 && !one.ResourceNotFound ? one.Value : Texts[key].Value;
    }
}
