using System.Globalization;
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
            var covered = Of(ComplianceStatus.Compliant) + Of(ComplianceStatus.Mitigated);
            var inScope = InScope.Sum(Of);
            LinkedNumber[] both =
            [
                new(covered, HostsAddress.Of(ComplianceStatus.Compliant, ComplianceStatus.Mitigated)),
                new(inScope, HostsAddress.Of(InScope)),
            ];
            return inScope switch
            {
                0 => new LinkedClause(Texts["Covered.NoScope"], [new LinkedNumber(Figures.Hosts, "/hosts")]),
                _ when covered == inScope => new LinkedClause(Texts["Covered.All"], [both[1]]),
                _ => new LinkedClause(Plural("Covered", covered), both),
            };
        }
    }

    private List<LinkedClause> Statuses => Present(
        ("NonCompliant", Of(ComplianceStatus.NonCompliant), HostsAddress.Of(ComplianceStatus.NonCompliant)),
        ("Waived", Of(ComplianceStatus.Waived), HostsAddress.Of(ComplianceStatus.Waived)),
        ("Unknown", Of(ComplianceStatus.Unknown), HostsAddress.Of(ComplianceStatus.Unknown)));

    private List<LinkedClause> Flags
    {
        get
        {
            var flags = Present(
                ("NeedUpdate", Figures.NeedUpdate, HostsAddress.Of(RuleId.ALM0001)),
                ("Restart", Figures.RestartPending, HostsAddress.Of(RuleId.ALM0007)));
            if (Figures.RemoteAccess is { Open: > 0 } remote)
            {
                LinkedNumber[] numbers = [new(remote.Open, HostsAddress.Of(RuleId.ALM0002)), new(remote.OnCompliant, HostsAddress.Of(RuleId.ALM0002, ComplianceStatus.Compliant))];
                flags.Add(new LinkedClause(Plural(remote.OnCompliant > 0 ? "RemotePatched" : "Remote", remote.Open), numbers));
            }

            flags.AddRange(Present(("Silent", Figures.Silent, HostsAddress.Silent)));
            return flags;
        }
    }

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
        var format = number == 1 && !one.ResourceNotFound ? one.Value : Texts[key].Value;
        return format.Contains("{0:N0}", StringComparison.Ordinal) ? string.Format(CultureInfo.CurrentCulture, format, number) : format;
    }
}
