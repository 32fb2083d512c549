using System.Text.Json;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Inventory;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Web.Assessment;
using AlmCompliance.Web.Features.AuditReports.Inputs;
using AlmCompliance.Web.Features.AuditReports.Packing;

namespace AlmCompliance.Web.Features.AuditReports.Verifying;

/// <summary>
/// Judges each host once more from its input and compares that with its row. Nothing says that rows and inputs stand in one order: of each row
/// that has an input, its id, 16 bytes of a digest, the time of its evidence and its decisions are held meanwhile, about 60 bytes a host. Where
/// they differ, or a version was attested, the rows are read again.
/// </summary>
/// <param name="report">The name of the report's JSON form.</param>
internal sealed class VerdictCheck(PackArchive archive, string report, DecisionCheck decisions, PackChecks checks)
{
    private const int Looks = 1024;

    private static readonly byte[] _nothing = JsonSerializer.SerializeToUtf8Bytes(UnreadableSnapshot.Facts, InputJson.Options);

    private readonly Dictionary<Guid, Row> _rows = [];
    private readonly Dictionary<Guid, Func<ReportedHost, string>> _doubtful = [];
    private readonly Dictionary<Guid, List<string>> _unreadable = [];
    private readonly Dictionary<Guid, string> _attested = [];
    private int _more;
    private int _kept;

    /// <summary>The row of an enrolled host.</summary>
    /// <param name="named">The decisions that it names.</param>
    public void Add(ReportedHost host, string[] named)
    {
        var digest = VerdictLines.DigestOf(VerdictLines.Of(host));
        _rows.TryAdd(host.Id, new Row((ulong)(digest >> 64), (ulong)digest, host.Evidence.At?.UtcTicks ?? 0, named));
    }

    /// <param name="rules">Null where verdicts cannot be computed again: then only which hosts have an input is compared.</param>
    /// <param name="expected">How many inputs the manifest tells of.</param>
    public void Run(RulesInput? rules, int expected, CancellationToken cancellationToken)
    {
        var catalogue = rules is null ? null : new AdvisoryCatalogue(rules.Advisories, rules.CatalogueAsOf);
        using var from = archive.Open(archive.Find(PackNames.Inputs)!);
        var lines = new JsonLines(from);
        var faults = checks.FaultCount;
        while (lines.Read())
        {
            if (lines.Number % Looks == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            if (rules is null || catalogue is null)
            {
                Meet(JsonSerializer.Deserialize<HostOnly>(lines.Line, VerifyingJson.Part)?.HostId ?? throw NoInput(lines.Number), lines.Number, null);
                continue;
            }

            var input = JsonSerializer.Deserialize<VerdictInput>(lines.Line, VerifyingJson.Input) is { Case: not null } read ? read : throw NoInput(lines.Number);
            var follows = Follows(input, rules, catalogue, lines.Number);
            Meet(input.HostId, lines.Number, row => Flaw(input.Case, row, rules) is { } flaw ? _ => flaw
                : row.Digest == VerdictLines.DigestOf(follows) ? null
                : IsUnreadable(input, follows) ? null : host => VerdictLines.Difference(follows, VerdictLines.Of(host)));
            if (input.Case.ContentDigest is { } content)
            {
                _attested.TryAdd(input.HostId, content);
            }
        }

        if (lines.Number != expected)
        {
            checks.Fails(PackNames.Inputs, $"it has {lines.Number} inputs, and {PackNames.Manifest} tells of {expected}");
        }

        foreach (var id in _rows.Keys)
        {
            Doubt(id, _ => $"it has no input in {PackNames.Inputs}");
        }

        Explain();
        if (_kept > 0)
        {
            checks.Note($"Not checked, the server's word: {_kept} findings that it keeps open for hosts whose stored reports cannot be read any more.");
        }

        if (checks.FaultCount == faults)
        {
            checks.Holds(PackNames.Inputs, rules is null ? $"each of its {lines.Number} hosts is in the report, and each host of the report in it" : $"the verdicts, measures and findings of all {lines.Number} hosts were computed again and are those of the report");
        }
    }

    private static List<string> Follows(VerdictInput input, RulesInput rules, AdvisoryCatalogue catalogue, int line)
    {
        try
        {
            return VerdictLines.Of(input.Case, rules.Assess(input.Case, catalogue), rules);
        }
#pragma warning disable CA1031 // Whatever a rule throws: a server packs no input that it cannot judge.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            throw new JsonException($"line {line} cannot be judged: {exception.Message}", exception);
        }
    }

