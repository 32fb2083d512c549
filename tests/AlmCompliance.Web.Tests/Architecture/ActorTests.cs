using System.Reflection;
using AlmCompliance.Data.Access;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Hosting;
using AlmCompliance.Web.Tests.Serving;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace AlmCompliance.Web.Tests.Architecture;

/// <summary>
/// Every action and query takes an actor and checks it. They are found by what they are: classes of Features and Access that
/// the server hands out and that work asynchronously. Not among them are classes that a framework calls (it knows no actor),
/// records, and what runs another's work.
/// </summary>
public sealed class ActorTests
{
    private static readonly AccessRole[] _roles = [AccessRole.None, AccessRole.Viewer, AccessRole.Auditor, AccessRole.SecurityManager, AccessRole.Administrator];

    /// <summary>What somebody who is nobody yet may do. A new line here is a decision.</summary>
    private static readonly string[] _forNobody = ["EnrollAgent.RunAsync", "SignIn.RunAsync", "SetUp.IsOpenAsync", "SetUp.RunAsync", "SetPassword.ByCodeAsync"];

    /// <summary>What an agent does, which has no role.</summary>
    private static readonly string[] _forAgents = ["AcceptInventoryReport.RunAsync", "RotateAgentKey.RunAsync"];

    /// <summary>The least role for what changes something; what is not listed reads, and any role may.</summary>
    private static readonly Dictionary<string, AccessRole> _leastRole = new(StringComparer.Ordinal)
    {
        ["CreateEnrollmentToken.RunAsync"] = AccessRole.SecurityManager,
        ["RevokeEnrollmentToken.RunAsync"] = AccessRole.SecurityManager,
        ["RevokeAgentKeys.RunAsync"] = AccessRole.SecurityManager,
        ["DecideEnrollment.RunAsync"] = AccessRole.SecurityManager,
        ["AcceptInventoryFile.RunAsync"] = AccessRole.SecurityManager,
        ["PlanImport.RunAsync"] = AccessRole.SecurityManager,
        ["ImportInventories.PreviewAsync"] = AccessRole.SecurityManager,
        ["ImportInventories.TakeAsync"] = AccessRole.SecurityManager,
        ["RequestEnrollment.RunAsync"] = AccessRole.SecurityManager,
        ["PackAgent.RunAsync"] = AccessRole.SecurityManager,
        ["RecomputeCompliance.FleetAsync"] = AccessRole.SecurityManager,
        ["RecomputeCompliance.ExpiredAsync"] = AccessRole.SecurityManager,
        ["HoldSilentHosts.RunAsync"] = AccessRole.SecurityManager,
        ["RequestRecompute.RunAsync"] = AccessRole.SecurityManager,
        ["CountDays.RunAsync"] = AccessRole.SecurityManager,
        ["CreateZone.RunAsync"] = AccessRole.SecurityManager,
        ["ChangeZone.RunAsync"] = AccessRole.SecurityManager,
        ["DeleteZone.RunAsync"] = AccessRole.SecurityManager,
        ["AddRange.RunAsync"] = AccessRole.SecurityManager,
        ["RemoveRange.RunAsync"] = AccessRole.SecurityManager,
        ["ConfirmRange.RunAsync"] = AccessRole.SecurityManager,
        ["AddWindow.RunAsync"] = AccessRole.SecurityManager,
        ["RemoveWindow.RunAsync"] = AccessRole.SecurityManager,
        ["AddConduit.RunAsync"] = AccessRole.SecurityManager,
        ["RemoveConduit.RunAsync"] = AccessRole.SecurityManager,
        ["PlaceHostByHand.RunAsync"] = AccessRole.SecurityManager,
        ["StopProbes.RunAsync"] = AccessRole.SecurityManager,
        ["AllowZoneProbes.RunAsync"] = AccessRole.SecurityManager,
        ["ApproveTarget.RunAsync"] = AccessRole.SecurityManager,
        ["ListProbePort.RunAsync"] = AccessRole.SecurityManager,
        ["PlanProbes.RunAsync"] = AccessRole.SecurityManager,
        ["DeclareOneMachine.RunAsync"] = AccessRole.SecurityManager,
        ["PreviewHostAct.RunAsync"] = AccessRole.SecurityManager,
        ["ChangeHosts.RunAsync"] = AccessRole.SecurityManager,
        ["PreviewFindingAct.RunAsync"] = AccessRole.SecurityManager,
        ["AssignFindings.RunAsync"] = AccessRole.SecurityManager,
        ["ReleaseFindings.RunAsync"] = AccessRole.SecurityManager,
        ["NoteFindings.RunAsync"] = AccessRole.SecurityManager,
        ["StartProbes.RunAsync"] = AccessRole.Administrator,
        ["ImportAdvisories.RunAsync"] = AccessRole.SecurityManager,
        ["PreviewRevision.RunAsync"] = AccessRole.SecurityManager,
        ["EnforceRevision.RunAsync"] = AccessRole.SecurityManager,
        ["ReadRange.RunAsync"] = AccessRole.SecurityManager,
        ["ConfirmReading.RunAsync"] = AccessRole.SecurityManager,
        ["RequestDecision.RunAsync"] = AccessRole.SecurityManager,
        ["ExtendDecision.RunAsync"] = AccessRole.SecurityManager,
        ["ApproveDecision.RunAsync"] = AccessRole.SecurityManager,
        ["RejectDecision.RunAsync"] = AccessRole.SecurityManager,
        ["WithdrawDecision.RunAsync"] = AccessRole.SecurityManager,
        ["EndDecision.RunAsync"] = AccessRole.SecurityManager,
        ["LapseDecisions.RunAsync"] = AccessRole.SecurityManager,
        ["FreezeReport.RunAsync"] = AccessRole.SecurityManager,
        ["PackReport.RunAsync"] = AccessRole.SecurityManager,
        ["RequestReport.PreviewAsync"] = AccessRole.SecurityManager,
        ["RequestReport.RunAsync"] = AccessRole.SecurityManager,
        ["RequestReport.ForAsync"] = AccessRole.Administrator,
        ["CancelReport.RunAsync"] = AccessRole.SecurityManager,
        ["MakeReport.RunAsync"] = AccessRole.Administrator,
        ["RemoveReport.RunAsync"] = AccessRole.Administrator,
        ["SetReportSchedule.RunAsync"] = AccessRole.SecurityManager,
        ["RemoveReportSchedule.RunAsync"] = AccessRole.SecurityManager,
        ["StartDueReports.RunAsync"] = AccessRole.Administrator,
        ["MailReport.RunAsync"] = AccessRole.Administrator,
        ["RemoveReport.ExpiredAsync"] = AccessRole.Administrator,
        ["ImportExpectedHosts.RunAsync"] = AccessRole.Administrator,
        ["ImportExpectedHosts.TakeAsync"] = AccessRole.Administrator,
        ["ExpectedHostQueries.PreviewAsync"] = AccessRole.Administrator,
        ["ExpectedHostQueries.FindAsync"] = AccessRole.Administrator,
        ["EditExpectedHost.RunAsync"] = AccessRole.Administrator,
        ["RemoveExpectedHost.RunAsync"] = AccessRole.Administrator,
        ["SetDeadline.RunAsync"] = AccessRole.Administrator,
        ["AddUser.RunAsync"] = AccessRole.Administrator,
        ["AddUser.CreateAsync"] = AccessRole.Administrator,
        ["CreateApiToken.RunAsync"] = AccessRole.Administrator,
        ["SetUp.NewCodeAsync"] = AccessRole.Administrator,
        ["TrailQueries.ListAsync"] = AccessRole.Auditor,
        ["TrailQueries.ExportAsync"] = AccessRole.Auditor,
        ["TrailQueries.HeadsAsync"] = AccessRole.Auditor,
        ["ReplaceSigningCertificate.RunAsync"] = AccessRole.Administrator,
        ["PeopleQueries.ListAsync"] = AccessRole.Administrator,
        ["PeopleQueries.TokensAsync"] = AccessRole.Administrator,
        ["PeopleQueries.ZonesAsync"] = AccessRole.Administrator,
        ["AddPerson.RunAsync"] = AccessRole.Administrator,
        ["GrantAccess.RunAsync"] = AccessRole.Administrator,
        ["LockPerson.RunAsync"] = AccessRole.Administrator,
        ["RemovePerson.RunAsync"] = AccessRole.Administrator,
        ["MakePasswordLink.RunAsync"] = AccessRole.Administrator,
        ["RevokeApiToken.RunAsync"] = AccessRole.Administrator,
        ["RetentionQueries.GetAsync"] = AccessRole.Administrator,
        ["RetentionQueries.PreviewAsync"] = AccessRole.Administrator,
        ["SetRetention.RunAsync"] = AccessRole.Administrator,
        ["ForgetReports.RunAsync"] = AccessRole.Administrator,
    };

