using AlmCompliance.Data.Decisions;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Web.Features.AuditReports.Freezing;
using AlmCompliance.Web.Features.AuditReports.Frozen;
using AlmCompliance.Web.Features.AuditReports.Making;
using AlmCompliance.Web.Features.AuditReports.Model;
using AlmCompliance.Web.Features.AuditReports.Packing;
using AlmCompliance.Web.Features.AuditReports.Rendering;
using AlmCompliance.Web.Tests.Decisions;
using AlmCompliance.Web.Tests.Serving;

namespace AlmCompliance.Web.Tests.AuditReports;

/// <summary>One frozen report has one pack, signatures included.</summary>
public sealed class SteadyPackTests
{
    private static CancellationToken Stop => AlmTestServer.Stop;

    [Fact]
    public async Task The_same_frozen_report_gives_the_same_pack_byte_for_byte()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        using var files = new ReportFiles();
        var host = await server.ReportingAsync("ES-041", "Paint shop");
        await server.DecideAsync(DecisionKind.Attestation, host);
        var frozen = files.NewFile();
        var rules = await server.Get<FreezeReport>().RunAsync(Deciding.Asking, new ReportOrder(Guid.NewGuid(), "R-0001", ReportScope.Fleet, null, "en"), frozen, null, Stop);

        var first = await PackAsync(server, files, frozen, rules);
        server.Clock.Advance(TimeSpan.FromDays(1));
        await server.DecideAsync(DecisionKind.Waiver, host);
        var second = await PackAsync(server, files, frozen, rules);

        second.ShouldBe(first);
    }

    private static async Task<byte[]> PackAsync(AlmTestServer server, ReportFiles files, string frozen, Web.Features.AuditReports.Inputs.RulesInput rules)
    {
        var folder = Directory.CreateDirectory(Path.Combine(files.Folder, Guid.NewGuid().ToString("N"))).FullName;
        var report = new FrozenReport(frozen);
        var made = new List<MadeFile>();
        foreach (var renderer in server.Get<IEnumerable<IReportRenderer>>())
        {
            var name = $"R-0001.{renderer.Extension}";
            var bytes = ReportFiles.Written(renderer, report);
            await File.WriteAllBytesAsync(Path.Combine(folder, name), bytes, Stop);
            made.Add(new MadeFile(name, renderer.MediaType, bytes.Length, ""));
        }

        made.Count.ShouldBe(4);
        var pack = await server.Get<PackReport>().RunAsync(Deciding.Asking, new PackOrder(report, rules, folder, made), Stop);
        return await File.ReadAllBytesAsync(Path.Combine(folder, pack.Name), Stop);
    }
}
