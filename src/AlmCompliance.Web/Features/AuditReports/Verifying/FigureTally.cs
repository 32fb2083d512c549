using System.Globalization;
using System.Text.Json;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Inventory;
using AlmCompliance.Domain.Rules;

namespace AlmCompliance.Web.Features.AuditReports.Verifying;

/// <summary>
/// Adds up a report's rows anew, apart from what made it, and compares that with its figures. How long patches took and the trend of
/// 90 days come from no row: they are not among them.
/// </summary>
internal sealed class FigureTally(ReportedHead head)
{
    private const string Plant = "figures";

    /// <summary>By what they are of, and what they count.</summary>
    private readonly Dictionary<(string Of, string What), long> _sums = [];
    private readonly Dictionary<(string Site, string? Zone), string> _zones = [];
    private readonly List<long> _evidence = [];
    private readonly string[] _advisories = [.. head.Advisories.Select(a => OfAdvisory(a.Id))];
    private readonly bool _onList = head.Figures.TryGetProperty("expected", out var expected) && expected.ValueKind != JsonValueKind.Null;
    private readonly FreshnessLimits _limits = head.FreshnessDays.ToLimits();

    public void Add(ReportedHost host)
    {
        Count(Plant, "expected", host.Expected && _onList ? 1 : 0);
        if (_onList && !host.Expected)
        {
            Count(Plant, "unlisted");
            return;
        }

        var zone = ZoneOf(host.Site, host.Zone);
        foreach (var of in (ReadOnlySpan<string>)[Plant, zone])
        {
            Count(of, "hosts");
            Count(of, Name(host.Status));
        }

        for (var i = 0; i < host.Statuses.Count && i < _advisories.Length; i++)
        {
            Count(_advisories[i], Name(host.Statuses[i].Status));
        }

        CountEvidence(host);
        Count(Plant, "covered", host.Status is ComplianceStatus.Compliant or ComplianceStatus.Mitigated ? 1 : 0);
        Count(Plant, "inScope", host.Status == ComplianceStatus.NotApplicable ? 0 : 1);
        CountFindings(host, zone);
    }