    [Fact]
    public async Task Every_action_and_query_takes_an_actor_first()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        var methods = Methods(server);

        methods.Count.ShouldBeGreaterThan(25);
        methods.Select(m => m.DeclaringType!.Name).ShouldContain("AcceptInventoryReport");
        methods.Select(m => m.DeclaringType!.Name).ShouldContain("HostQueries");
        methods.Where(m => m.GetParameters() is not [{ ParameterType: var first }, ..] || first != typeof(Actor)).Select(Name).ShouldBeEmpty();
        methods.Where(m => m.GetParameters() is not [.., { ParameterType: var last }] || last != typeof(CancellationToken)).Select(Name).ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_class_that_works_on_the_database_for_a_page_or_an_endpoint_is_among_them()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        var found = Methods(server).Select(m => m.DeclaringType!).ToHashSet();

        // By their names, whatever they are registered as: *Queries, and classes with a RunAsync.
        var bound = Types().Where(t => t.Name.EndsWith("Queries", StringComparison.Ordinal) || t.GetMethod("RunAsync") is not null).Where(t => !RunsWorkOfOthers(t));
        bound.Except(found).Select(t => t.Name).ShouldBeEmpty();
    }

    [Fact]
    public async Task Each_refuses_every_role_below_its_own_before_it_does_anything()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        foreach (var method in Methods(server).Where(m => !_forNobody.Contains(Name(m))))
        {
            var least = _leastRole.GetValueOrDefault(Name(method), AccessRole.Viewer);
            foreach (var role in _roles)
            {
                var actor = new Actor(ActorKind.Person, "1", "M. Keller", role, null);
                var refused = await RefusesAsync(server, method, actor);
                refused.ShouldBe(role < least || _forAgents.Contains(Name(method)), $"{Name(method)} for {role}");
            }

            (await RefusesAsync(server, method, Actor.Nobody)).ShouldBeTrue(Name(method));
        }
    }

    [Fact]
    public async Task The_lists_of_this_test_name_what_there_is()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);

        _forNobody.Concat(_forAgents).Concat(_leastRole.Keys).Except(Methods(server).Select(Name)).ShouldBeEmpty();
    }

    private static List<MethodInfo> Methods(AlmTestServer server)
    {
        var isService = server.Get<IServiceProviderIsService>();
        return
        [
            .. Types().Where(isService.IsService).Where(t => !RunsWorkOfOthers(t))
                .SelectMany(t => t.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                .Where(m => m is { IsPrivate: false, IsSpecialName: false } && IsAsynchronous(m.ReturnType) && !IsForAFramework(m) && !m.Name.Contains('<', StringComparison.Ordinal)),
        ];
    }

    private static IEnumerable<Type> Types() => typeof(AlmServer).Assembly.GetTypes()
        .Where(t => t.Namespace is { } space && (space.StartsWith("AlmCompliance.Web.Features.", StringComparison.Ordinal) || space == "AlmCompliance.Web.Access"))
        .Where(t => t is { IsClass: true, IsAbstract: false, IsNested: false } && t.BaseType == typeof(object))
        .Where(t => t.GetMethod("<Clone>$") is null)
        .Where(t => !t.GetConstructors().Any(c => c.GetParameters().Any(p => p.ParameterType == typeof(RequestDelegate))))
        .Where(t => !t.GetInterfaces().Any(i => i.Namespace?.StartsWith("Quartz", StringComparison.Ordinal) == true));

    /// <summary>Its first parameter is the work itself, or its result is the actor.</summary>
    private static bool RunsWorkOfOthers(Type type) => type.GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly)
        .Any(m => (m.GetParameters() is [{ ParameterType: var first }, ..] && typeof(Delegate).IsAssignableFrom(first)) || m.ReturnType == typeof(ValueTask<Actor>));

    private static bool IsAsynchronous(Type type) => typeof(Task).IsAssignableFrom(type) || type == typeof(ValueTask)
        || (type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(ValueTask<>) || type.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>)));

    private static bool IsForAFramework(MethodInfo method) => method.DeclaringType!.GetInterfaces().Any(i => method.DeclaringType.GetInterfaceMap(i).TargetMethods.Contains(method));

    private static string Name(MethodInfo method) => $"{method.DeclaringType!.Name}.{method.Name}";

    private static async Task<bool> RefusesAsync(AlmTestServer server, MethodInfo method, Actor actor)
    {
        object?[] arguments = [actor, .. method.GetParameters()[1..].Select(p => p.ParameterType == typeof(CancellationToken) ? new CancellationToken(canceled: true) : p.ParameterType.IsValueType ? Activator.CreateInstance(p.ParameterType) : null)];
        try
        {
            var result = method.Invoke(method.IsStatic ? null : server.Services.GetService(method.DeclaringType!), arguments)!;
            await (result as Task ?? (Task)result.GetType().GetMethod(nameof(ValueTask.AsTask))!.Invoke(result, null)!);
            return false;
        }
        catch (Exception exception)
        {
            return (exception as TargetInvocationException)?.InnerException is AccessDeniedException || exception is AccessDeniedException;
        }
    }
}
