using AlmCompliance.Data.Access;
using AlmCompliance.Data.Advisories;
using AlmCompliance.Data.AuditReports;
using AlmCompliance.Data.Compliance;
using AlmCompliance.Data.Decisions;
using AlmCompliance.Data.Inventory;
using AlmCompliance.Data.Probes;
using AlmCompliance.Data.Scheduling;
using AlmCompliance.Data.Segmentation;
using AlmCompliance.Data.Trail;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Data;

/// <summary>The whole inventory, provider-neutral. Reads come from a factory; writes only through <see cref="IWriteLane"/>.</summary>
public sealed class AlmDbContext(DbContextOptions<AlmDbContext> options) : IdentityUserContext<AlmUser, Guid>(options), IDataProtectionKeyContext
{
    public DbSet<Host> Hosts => Set<Host>();
    public DbSet<InventorySnapshot> Snapshots => Set<InventorySnapshot>();
    public DbSet<CompactFacts> CompactFacts => Set<CompactFacts>();
    public DbSet<StoredRetention> Retention => Set<StoredRetention>();
    public DbSet<ExpectedHost> ExpectedHosts => Set<ExpectedHost>();
    public DbSet<DelistedHost> DelistedHosts => Set<DelistedHost>();
    public DbSet<ExpectedHostImport> ExpectedHostImports => Set<ExpectedHostImport>();
    public DbSet<Zone> Zones => Set<Zone>();
    public DbSet<ZoneRange> ZoneRanges => Set<ZoneRange>();
    public DbSet<StoredWindow> MaintenanceWindows => Set<StoredWindow>();
    public DbSet<StoredConduit> Conduits => Set<StoredConduit>();
    public DbSet<HostAddress> HostAddresses => Set<HostAddress>();
    public DbSet<HostZone> HostZones => Set<HostZone>();
    public DbSet<ProbeSettings> ProbeSettings => Set<ProbeSettings>();
    public DbSet<ProbePort> ProbePorts => Set<ProbePort>();
    public DbSet<ProbeTask> ProbeTasks => Set<ProbeTask>();
    public DbSet<StoredProbe> ProbeObservations => Set<StoredProbe>();
    public DbSet<StoredBoundary> BoundaryProofs => Set<StoredBoundary>();
    public DbSet<Decision> Decisions => Set<Decision>();
    public DbSet<DecisionHost> DecisionHosts => Set<DecisionHost>();
    public DbSet<StoredFile> StoredFiles => Set<StoredFile>();
    public DbSet<StoredRevision> AdvisoryRevisions => Set<StoredRevision>();
    public DbSet<RangeReading> RangeReadings => Set<RangeReading>();
    public DbSet<CatalogueEntry> CatalogueEntries => Set<CatalogueEntry>();
    public DbSet<StoredDeadline> DeadlinePolicies => Set<StoredDeadline>();
    public DbSet<DailyCount> DailyCounts => Set<DailyCount>();
    public DbSet<HostStatus> Statuses => Set<HostStatus>();
    public DbSet<StatusPeriod> StatusPeriods => Set<StatusPeriod>();
    public DbSet<FindingPeriod> Findings => Set<FindingPeriod>();
    public DbSet<FindingSentence> FindingSentences => Set<FindingSentence>();
    public DbSet<FindingWork> FindingWork => Set<FindingWork>();
    public DbSet<FindingNote> FindingNotes => Set<FindingNote>();
    public DbSet<SavedView> SavedViews => Set<SavedView>();
    public DbSet<AgentKey> AgentKeys => Set<AgentKey>();
    public DbSet<EnrollmentToken> EnrollmentTokens => Set<EnrollmentToken>();
    public DbSet<PendingEnrollment> PendingEnrollments => Set<PendingEnrollment>();
    public DbSet<ApiToken> ApiTokens => Set<ApiToken>();
    public DbSet<SetUpCode> SetUpCodes => Set<SetUpCode>();
    public DbSet<UserZone> UserZones => Set<UserZone>();
    public DbSet<PasswordCode> PasswordCodes => Set<PasswordCode>();
    public DbSet<UserVisit> UserVisits => Set<UserVisit>();
    public DbSet<StoredReport> AuditReports => Set<StoredReport>();
    public DbSet<ReportSchedule> ReportSchedules => Set<ReportSchedule>();
    public DbSet<JobSchedule> JobSchedules => Set<JobSchedule>();
    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();
    public DbSet<AuditHead> AuditHeads => Set<AuditHead>();
    public DbSet<TrailCheckpoint> TrailCheckpoints => Set<TrailCheckpoint>();
    public DbSet<SigningCertificate> SigningCertificates => Set<SigningCertificate>();
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<MicrosecondsConverter>();
        configurationBuilder.Properties<string>().HaveConversion<StorableTextConverter>();
        configurationBuilder.Properties<string[]>().HaveConversion<TextListConverter, TextListComparer>();
        configurationBuilder.Properties<HostMeasure[]>().HaveConversion<HostMeasuresConverter, HostMeasuresComparer>();
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(AlmDbContext).Assembly);
    }
}
