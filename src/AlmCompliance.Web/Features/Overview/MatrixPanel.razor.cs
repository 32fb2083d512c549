using System.Globalization;
using AlmCompliance.Domain.Rules;
using Microsoft.AspNetCore.Components;

namespace AlmCompliance.Web.Features.Overview;

/// <summary>Zones down, rules across; each cell counts hosts and leads to them.</summary>
public sealed partial class MatrixPanel
{
    // Those about a host: the one about the catalogue has no zone.
    private static readonly RuleId[] s_rules = [RuleId.ALM0001, RuleId.ALM0002, RuleId.ALM0003, RuleId.ALM0004, RuleId.ALM0005, RuleId.ALM0006, RuleId.ALM0007, RuleId.ALM0008];
    private static readonly RuleId[] s_rulesAndTwins = [.. s_rules, RuleId.ALM0010];

    private static readonly RuleCell Empty = new(0, 0, 0);

    [CascadingParameter]
    private OverviewFigures Figures { get; set; } = default!;

    // Two machines under one identity are rare: their column takes the others' room only where there are some.
    private RuleId[] Rules => Figures.Zones.Any(z => z.Cells.ContainsKey(RuleId.ALM0010)) ? s_rulesAndTwins : s_rules;

    private bool HasSites => Figures.Zones.Any(z => !string.IsNullOrEmpty(z.Site));

    private IEnumerable<(ZoneFigures Zone, bool StartsSite, int SiteRows)> Rows =>
        Figures.Zones.Select((zone, i) => (
            zone,
            i == 0 || Figures.Zones[i - 1].Site != zone.Site,
            Figures.Zones.Skip(i).TakeWhile(z => z.Site == zone.Site).Count()));

    private static RuleCell Cell(ZoneFigures zone, RuleId rule) => zone.Cells.GetValueOrDefault(rule, Empty);

    private string HostsIn(ZoneFigures zone)
    {
        var hosts = zone.Hosts == 1 ? Text["Matrix.Hosts.One"] : Text["Matrix.Hosts", zone.Hosts];
        return zone.NeverEnrolled == 0 ? hosts : $"{hosts.Value} · {Text["Matrix.NotEnrolled", zone.NeverEnrolled].Value}";
    }

    private static string Percent(double? share) =>
        share is { } known ? $"{(Math.Floor(known * 1000) / 10).ToString("0.0", CultureInfo.CurrentCulture)}\u00A0%" : "–";

    private static string Width(double? share) => ((share ?? 0) * 100).ToString("0", CultureInfo.InvariantCulture);

    private static string Number(int number) => number.ToString("N0", CultureInfo.CurrentCulture);
}
