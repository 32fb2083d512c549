using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Web.Features.AuditReports.Frozen;
using AlmCompliance.Web.Features.AuditReports.Model;
using AlmCompliance.Web.Features.AuditReports.Rendering;

namespace AlmCompliance.Web.Tests.AuditReports;

/// <summary>A frozen report of any size, without a server: its figures are counted from its rows.</summary>
internal sealed record SyntheticReport
{
    public const string Note = "57252401";

    public static readonly DateTimeOffset Moment = new(2026, 11, 22, 10, 15, 0, TimeSpan.Zero);

    public int Hosts { get; init; } = 40;

    public string Language { get; init; } = "en";

    public bool IsPresent { get; init; } = true;

    /// <summary>Whether the plant has a list of its own; without one nothing is expected and every line has a host.</summary>
    public bool HasList { get; init; } = true;

    /// <summary>Writes it to a file that is not there yet and opens it.</summary>
    public FrozenReport Freeze(string file)
    {
        using (var writer = new FrozenReportWriter(file))
        {
            var count = new SyntheticFigures(HasList);
            for (var i = 0; i < Hosts; i++)
            {
                Add(writer, count, i);
            }

            foreach (var decision in Hosts == 0 ? [] : SyntheticDecisions.All(count.Hosts))
            {
                writer.Add(decision);
            }

            writer.Finish(Head(count));
        }

        return new FrozenReport(file);
    }

    private void Add(FrozenReportWriter writer, SyntheticFigures count, int i)
    {
        var host = SyntheticHosts.Host(i, AdvisoryCatalogue.BuiltIn.Advisories.Count - 1);
        if (!HasList)
        {
            host = host with { IsExpected = false, IsEnrolled = true, OtherStatuses = [.. AdvisoryCatalogue.BuiltIn.Advisories.Skip(1).Select(_ => ComplianceStatus.Unknown)] };
        }

        if (!IsPresent)
        {
            host = host with { RemoteAccess = null, RemoteAccessBasis = null };
        }

        var findings = SyntheticHosts.Findings(i).Select(f => IsPresent ? f : f with { Owner = "" }).ToList();
        var measures = SyntheticHosts.Measures(i).Select(m => IsPresent ? m : m with { Words = [] }).ToList();
        var json = HostJsonWriter.Write(host, Statuses(host), findings, measures);
        writer.Add(host, json, IsPresent && host.EvidenceAt is not null ? json : null);
        foreach (var finding in findings)
        {
            writer.Add(finding);
        }

        foreach (var measure in measures)
        {
            writer.Add(measure);
        }

        count.Add(host, findings);
    }

    /// <summary>Of the later advisories the status alone is in the host's row.</summary>
    private static List<ReportStatusRow> Statuses(ReportHost host) => !host.IsEnrolled ? [] :
    [
        new(Note, host.Status, host.Reason, host.Arguments, host.Since, host.HoldsUntil, host.LastKnown),
        .. AdvisoryCatalogue.BuiltIn.Advisories.Skip(1).Zip(host.OtherStatuses, (a, s) => new ReportStatusRow(
            a.Id.Value, s, s == ComplianceStatus.Unknown ? StatusReason.EvidenceTooOld : StatusReason.Affected, [], host.Since, null, ComplianceStatus.Unknown)),
    ];

    private ReportHead Head(SyntheticFigures count)
    {
        var asOf = IsPresent ? Moment : Moment.AddDays(-30);
        return new ReportHead
        {
            Id = new Guid("0198a1b2-0000-7000-8000-000000000007"),
            Reference = "R-0007",
            Language = Language,
            Scope = ReportScope.Fleet,
            AsOf = asOf,
            IsPresent = IsPresent,
            MadeAt = Moment.AddSeconds(40),
            MadeBy = "J. Brandt",
            Program = "0.5.0",
            Rules = RuleBook.Version,
            AssessedAt = asOf,
            NextDue = asOf + ReportHead.UsualInterval,
            Catalogue = new(new DateOnly(2026, 2, 10), Moment.AddDays(-11), "T. Brenner", "J. Brandt", Moment.AddDays(24), false),
            Advisories = [.. AdvisoryCatalogue.BuiltIn.Advisories.Select((a, n) => new ReportAdvisory(
                a.Id.Value, a.Title, a.PublishedOn, a.Revision.Version, a.Revision.Digest ?? new string("0123456789abcdef"[n], 64), a.Source.ToString(), [.. a.Cves.Select(c => c.Id.Value)], a.FixedIn?.ToString(), a.EnteredCatalogueAt)
            {
                ByStatus = count.OfAdvisory(n),
            })],
            Figures = count.Figures(),
            Trail = new(4_711, "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"),
            FreshnessDays = [7, 35, 35, 7, 180],
        };
    }
}
