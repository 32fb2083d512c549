using System.Text.Json;
using AlmCompliance.Web.Features.AuditReports.Inputs;
using AlmCompliance.Web.Features.AuditReports.Packing;

namespace AlmCompliance.Web.Features.AuditReports.Verifying;

/// <summary>Reads the report's JSON form: whether it belongs to its manifest, adds up, rests on files that are there, and follows from its inputs.</summary>
internal sealed class ReportCheck(PackArchive archive, PackManifest manifest, IReadOnlySet<string> whole, PackChecks checks)
{
    private const int Looks = 4096;

    private readonly string _name = $"{manifest.Reference}.json";

    public void Run(CancellationToken cancellationToken)
    {
        foreach (var name in (string[])[_name, PackNames.Rules])
        {
            if (manifest.Files.All(f => f.Name != name))
            {
                checks.Fails(name, $"it is missing, from {PackNames.Manifest} too");
            }
        }

        if (!whole.Contains(_name) || !whole.Contains(PackNames.Rules))
        {
            checks.Note("The report was not looked into: what it is written in does not hold.");
            return;
        }

        try
        {
            Read(cancellationToken);
        }
        catch (Exception exception) when (exception is JsonException or InvalidDataException or KeyNotFoundException or InvalidOperationException or OverflowException or ArgumentException)
        {
            checks.Fails(_name, $"it cannot be read: {exception.Message}");
        }
    }

    private void Read(CancellationToken cancellationToken)
    {
        using var from = archive.Open(archive.Find(_name)!);
        var rows = new ReportRows(from);
        var head = rows.ReadHead();
        var faults = checks.FaultCount;
        CheckHead(head);
        var decisions = new DecisionCheck(_name, head.AsOf, checks);
        CheckFiles(rows.Decisions(), decisions);
        var rules = PackRules.Check(archive, head, checks);
        var verdicts = new VerdictCheck(archive, _name, decisions, checks);
        var sound = new RowCheck(head, _name, checks);
        var tally = new FigureTally(head);
        var count = 0;
        foreach (var host in rows.Hosts())
        {
            if (++count % Looks == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            sound.Add(host);
            tally.Add(host);
            var named = decisions.Add(host);
            if (host.Enrolled && head.Present)
            {
                verdicts.Add(host, named);
            }
        }

        decisions.Finish();
        foreach (var difference in tally.Differences())
        {
            checks.Fails(_name, difference);
        }

        if (checks.FaultCount == faults)
        {
            checks.Holds(_name, $"it belongs to {PackNames.Manifest}, and its figures are what its {count} rows add up to");
        }

        CheckInputs(head, rules, verdicts, cancellationToken);
    }

    private void CheckHead(ReportedHead head)
    {
        foreach (var flaw in HeadCheck.Flaws(head, manifest))
        {
            checks.Fails(_name, flaw);
        }

        if (HeadCheck.LacksTrail(head, manifest))
        {
            checks.Fails(PackNames.Trail, "it is missing, from the manifest too; the report is of every zone, and who makes such a one sees all of the trail");
        }

        checks.Note("Not checked, the server's word: which hosts there are and which of them are expected, what they reported (a report's digest is named, and the report itself is not in the pack), since when statuses stand and what they were before, when findings opened and are due, names, zones, owners and roles, "
            + "how long patches took, the trend, the review of the catalogue, why and by whom was decided.");
    }

    private void CheckFiles(IEnumerable<ReportedDecision> decisions, DecisionCheck check)
    {
        var packed = manifest.Files.Where(f => f.Name.StartsWith(PackNames.AttestedFolder, StringComparison.Ordinal)).ToDictionary(f => f.Name, StringComparer.Ordinal);
        var named = new HashSet<string>(StringComparer.Ordinal);
        foreach (var decision in decisions)
        {
            check.Add(decision);
            foreach (var file in decision.Files)
            {
                var name = PackNames.Attested(file.Sha256);
                if (named.Add(name) && (!packed.TryGetValue(name, out var listed) || listed.Length != file.Length))
                {
                    checks.Fails(name, $"it is missing or of another length; decision {decision.Reference} rests on it");
                }
            }
        }

        foreach (var file in packed.Values)
        {
            if (file.Name != PackNames.Attested(file.Sha256))
            {
                checks.Fails(file.Name, "it is not named by its own SHA-256");
            }
            else if (!named.Contains(file.Name))
            {
                checks.Fails(file.Name, "no decision of the report rests on it");
            }
        }

        if (packed.Count > 0 && packed.Keys.All(named.Contains))
        {
            checks.Holds(PackNames.AttestedFolder, $"all {packed.Count} files that decisions rest on are named by their SHA-256");
        }
    }

    private void CheckInputs(ReportedHead head, RulesInput? rules, VerdictCheck verdicts, CancellationToken cancellationToken)
    {
        var isListed = manifest.Files.Any(f => f.Name == PackNames.Inputs);
        if (!head.Present)
        {
            checks.LeaveVerdicts("it is a report of the past, and what the rules were given then is not kept");
            if (isListed || manifest.Verdicts.Inputs != 0)
            {
                checks.Fails(PackNames.Inputs, "a report of the past has no inputs");
            }
        }
        else if (!isListed)
        {
            checks.Fails(PackNames.Inputs, $"it is missing, from {PackNames.Manifest} too");
        }
        else if (whole.Contains(PackNames.Inputs))
        {
            try
            {
                verdicts.Run(rules, manifest.Verdicts.Inputs, cancellationToken);
            }
            catch (Exception exception) when (exception is JsonException or InvalidDataException)
            {
                checks.Fails(PackNames.Inputs, $"it cannot be read: {exception.Message}");
            }
        }
    }
}
