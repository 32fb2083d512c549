using AlmCompliance.Web.Access;
using AlmCompliance.Web.Hosting;
using Microsoft.AspNetCore.Components;

namespace AlmCompliance.Web.Features.Agents;

/// <summary>The builds of the agent that this server carries, as they are or ready for a zone.</summary>
public sealed partial class DownloadsPanel
{
    private IReadOnlyList<AgentBuild> _builds = [];
    private string _server = "";
    private string? _pin;

    [CascadingParameter]
    private AgentsView View { get; set; } = default!;

    [Inject]
    private AgentBuildQueries Builds { get; set; } = default!;

    [Inject]
    private CurrentActor Actor { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private ServerOptions Options { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        if (!View.MayAct)
        {
            return;
        }

        _builds = await Builds.ListAsync(await Actor.GetAsync(), CancellationToken.None);
        _server = Navigation.BaseUri.TrimEnd('/');
        if (Options.Https)
        {
            using var certificate = ServerCertificate.LoadOrMake(Options.DataDirectory, Clock);
            _pin = ServerCertificate.Pin(certificate);
        }
    }

    private string NameOf(AgentBuild build) => Text[$"Downloads.Build.{build.Name}"] is { ResourceNotFound: false } name ? name : build.Name;
}
