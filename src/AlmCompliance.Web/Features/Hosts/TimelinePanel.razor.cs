using System.Globalization;
using AlmCompliance.Domain.Rules;
using Microsoft.AspNetCore.Components;

namespace AlmCompliance.Web.Features.Hosts;

/// <summary>90 days of one host: its status, the times its reports cover, its findings.</summary>
public sealed partial class TimelinePanel
{
    private const int Length = 90;

    [CascadingParameter]
    private HostView View { get; set; } = default!;

    private DateTimeOffset Start => View.Now.AddDays(-Length);

    private IEnumerable<HostFinding> Findings =>
        View.Summary.OpenFindings.Concat(View.Detail.ClosedFindings).Where(f => Shown(f.OpenedAt, f.ClosedAt));

    private List<RuleId> Rules => [.. Findings.Select(f => f.Rule).Distinct().Order()];

    /// <summary>The ends and each first of a month that stands clear of them.</summary>
    private IEnumerable<(string Share, string Words)> Days => Enumerable.Range(0, Length + 1)
        .Where(day => day is 0 or Length || (Local(day).Day == 1 && day is > 10 and < Length - 10))
        .Select(day => (Percent((double)day / Length), Local(day).ToString(CultureInfo.CurrentCulture.TwoLetterISOLanguageName == "de" ? "d. MMM" : "d MMM", CultureInfo.CurrentCulture)));

    private DateTimeOffset Local(int day) => TimeZoneInfo.ConvertTime(Start.AddDays(day), Clock.LocalTimeZone);

    private bool Shown(DateTimeOffset from, DateTimeOffset? to) => from < View.Now && (to ?? View.Now) >= Start;

    private string Place(DateTimeOffset from, DateTimeOffset? to)
    {
        var left = Share(from);
        return $"left:{Percent(left)};width:{Percent(Share(to ?? View.Now) - left)}";
    }

    private double Share(DateTimeOffset at) => Math.Clamp((at - Start) / TimeSpan.FromDays(Length), 0, 1);

    private static string Percent(double share) => (share * 100).ToString("0.###", CultureInfo.InvariantCulture) + "%";
}
