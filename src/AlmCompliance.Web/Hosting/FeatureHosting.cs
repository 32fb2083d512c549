using AlmCompliance.Domain.Inventory;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment;
using AlmCompliance.Web.Assurance;
using AlmCompliance.Web.Components.Csv;
using AlmCompliance.Web.Features.Administration;
using AlmCompliance.Web.Features.Advisories;
using AlmCompliance.Web.Features.Agents;
using AlmCompliance.Web.Features.Agents.Imports;
using AlmCompliance.Web.Features.AuditReports;
using AlmCompliance.Web.Features.Compliance;
using AlmCompliance.Web.Features.Decisions;
using AlmCompliance.Web.Features.ExpectedHosts;
using AlmCompliance.Web.Features.Findings;
using AlmCompliance.Web.Features.Hosts;
using AlmCompliance.Web.Features.Inventory;
using AlmCompliance.Web.Features.Overview;
using AlmCompliance.Web.Features.Probes;
using AlmCompliance.Web.Features.Search;
using AlmCompliance.Web.Features.Trail;
using AlmCompliance.Web.Features.Zones;
using AlmCompliance.Web.Live;

namespace AlmCompliance.Web.Hosting;

/// <summary>The product's own actions and queries: none of them holds state of its own but the feed and the shared figures.</summary>
internal static class FeatureHosting
{
    public static void AddAlmFeatures(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(FreshnessLimits.Default);
        services.Configure<EnrollmentOptions>(configuration.GetSection("Enrollment"));
        services.Configure<AdvisoryOptions>(configuration.GetSection("Advisories"));
        services.AddSingleton<ChangeFeed>();

        services.AddSingleton(RemoteAccessOptions.Read(configuration));
        services.AddSingleton<SiteSigner>();
        services.AddSingleton<TrailStretch>();
        services.AddSingleton<PlantKnowledge>();
        services.AddSingleton<AssessHost>();
        services.AddSingleton<JudgeHosts>();
        services.AddSingleton<Reassess>();
        services.AddSingleton<ProbeEcho>();
        services.AddSingleton<Redraw>();
        services.AddSingleton<TakeReport>();
        services.AddSingleton<TakeUsualReport>();
        services.AddSingleton<AcceptInventoryReport>();
        services.AddSingleton<AcceptInventoryFile>();
        services.AddSingleton<PlanImport>();
        services.AddSingleton<ImportInventories>();
        services.AddSingleton<RequestEnrollment>();
        services.AddSingleton<RecomputeCompliance>();
        services.AddSingleton<HoldSilentHosts>();
        services.AddSingleton<RequestRecompute>();
        services.AddSingleton<CountDays>();
        services.AddSingleton<EnrollAgent>();
        services.AddSingleton<CreateEnrollmentToken>();
        services.AddSingleton<AgentBuildQueries>();
        services.AddSingleton<PackAgent>();
        services.AddSingleton<RevokeEnrollmentToken>();
        services.AddSingleton<DecideEnrollment>();
        services.AddSingleton<RevokeAgentKeys>();
        services.AddSingleton(AgentKeyOptions.Read(configuration));
        services.AddSingleton<RotateAgentKey>();
        services.AddSingleton<SettleIdentity>();
        services.AddSingleton<DeclareOneMachine>();
        services.AddSingleton<ExpectedHostQueries>();
        services.AddSingleton<ImportExpectedHosts>();
        services.AddSingleton<EditExpectedHost>();
        services.AddSingleton<RemoveExpectedHost>();
        services.AddSingleton<DeadlineQueries>();
        services.AddSingleton<SetDeadline>();
        services.AddSingleton<PeopleQueries>();
        services.AddSingleton<AddPerson>();
        services.AddSingleton<GrantAccess>();
        services.AddSingleton<LockPerson>();
        services.AddSingleton<RemovePerson>();
        services.AddSingleton<MakePasswordLink>();
        services.AddSingleton<RevokeApiToken>();
        services.AddSingleton<SigningQueries>();
        services.AddSingleton<ReplaceSigningCertificate>();
        services.AddSingleton<RetentionQueries>();
        services.AddSingleton<SetRetention>();
        services.AddSingleton<ForgetReports>();

        services.AddSingleton<CreateZone>();
        services.AddSingleton<ChangeZone>();
        services.AddSingleton<DeleteZone>();
        services.AddSingleton<AddRange>();
        services.AddSingleton<RemoveRange>();
        services.AddSingleton<ConfirmRange>();
        services.AddSingleton<AddWindow>();
        services.AddSingleton<RemoveWindow>();
        services.AddSingleton<AddConduit>();
        services.AddSingleton<RemoveConduit>();
        services.AddSingleton<PlaceHostByHand>();
        services.AddSingleton<StartProbes>();
        services.AddSingleton<StopProbes>();
        services.AddSingleton<AllowZoneProbes>();
        services.AddSingleton<ApproveTarget>();
        services.AddSingleton<ListProbePort>();
        services.AddSingleton<PlanProbes>();

        services.AddSingleton<ZoneQueries>();
        services.AddSingleton<ProbeQueries>();
        services.Configure<DecisionOptions>(configuration.GetSection("Decisions"));
        services.AddSingleton<DecisionEffects>();
        services.AddSingleton<RequestDecision>();
        services.AddSingleton<ExtendDecision>();
        services.AddSingleton<ApproveDecision>();
        services.AddSingleton<RejectDecision>();
        services.AddSingleton<WithdrawDecision>();
        services.AddSingleton<EndDecision>();
        services.AddSingleton<LapseDecisions>();
        services.AddSingleton<DecisionQueries>();
        services.AddSingleton<CatalogueQueries>();

        services.AddSingleton<OverviewQueries>();
        services.AddSingleton<PlantPulse>();
        services.AddSingleton<YesterdayQueries>();
        services.AddSingleton<NoteVisit>();
        services.AddSingleton<VisitQueries>();
        services.AddSingleton<SharedFigures>();
        services.AddSingleton(provider =>
        {
            var figures = provider.GetRequiredService<SharedFigures>();
            return new ShellFigures(
                actor => figures.Known(actor) is { } known ? new ShellFigure(known.Due.Overdue) : null,
                async (actor, cancellationToken) => new ShellFigure((await figures.GetAsync(actor, cancellationToken)).Due.Overdue));
        });
        services.AddSingleton<HostQueries>();
        services.AddSingleton<PreviewHostAct>();
        services.AddSingleton<ChangeHosts>();
        services.AddSingleton<SavedViewQueries>();
        services.AddSingleton<KeepView>();
        services.AddSingleton<DropView>();
        services.AddSingleton<RememberColumns>();
        services.AddSingleton<ExportPlaces>();
        services.AddSingleton<CsvExports>();
        services.AddSingleton<FindingQueries>();
        services.AddSingleton<PreviewFindingAct>();
        services.AddSingleton<AssignFindings>();
        services.AddSingleton<ReleaseFindings>();
        services.AddSingleton<NoteFindings>();
        services.AddSingleton<AgentQueries>();
        services.AddSingleton<AdvisoryQueries>();
        services.AddSingleton<AdvisoryHostQueries>();
        services.AddSingleton<RevisionQueries>();
        services.AddSingleton<ImportAdvisories>();
        services.AddSingleton<PreviewRevision>();
        services.AddSingleton<EnforceRevision>();
        services.AddSingleton<ReadRange>();
        services.AddSingleton<ConfirmReading>();
        services.AddSingleton<JudgeByNewCatalogue>();
        services.AddSingleton<ComplianceQueries>();
        services.AddSingleton<HistoryQueries>();
        services.AddSingleton<SearchQueries>();
        services.AddSingleton<TrailQueries>();
        services.AddAuditReports(configuration);
    }
}
