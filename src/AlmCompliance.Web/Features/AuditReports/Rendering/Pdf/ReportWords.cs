using System.Globalization;
using System.Resources;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Inventory;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Web.Components.Sentences;
using AlmCompliance.Web.Components.Values;
using AlmCompliance.Web.Features.AuditReports.Model;
using AlmCompliance.Web.Resources;

namespace AlmCompliance.Web.Features.AuditReports.Rendering.Pdf;

/// <summary>The words of one report in its language. One thread; what comes again and again is said once.</summary>
internal sealed class ReportWords
{
    private const int MostSaid = 4096;

    private static readonly ResourceManager _texts = new(typeof(ReportTexts));
    private static readonly ResourceManager _shared = new(typeof(SharedTexts));
    private static readonly ResourceManager _hosts = new(typeof(HostTexts));
    private static readonly ResourceManager _decisions = new(typeof(DecisionTexts));

    private readonly CultureInfo _culture;
    private readonly Dictionary<string, string> _said = new(StringComparer.Ordinal);
    private readonly Dictionary<int, string> _days = [];

    public ReportWords(ReportHead head)
    {
        Head = head;
        _culture = CultureInfo.GetCultureInfo(head.Language);
        Scope = ScopeWords.Of(head.Scope, this);
        HeadLeft = $"{Text("Title")} {head.Reference}";
        HeadRight = HostileText.Tame(Scope, 90);
        Foot = Text("Foot", Minute(head.AsOf));
    }

    public ReportHead Head { get; }

    public string Scope { get; }
    public string HeadLeft { get; }
    public string HeadRight { get; }
    public string Foot { get; }

    public string NoZone => Shared("NoZone");

    public string Text(string key) => _texts.GetString(key, _culture) ?? key;

    public string Text(string key, params object[] arguments) => string.Format(_culture, Text(key), arguments);

    /// <summary>By number: the key with <c>.One</c> where it is one and there is such a sentence.</summary>
    public string Counted(string key, int number, params object[] arguments) =>
        string.Format(_culture, (number == 1 ? _texts.GetString($"{key}.One", _culture) : null) ?? Text(key), arguments);

    public string Number(int number) => number.ToString("N0", _culture);

    public string Percent(double share) => Math.Floor(share * 1000).ToString("0", CultureInfo.InvariantCulture) switch
    {
        // Never rounded up: 99.96 % is not all.
        "1000" => $"100{NoBreak}%",
        var tenths => string.Create(_culture, $"{int.Parse(tenths, CultureInfo.InvariantCulture) / 10.0:0.0}{NoBreak}%"),
    };

    public string Days(double days) => days.ToString("0.#", _culture);

    public string Date(DateTimeOffset at)
    {
        var day = DateOnly.FromDateTime(at.UtcDateTime);
        if (!_days.TryGetValue(day.DayNumber, out var text))
        {
            _days[day.DayNumber] = text = Date(day);
        }

        return text;
    }

    public string Date(DateOnly day) => TimeWords.Date(day, _culture);

    /// <summary>With the minute and <c>UTC</c>.</summary>
    public string Minute(DateTimeOffset at) => TimeWords.Full(at, TimeZoneInfo.Utc, _culture);

    /// <summary>Where the foot of the page tells the time's zone.</summary>
    public string Moment(DateTimeOffset at) => TimeWords.Moment(at, TimeZoneInfo.Utc, _culture);

    public string List(IReadOnlyList<string> parts) => parts.Count <= 1 ? string.Concat(parts) : Text("And", string.Join(", ", parts.SkipLast(1)), parts[^1]);

    public string Status(ComplianceStatus status) => Said($"Status.{status}");

    public string StatusInSentence(ComplianceStatus status) => Shared($"Status.{status}.InSentence");

    public string Rule(RuleId rule) => Shared($"Rule.{rule}");

    /// <summary>Short, with soft hyphens.</summary>
    public string RuleName(RuleId rule) => Shared($"RuleName.{rule}");

    public string Measure(ProtectiveMeasure measure) => Said($"Measure.{measure}");

    public string MeasureState(MeasureState state) => Said($"MeasureState.{state}");

    public string Origin(EvidenceOrigin origin) => Said($"Origin.{origin}");

    public string Remote(RemoteAccessState? state) => state is { } known ? Said($"Remote.{known}") : Text("NotKept");

    public string RemoteBasis(RemoteAccessBasis basis) => Said($"RemoteBasis.{basis}");

    /// <summary>What a measure rests on, in the words of the host's own page.</summary>
    public string Basis(ReportMeasure measure) =>
        _hosts.GetString($"Basis.{measure.Basis}.{measure.Measure}", _culture) ?? _hosts.GetString($"Basis.{measure.Basis}", _culture) ?? _shared.GetString($"RemoteBasis.{measure.Basis}", _culture) ?? "";

    public string DecisionKind(string name) => _decisions.GetString($"Kind.{name}", _culture) ?? name;

    public string DecisionState(string name) => _decisions.GetString($"State.{name}", _culture) ?? name;

    public string Why(ReportHost host) => Say($"{(int)host.Reason}", host.Arguments, () => StatusSentences.Why(host.Reason, host.Arguments, _culture));

    public string Message(ReportFinding finding) => Say($"f{(int)finding.Reason}", finding.Arguments, () => FindingSentences.Message(finding.Reason, finding.Arguments, _culture));

    public string Late(ReportFinding finding) =>
        (Head.AsOf - finding.DueAt).Days is > 0 and var days ? Text("Late", days) : Text("Late.Today");

    public string Place(string site, string? zone) => (site.Length, zone) switch
    {
        (0, null) => NoZone,
        (0, { } alone) => alone,
        (_, null) => $"{site} · {NoZone}",
        (_, { } both) => $"{site} · {both}",
    };

    private static string NoBreak => "\u00A0";

    private string Shared(string key) => _shared.GetString(key, _culture) ?? key;

    private string Said(string key) => _said.TryGetValue(key, out var text) ? text : _said[key] = Shared(key);

    private string Say(string code, IReadOnlyList<string> arguments, Func<string> sentence)
    {
        var key = arguments.Count == 0 ? code : $"{code}\n{string.Join('\n', arguments)}";
        if (_said.TryGetValue(key, out var text))
        {
            return text;
        }

        if (_said.Count >= MostSaid)
        {
            _said.Clear();
        }

        return _said[key] = sentence();
    }
}
