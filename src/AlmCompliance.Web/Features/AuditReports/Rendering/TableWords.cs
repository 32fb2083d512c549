using System.Globalization;
using System.Resources;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Inventory;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Web.Components.Sentences;
using AlmCompliance.Web.Features.AuditReports.Comparing;
using AlmCompliance.Web.Resources;

namespace AlmCompliance.Web.Features.AuditReports.Rendering;

/// <summary>The words of a report's tables in its language. One thread.</summary>
internal sealed class TableWords
{
    private static readonly ResourceManager Tables = new(typeof(ReportTableTexts));
    private static readonly ResourceManager Shared = new(typeof(SharedTexts));
    private static readonly ResourceManager Decisions = new(typeof(DecisionTexts));

    private readonly CultureInfo _culture;
    private readonly Dictionary<ComplianceStatus, string> _statuses;
    private readonly Dictionary<RemoteAccessState, string> _remote;
    private readonly Dictionary<RemoteAccessBasis, string> _remoteBases;
    private readonly Dictionary<EvidenceOrigin, string> _origins;
    private readonly Dictionary<ProtectiveMeasure, string> _measures;
    private readonly Dictionary<MeasureState, string> _states;
    private readonly Dictionary<MeasureBasis, string> _bases;
    private readonly Dictionary<ChangeKind, string> _changes;
    private readonly SentenceCache<StatusReason> _why;
    private readonly SentenceCache<FindingReason> _messages;
    private readonly SentenceCache<FindingReason> _steps;

    public TableWords(string language)
    {
        _culture = CultureInfo.GetCultureInfo(language);
        Yes = Text("Yes");
        No = Text("No");
        _statuses = Each<ComplianceStatus>(v => Shared.GetString($"Status.{v}", _culture));
        _remote = Each<RemoteAccessState>(v => Shared.GetString($"Remote.{v}", _culture));
        _remoteBases = Each<RemoteAccessBasis>(v => Shared.GetString($"RemoteBasis.{v}", _culture));
        _origins = Each<EvidenceOrigin>(v => Shared.GetString($"Origin.{v}", _culture));
        _measures = Each<ProtectiveMeasure>(v => v == ProtectiveMeasure.Unknown ? "" : Shared.GetString($"Measure.{v}", _culture));
        _states = Each<MeasureState>(v => Shared.GetString($"MeasureState.{v}", _culture));
        _bases = Each<MeasureBasis>(v => Tables.GetString($"Basis.{v}", _culture));
        _changes = Each<ChangeKind>(v => Tables.GetString($"Change.{v}", _culture));
        _why = new((reason, arguments) => StatusSentences.Why(reason, arguments, _culture));
        _messages = new((reason, arguments) => FindingSentences.Message(reason, arguments, _culture));
        _steps = new((reason, arguments) => FindingSentences.Step(reason, arguments, _culture));
    }

    public string Yes { get; }

    public string No { get; }

    public string Text(string key) => Tables.GetString(key, _culture) ?? key;

    public string Text(string key, params object[] arguments) => string.Format(_culture, Text(key), arguments);

    public string YesOrNo(bool value) => value ? Yes : No;

    public string Status(ComplianceStatus status) => _statuses[status];

    public string RemoteAccess(RemoteAccessState state) => _remote[state];

    public string RemoteAccessBasis(RemoteAccessBasis basis) => _remoteBases[basis];

    public string Origin(EvidenceOrigin origin) => _origins[origin];

    public string Measure(ProtectiveMeasure measure) => _measures[measure];

    public string State(MeasureState state) => _states[state];

    public string Basis(MeasureBasis basis) => _bases[basis];

    public string Change(ChangeKind kind) => _changes[kind];

    public string Why(StatusReason reason, IReadOnlyList<string> arguments) => _why.Say(reason, arguments);

    public string Message(FindingReason reason, IReadOnlyList<string> arguments) => _messages.Say(reason, arguments);

    public string Step(FindingReason reason, IReadOnlyList<string> arguments) => _steps.Say(reason, arguments);

    /// <summary>By the name that the report holds; itself where this program does not know it.</summary>
    public string DecisionKind(string name) => Decisions.GetString($"Kind.{name}", _culture) ?? name;

    public string DecisionState(string name) => Decisions.GetString($"State.{name}", _culture) ?? name;

    private static Dictionary<T, string> Each<T>(Func<T, string?> word)
        where T : struct, Enum => Enum.GetValues<T>().ToDictionary(v => v, v => word(v) ?? v.ToString());
}
