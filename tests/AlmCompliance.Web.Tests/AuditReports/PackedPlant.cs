using AlmCompliance.Data;
using AlmCompliance.Data.AuditReports;
using AlmCompliance.Data.Decisions;
using AlmCompliance.Data.Inventory;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Web.Assurance;
using AlmCompliance.Web.Features.AuditReports;
using AlmCompliance.Web.Features.AuditReports.Making;
using AlmCompliance.Web.Features.AuditReports.Model;
using AlmCompliance.Web.Live;
using AlmCompliance.Web.Tests.Decisions;
using AlmCompliance.Web.Tests.Serving;

namespace AlmCompliance.Web.Tests.AuditReports;

/// <summary>A server with a small plant, and three packs that it made: of the present, of the past, and of the present six weeks later.</summary>
public sealed class PackedPlant : IAsyncLifetime
{
    private AlmTestServer _server = null!;
    private DirectoryInfo _folder = null!;

    /// <summary>The pack of the present, as it stands on the server's disk.</summary>
    internal byte[] Present { get; private set; } = [];

    internal byte[] Past { get; private set; } = [];

    /// <summary>Of the present again, six weeks later: the trail has entries older than a pack needs.</summary>
    internal byte[] Later { get; private set; } = [];

    internal SiteSigner Signer => _server.Get<SiteSigner>();

    public async ValueTask InitializeAsync()
    {
        _folder = Directory.CreateTempSubdirectory("alm-packs-");
        _server = await AlmTestServer.StartAsync(Provider.Sqlite);
        var affected = await _server.ReportingAsync("ES-041", "Paint shop");
        var compliant = await _server.ReportingAsync("ES-042", version: "V6.2");
        await _server.ReportingAsync("ES-043", "Paint shop", version: "<b>\"=1+1\" V5");
        await _server.AgentAsync("ES-044");
        await _server.Lane.RunAsync(
            async (db, ct) =>
            {
                foreach (var (name, host) in ((string, Guid?)[])[("ES-041", affected.HostId), ("ES-042", compliant.HostId), ("ES-099", null)])
                {
                    db.ExpectedHosts.Add(new ExpectedHost { Name = name, NameKey = name, Owner = "J. Brandt", ListedAt = _server.Clock.Now.AddDays(-3), HostId = host });
                }

                await db.SaveChangesAsync(ct);
            },
            AlmTestServer.Stop);
        await _server.DecideAsync(DecisionKind.Attestation, affected);
        await _server.DecideAsync(DecisionKind.Waiver, affected);
        var then = _server.Clock.Now;
        _server.Clock.Advance(TimeSpan.FromHours(30));
        Present = await MakeAsync(null);
        Past = await MakeAsync(then);
        _server.Clock.Advance(TimeSpan.FromDays(42));
        Later = await MakeAsync(null);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    internal string Write(byte[] pack)
    {
        var file = Path.Combine(_folder.FullName, $"{Guid.NewGuid():N}.zip");
        File.WriteAllBytes(file, pack);
        return file;
    }

    /// <summary>An empty folder.</summary>
    internal string NewFolder() => _folder.CreateSubdirectory($"{Guid.NewGuid():N}").FullName;

    private async Task<byte[]> MakeAsync(DateTimeOffset? asOf)
    {
        using var changed = new SemaphoreSlim(0);
        using var watch = _server.Get<ChangeFeed>().Subscribe(_ => changed.Release());
        var request = new ReportRequest(ReportScopeKind.Fleet, null, [], [], null, asOf, "en");
        var asked = await _server.Get<RequestReport>().RunAsync(Deciding.Asking, request, AlmTestServer.Stop);
        asked.Refusal.ShouldBe(ReportRefusal.None);
        var reference = asked.Report!.Reference;
        while (true)
        {
            var item = (await _server.Get<ReportQueries>().GetAsync(Deciding.Asking, reference, AlmTestServer.Stop))!;
            item.Report.State.ShouldBeOneOf(ReportState.Waiting, ReportState.Making, ReportState.Done);
            if (item.Report.State == ReportState.Done)
            {
                var found = await _server.Get<ReportQueries>().FileAsync(Deciding.Asking, reference, $"{reference}-audit-pack.zip", AlmTestServer.Stop);
                return await File.ReadAllBytesAsync(found!.Value.Path, AlmTestServer.Stop);
            }

            (await changed.WaitAsync(TimeSpan.FromMinutes(1), AlmTestServer.Stop)).ShouldBeTrue("no report was made");
        }
    }
}
