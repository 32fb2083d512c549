using System.Text.Json;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Web.Features.AuditReports.Inputs;
using AlmCompliance.Web.Features.AuditReports.Packing;

namespace AlmCompliance.Web.Features.AuditReports.Verifying;

/// <summary>
/// Judges each host once more from its input and compares that with its row. Rows stand by place, inputs as hosts were read: of each row
/// that has an input, its id and 16 bytes of a digest are held meanwhile, about 45 bytes a host. Where they differ, the rows are read again.
/// </summary>
/// <param name="report">The name of the report's JSON form.</param>
internal sealed class VerdictCheck(PackArchive archive, string report, PackChecks checks)
{
    private const int Looks = 1024;

    private readonly Dictionary<Guid, UInt128> _rows = [];
    private readonly Dictionary<Guid, List<string>?> _doubtful = [];
    private int _more;

    /// <summary>The row of an enrolled host.</summary>
    public void Add(ReportedHost host)
    {
        if (!_rows.TryAdd(host.Id, VerdictLines.DigestOf(VerdictLines.Of(host))))
        {
            checks.Fails(report, $"it has two rows of host {host.Name} ({host.Id})");
        }
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
                Meet(JsonSerializer.Deserialize<HostOnly>(lines.Line, VerifyingJson.Report)?.HostId ?? throw NoInput(lines.Number), lines.Number, null);
                continue;
            }

            var input = JsonSerializer.Deserialize<VerdictInput>(lines.Line, VerifyingJson.Input) is { Case: not null } read ? read : throw NoInput(lines.Number);
            Meet(input.HostId, lines.Number, Follows(input, rules, catalogue, lines.Number));
        }

        if (lines.Number != expected)
        {
            checks.Fails(PackNames.Inputs, $"it has {lines.Number} inputs, and {PackNames.Manifest} tells of {expected}");
        }

        foreach (var id in _rows.Keys)
        {
            Doubt(id, null);
        }

        Explain();
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

    private void Meet(Guid id, int line, List<string>? follows)
    {
        if (!_rows.Remove(id, out var says))
        {
            checks.Fails(PackNames.Inputs, $"its line {line} is of host {id}, which is not in the report, or in it more than once");
        }
        else if (follows is not null && VerdictLines.DigestOf(follows) != says)
        {
            Doubt(id, follows);
        }
    }

    private void Doubt(Guid id, List<string>? follows)
    {
        if (_doubtful.Count < PackChecks.Named)
        {
            _doubtful.Add(id, follows);
        }
        else
        {
            _more++;
        }
    }

    /// <summary>Says of each host by its name what is wrong with it.</summary>
    private void Explain()
    {
        if (_doubtful.Count == 0)
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
            if (_doubtful.Remove(host.Id, out var follows))
            {
                checks.Fails(report, follows is null ? $"host {host.Name} ({host.Id}) has no input in {PackNames.Inputs}" : $"host {host.Name} ({host.Id}): {VerdictLines.Difference(follows, VerdictLines.Of(host))}");
                if (_doubtful.Count == 0)
                {
                    break;
                }
            }
        }

        for (; _more > 0; _more--)
        {
            checks.Fails(report, "one more host");
        }
    }

    private static JsonException NoInput(int line) => new($"line {line} is no host's input");

    private sealed record HostOnly(Guid HostId);
}
