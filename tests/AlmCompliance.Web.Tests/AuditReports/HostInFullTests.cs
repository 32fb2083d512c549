using AlmCompliance.Domain.Compliance;

namespace AlmCompliance.Web.Tests.AuditReports;

public sealed class HostInFullTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("alm-frozen-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Each_host_in_full_has_its_own_findings_and_measures_and_no_others()
    {
        var report = new SyntheticReport { Hosts = 500 }.Freeze(Path.Combine(_folder.FullName, "report.db"));
        var findings = report.Findings().ToLookup(f => f.HostId, f => f.Id);
        var measures = report.Measures().ToLookup(m => m.HostId, m => m.Measure);
        ComplianceStatus[] statuses = [ComplianceStatus.NonCompliant, ComplianceStatus.Unknown];

        var hosts = report.InFull(statuses).ToList();

        hosts.Select(h => h.Host.Id).ShouldBe(report.HostsThatAre(statuses).Select(h => h.Id));
        hosts.ShouldContain(h => h.Findings.Count > 1);
        hosts.ShouldContain(h => h.Measures.Count == 3);
        foreach (var host in hosts)
        {
            host.Findings.Select(f => f.Id).ShouldBe(findings[host.Host.Id], ignoreOrder: true);
            host.Measures.Select(m => m.Measure).ShouldBe(measures[host.Host.Id]);
        }
    }
}