    /// <param name="doubt">What is wrong with the row, if anything is; null where that cannot be asked.</param>
    private void Meet(Guid id, int line, Func<Row, Func<ReportedHost, string>?>? doubt)
    {
        if (!_rows.Remove(id, out var row))
        {
            checks.Fails(PackNames.Inputs, $"its line {line} is of host {id}, which is not in the report, or in it more than once");
        }
        else if (doubt?.Invoke(row) is { } why)
        {
            Doubt(id, why);
        }
    }

    /// <summary>Whether the input is of other evidence or decisions than the row. Verdicts may rest on evidence as it was held, one step behind the newest.</summary>
    private string? Flaw(HostCase given, Row row, RulesInput rules)
    {
        var behind = given.Evidence is { } evidence && row.EvidenceAt > 0 ? TimeSpan.FromTicks(row.EvidenceAt - evidence.At.UtcTicks) : TimeSpan.Zero;
        var most = given.Evidence?.Origin == EvidenceOrigin.Agent ? rules.Limits.Step : TimeSpan.FromTicks(1);
        return behind < TimeSpan.Zero || behind >= most ? "the time of its evidence is not that of its input" : decisions.Flaw(given.Decisions, row.Decisions);
    }

    private void Doubt(Guid id, Func<ReportedHost, string> why)
    {
        if (_doubtful.Count >= PackChecks.Named || !_doubtful.TryAdd(id, why))
        {
            _more++;
        }
    }

    private bool IsExplained => _doubtful.Count == 0 && _attested.Count == 0 && _unreadable.Count == 0;

    /// <summary>Says of each host by its name what is wrong with it.</summary>
    private void Explain()
    {
        if (IsExplained)
        {
            return;
        }

        using var from = archive.Open(archive.Find(report)!);
        var rows = new ReportRows(from);
        rows.ReadHead();
        foreach (var _ in rows.Decisions())
        {
            // They stand before the hosts.
        }

        foreach (var host in rows.Hosts())
        {
            if (_doubtful.Remove(host.Id, out var why))
            {
                checks.Fails(report, $"{RowCheck.NameOf(host)}: {why(host)}");
            }

            if (_attested.Remove(host.Id, out var content) && content != host.Evidence.Sha256)
            {
                checks.Fails(report, $"{RowCheck.NameOf(host)}: the SHA-256 of its evidence is not the one that its input has");
            }

            if (_unreadable.Remove(host.Id, out var follows))
            {
                CheckKept(host, follows);
            }

            if (IsExplained)
            {
                break;
            }
        }

        for (; _more > 0; _more--)
        {
            checks.Fails(report, "one more host");
        }
    }

    /// <summary>Of such a host the server keeps findings open that its evidence can no longer show: they stand beside what follows.</summary>
    private bool IsUnreadable(VerdictInput input, List<string> follows) =>
        input.Case.Facts is { } facts && JsonSerializer.SerializeToUtf8Bytes(facts, InputJson.Options).AsSpan().SequenceEqual(_nothing) && _unreadable.TryAdd(input.HostId, follows);

    private void CheckKept(ReportedHost host, List<string> follows)
    {
        var says = VerdictLines.Of(host);
        if (VerdictLines.FindingsBeyond(follows, says) is { } kept)
        {
            _kept += kept.Count;
        }
        else
        {
            checks.Fails(report, $"{RowCheck.NameOf(host)}: {VerdictLines.Difference(follows, says)}");
        }
    }

    private static JsonException NoInput(int line) => new($"line {line} is no host's input");

    private sealed record HostOnly(Guid HostId);

    /// <param name="EvidenceAt">UTC ticks; 0 where there is none.</param>
    /// <param name="Decisions">What the row names.</param>
    private readonly record struct Row(ulong High, ulong Low, long EvidenceAt, string[] Decisions)
    {
        public UInt128 Digest => new(High, Low);
    }
}