    /// <summary>What the head says otherwise than its rows; each a sentence.</summary>
    public IEnumerable<string> Differences()
    {
        var told = Told();
        foreach (var (of, what) in told.Keys.Union(_sums.Keys).Order())
        {
            var (says, sum) = (told.GetValueOrDefault((of, what)), _sums.GetValueOrDefault((of, what)));
            if (says != sum)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"{of} says {says} for {what}; its rows add up to {sum}");
            }
        }

        _evidence.Sort();
        var (covered, inScope) = (_sums.GetValueOrDefault((Plant, "covered")), _sums.GetValueOrDefault((Plant, "inScope")));
        if (Number("coverage") is var coverage && (_onList && inScope > 0 ? coverage is not { } share || Math.Abs(share - ((double)covered / inScope)) > 1e-9 : coverage is not null))
        {
            yield return "the coverage it says is not what its rows add up to";
        }

        foreach (var (name, at) in ((string, long?)[])[("oldestEvidence", At(0)), ("medianEvidence", At((_evidence.Count - 1) / 2))])
        {
            if (Time(name) != at)
            {
                yield return $"the {name} it says is not that of its rows";
            }
        }
    }

    private void CountEvidence(ReportedHost host)
    {
        if (!host.Enrolled)
        {
            Count(Plant, "neverEnrolled");
        }
        else if (host.Evidence.At is not { } at)
        {
            Count(Plant, "neverReported");
        }
        else
        {
            // Of the past it is the verdict that tells: how young the evidence was then is not kept.
            var tooOld = head.Present ? _limits.ExpiryOf(new EvidenceStamp(host.Evidence.Origin, at)) <= head.AsOf : host.Statuses is [{ Reason: StatusReason.EvidenceTooOld }, ..];
            Count(Plant, "evidenceTooOld", tooOld ? 1 : 0);
            if (head.Present)
            {
                _evidence.Add(at.UtcTicks);
            }
        }
    }

    private void CountFindings(ReportedHost host, string zone)
    {
        var ofNote = host.Findings.Where(f => f.AdvisoryId is null || f.AdvisoryId == head.Advisories[0].Id).ToArray();
        Count(Plant, "findingsOpen", host.Findings.Count);
        Count(Plant, "noteFindingsOpen", ofNote.Length);
        Count(Plant, "noteFindingsOverdue", ofNote.Count(f => f.Overdue));
        Count(Plant, "noteOverdueHosts", ofNote.Any(f => f.Overdue) ? 1 : 0);
        Count(zone, "overdue", host.Findings.Any(f => f.Overdue) ? 1 : 0);
        foreach (var ofRule in host.Findings.GroupBy(f => f.Rule))
        {
            var (rule, overdue) = (Name(ofRule.Key), ofRule.Count(f => f.Overdue));
            Count(rule, "hosts");
            Count(rule, "open", ofRule.Count());
            Count(rule, "overdue", overdue);
            Count(zone, rule);
            Count(Plant, "findingsOverdue", overdue);
            Count(Plant, "remoteAccessOpen", ofRule.Key == RuleId.ALM0002 ? 1 : 0);
        }
    }

    private Dictionary<(string, string), long> Told()
    {
        var told = new Dictionary<(string, string), long>();
        foreach (var advisory in head.Advisories)
        {
            foreach (var (status, hosts) in advisory.ByStatus)
            {
                told[(OfAdvisory(advisory.Id), Name(status))] = hosts;
            }
        }

        foreach (var figure in head.Figures.EnumerateObject())
        {
            if (figure is { Name: "rules", Value.ValueKind: JsonValueKind.Array })
            {
                foreach (var rule in figure.Value.EnumerateArray())
                {
                    Take(told, rule.GetProperty("rule").GetString() ?? "", rule);
                }
            }
            else if (figure is { Name: "zones", Value.ValueKind: JsonValueKind.Array })
            {
                foreach (var zone in figure.Value.EnumerateArray())
                {
                    Take(told, ZoneOf(zone.GetProperty("site").GetString() ?? "", zone.GetProperty("zone").GetString()), zone);
                }
            }
        }

        Take(told, Plant, head.Figures);
        told.Remove((Plant, "coverage"));
        return told;
    }

    /// <summary>The whole numbers of an object, those of its objects among them.</summary>
    private static void Take(Dictionary<(string, string), long> told, string of, JsonElement figures)
    {
        foreach (var figure in figures.EnumerateObject())
        {
            if (figure.Value.ValueKind == JsonValueKind.Number && figure.Value.TryGetInt64(out var number))
            {
                told[(of, figure.Name)] = told.GetValueOrDefault((of, figure.Name)) + number;
            }
            else if (figure.Name is "byStatus" or "byRule")
            {
                Take(told, of, figure.Value);
            }
        }
    }

    private void Count(string of, string what, long more = 1) => System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_sums, (of, what), out _) += more;

    private string ZoneOf(string site, string? zone)
    {
        if (!_zones.TryGetValue((site, zone), out var name))
        {
            _zones.Add((site, zone), name = zone is null ? $"figures without a zone {site}".TrimEnd() : $"figures of zone {site} / {zone}");
        }

        return name;
    }

    private static string OfAdvisory(string id) => $"advisory {id}";

    private static string Name<T>(T value)
        where T : struct, Enum => Rendering.EnumNames<T>.Text(value);

    private double? Number(string name) => head.Figures.TryGetProperty(name, out var figure) && figure.ValueKind == JsonValueKind.Number ? figure.GetDouble() : null;

    private long? At(int index) => _evidence.Count == 0 ? null : _evidence[index];

    private long? Time(string name) => head.Figures.TryGetProperty(name, out var figure) && figure.ValueKind == JsonValueKind.String && figure.TryGetDateTimeOffset(out var at) ? at.UtcTicks : null;
}
