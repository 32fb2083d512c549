using AlmCompliance.Data;
using AlmCompliance.Data.Access;
using AlmCompliance.Data.Compliance;
using AlmCompliance.Data.Inventory;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Inventory;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Migrations.Postgres;
using AlmCompliance.Migrations.Sqlite;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment;
using AlmCompliance.Web.Features.Advisories;
using AlmCompliance.Web.Features.Agents;
using AlmCompliance.Web.Features.Compliance;
using AlmCompliance.Web.Features.Findings;
using AlmCompliance.Web.Features.Hosts;
using AlmCompliance.Web.Features.Overview;
using AlmCompliance.Web.Features.Search;
using AlmCompliance.Web.Hosting;
using AlmCompliance.Web.Live;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Host = AlmCompliance.Data.Inventory.Host;

namespace AlmCompliance.Web.Tests.Reads;

/// <summary>A small plant in a real database, and the queries over it; nothing else of the server runs.</summary>
internal sealed class Plant : IDbContextFactory<AlmDbContext>, IAsyncDisposable
{
    public const string Note = "57252401";
    private readonly TestDatabase _database;
    private readonly Provider _provider;
    private readonly List<object> _rows = [];

    private Plant(TestDatabase database, Provider provider)
    {
        _database = database;
        _provider = provider;
        Hosts = new HostQueries(this, Clock, new PlantKnowledge(this, RemoteAccessOptions.None), FreshnessLimits.Default, new ChangeFeed());
        Overview = new OverviewQueries(this, Clock, new PlantKnowledge(this, RemoteAccessOptions.None));
        Compliance = new ComplianceQueries(this, Clock);
        History = new HistoryQueries(this);
        Findings = new FindingQueries(this, Clock);
        Advisories = new AdvisoryQueries(this, Clock, new PlantKnowledge(this, RemoteAccessOptions.None));
        Agents = new AgentQueries(this, Clock);
        Search = new SearchQueries(this, Clock, new PlantKnowledge(this, RemoteAccessOptions.None));
    }

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static Actor Everyone { get; } = new(ActorKind.Person, "1", "M. Keller", AccessRole.Viewer, null);

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 22, 10, 15, 0, TimeSpan.Zero));

    public DateTimeOffset Now => Clock.GetUtcNow();

    public IWriteLane Lane => _database.Lane;

    public StatementCounter Statements { get; } = new();

    public HostQueries Hosts { get; }
    public OverviewQueries Overview { get; }
    public ComplianceQueries Compliance { get; }
    public HistoryQueries History { get; }
    public FindingQueries Findings { get; }
    public AdvisoryQueries Advisories { get; }
    public AgentQueries Agents { get; }
    public SearchQueries Search { get; }

    public static async Task<Plant> CreateAsync(Provider provider) => new(await TestDatabase.CreateAsync(provider), provider);

    public static Actor Of(params Zone[] zones) => new(ActorKind.Person, "2", "R. Vogt", AccessRole.Viewer, [.. zones.Select(z => z.Id)]);

    public AlmDbContext CreateDbContext()
    {
        var options = new DbContextOptionsBuilder<AlmDbContext>().UseApplicationServiceProvider(IdentitySchema.Services);
        if (_provider == Provider.Sqlite)
        {
            SqliteDatabase.Configure(options, _database.ConnectionString);
        }
        else
        {
            PostgresDatabase.Configure(options, _database.ConnectionString);
        }

        return new AlmDbContext(options.AddInterceptors(Statements).Options);
    }

    public Zone Zone(string name, string site = "") => Add(new Zone { Name = name, NameKey = SortKeys.Of(name), Site = site, CreatedAt = Now });

    /// <summary>A host that reported an hour ago and was enrolled 30 days ago.</summary>
    public Host Host(string name, Zone? zone = null, ComplianceStatus status = ComplianceStatus.Compliant, Action<Host, HostStatus>? with = null, Guid? id = null)
    {
        var host = new Host
        {
            Id = id ?? Guid.CreateVersion7(),
            Name = name,
            NameKey = SortKeys.Of(name),
            SearchKey = SortKeys.Folded(name),
            MachineId = $"machine of {name}",
            ZoneId = zone?.Id,
            EnrolledAt = Now.AddDays(-30),
            LastContactAt = Now.AddHours(-1),
            EvidenceAt = Now.AddHours(-1),
            EvidenceOrigin = EvidenceOrigin.Agent,
            EvidenceExpiresAt = Now.AddHours(-1).AddDays(7),
        };
        var row = new HostStatus
        {
            HostId = host.Id,
            AdvisoryId = Note,
            Status = status,
            Reason = StatusReason.Fixed,
            Arguments = ["V5.2"],
            Since = Now.AddDays(-20),
            HoldsUntil = status == ComplianceStatus.Unknown ? null : Now.AddHours(-1).AddDays(7),
        };
        with?.Invoke(host, row);
        row.From = row.Since;
        row.ZoneId = host.ZoneId;
        Add(host);
        Add(row);
        return host;
    }

    public FindingPeriod Finding(Host host, RuleId rule, int openedDaysAgo = 3, int dueInDays = 10, FindingReason reason = FindingReason.UpdateMissing) => Add(new FindingPeriod
    {
        HostId = host.Id,
        Rule = rule,
        AdvisoryId = rule == RuleId.ALM0006 ? "" : Note,
        Reason = reason,
        Arguments = ["V5.1", "V5.1 SP1 Upd3"],
        OpenedAt = Now.AddDays(-openedDaysAgo),
        DueAt = Now.AddDays(dueInDays),
    });

    public StatusPeriod Period(Host host, ComplianceStatus status, int fromDaysAgo, int toDaysAgo, ComplianceStatus lastKnown = ComplianceStatus.Unknown) => Add(new StatusPeriod
    {
        HostId = host.Id,
        AdvisoryId = Note,
        Status = status,
        Since = Now.AddDays(-fromDaysAgo),
        From = Now.AddDays(-fromDaysAgo),
        To = Now.AddDays(-toDaysAgo),
        LastKnown = lastKnown,
    });

    public ExpectedHost Expected(string name, Zone? zone = null, Host? enrolled = null, int listedDaysAgo = 60) => Add(new ExpectedHost
    {
        Name = name,
        NameKey = SortKeys.Of(name),
        Owner = "J. Brandt",
        ZoneId = zone?.Id,
        ListedAt = Now.AddDays(-listedDaysAgo),
        HostId = enrolled?.Id,
    });

    public T Add<T>(T row)
        where T : class
    {
        _rows.Add(row);
        return row;
    }

    public async Task<Plant> SaveAsync()
    {
        await using var db = CreateDbContext();
        db.AddRange(_rows);
        await db.SaveChangesAsync(Stop);
        _rows.Clear();
        Statements.Take();
        return this;
    }

    public Task<HostListing> ListAsync(HostFilter? filter = null, HostSort sort = HostSort.Name, bool descending = false, int page = 1, int size = 50, Actor? actor = null) =>
        Hosts.ListAsync(actor ?? Everyone, new HostListRequest(filter ?? HostFilter.None, sort, descending, new PageOf(page, size)), Stop);

    public async Task<string> CsvAsync(HostFilter? filter = null, Actor? actor = null)
    {
        var request = new HostListRequest(filter ?? HostFilter.None, HostSort.Name, false, new PageOf(1, 1));
        await using var export = await Hosts.ExportAsync(actor ?? Everyone, request, Stop);
        using var body = new MemoryStream();
        await HostCsv.WriteAsync(export!, body, Stop);
        return System.Text.Encoding.UTF8.GetString(body.ToArray());
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();
}
