using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Components;

namespace AlmCompliance.Web.Features.Overview;

/// <summary>Exposed hosts by day. The drawing stretches; its words are placed by percent, so that they never do.</summary>
public sealed partial class TrendPanel
{
    private static readonly int[] Round = [1, 2, 4, 6, 8, 10, 12, 16, 20];

    [CascadingParameter]
    private IReadOnlyList<ExposurePoint> Points { get; set; } = default!;

    private ExposurePoint Last => Points[^1];

    /// <summary>A round number above everything drawn, so that four lines divide it evenly.</summary>
    private int Top
    {
        get
        {
            var highest = Math.Max(4, Points.Max(p => p.Exposed));
            var step = Math.Pow(10, Math.Floor(Math.Log10(highest)));
            return (int)Round.Select(f => f * step).First(t => t >= highest && t % 4 == 0);
        }
    }

    private IEnumerable<int> Scale => Enumerable.Range(0, 5).Select(i => Top / 4 * i);

    /// <summary>The start, each first of a month that stands clear of its neighbours, and the end.</summary>
    private IEnumerable<(double Share, string Words)> Days => Points
        .Select((point, i) => (Share: (double)i / (Points.Count - 1), point.At))
        .Where((p, i) => i == 0 || i == Points.Count - 1 || (In(p.At).Day == 1 && p.Share is > .08 and < .92))
        .Select(p => (p.Share, In(p.At).ToString(CultureInfo.CurrentCulture.TwoLetterISOLanguageName == "de" ? "d. MMM" : "d MMM", CultureInfo.CurrentCulture)));

    // Two figures that would lie on each other are drawn apart.
    private double Apart => Math.Max(0, .1 - ((double)(Last.Exposed - Last.NonCompliant) / Top));

    private DateTimeOffset In(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Clock.LocalTimeZone);

    private string Steps(Func<ExposurePoint, int> value)
    {
        var path = new StringBuilder().Append(CultureInfo.InvariantCulture, $"M0 {Y(value(Points[0]))}");
        for (var i = 1; i < Points.Count; i++)
        {
            path.Append(CultureInfo.InvariantCulture, $"H{1000.0 * i / (Points.Count - 1):0.#}V{Y(value(Points[i]))}");
        }

        return path.ToString();
    }

    private string Y(int value) => (200 - (200.0 * value / Top)).ToString("0.#", CultureInfo.InvariantCulture);

    private static string Percent(double share) => (share * 100).ToString("0.##", CultureInfo.InvariantCulture) + "%";
}
