using AlmCompliance.Contracts;

namespace AlmCompliance.Web.Assessment.RawExports;

/// <summary>
/// A report in the making. What the file does not tell stays absent and its collector is named; only a file that looked
/// everywhere can say that there is no ALM.
/// </summary>
internal sealed class ReportDraft
{
    public const string Autsw = "autsw";
    public const string Uninstall = "uninstall";
    public const string Service = "service";
    public const string Processes = "processes";
    public const string Listeners = "listeners";
    public const string Firewall = "firewall";
    public const string Restart = "restart";
    public const string Browser = "browser";

    private const int MostProblems = 60;
    private const int LongestMessage = 300;

    private readonly List<VersionText> _versions = [];
    private readonly List<CollectorProblem> _problems = [];

    public MachineFacts Host { get; } = new();

    public AlmFacts Alm { get; } = new();

    /// <summary>Something of the ALM was found, with or without a version.</summary>
    public bool IsNamed { get; set; }

    /// <summary>An empty value is none.</summary>
    public void Version(string source, string? value)
    {
        if (!string.IsNullOrWhiteSpace(value) && !_versions.Exists(v => v.Source == source && v.Value == value))
        {
            _versions.Add(new VersionText { Source = source, Value = value });
        }
    }

    public bool HasVersionOf(string family) => _versions.Exists(v => v.Source!.StartsWith(family, StringComparison.Ordinal));

    public void Problem(string collector, string message)
    {
        if (_problems.Count < MostProblems && !_problems.Exists(p => p.Collector == collector && p.Message == message))
        {
            _problems.Add(new CollectorProblem { Collector = collector, Message = message.Length > LongestMessage ? message[..LongestMessage] : message });
        }
    }

    public bool Failed(string collector) => _problems.Exists(p => p.Collector == collector);

    public InventoryReport Finish()
    {
        Alm.Versions = [.. _versions];
        Alm.Installed ??= IsNamed || _versions.Count > 0 || !LookedEverywhere()
            || Alm.Service?.State != "absent" || Alm.Processes?.Length != 0 || Alm.Listeners?.Length > 0;
        return new InventoryReport { Schema = InventoryReport.SchemaV1, Host = Host, Alm = Alm, Problems = _problems.Count == 0 ? null : [.. _problems] };
    }

    private bool LookedEverywhere() => !Failed(Autsw) && !Failed(Uninstall) && !Failed(Service) && !Failed(Processes);
}
