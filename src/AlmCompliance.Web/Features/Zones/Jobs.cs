using AlmCompliance.Web.Assessment;
using Quartz;

namespace AlmCompliance.Web.Features.Zones;

/// <summary>Each night: every host stands where the drawing says, whatever died half-way by day. The whole fleet is judged soon after.</summary>
[DisallowConcurrentExecution]
internal sealed class RedrawPlantJob(Redraw redraw) : IJob
{
    public const string Nightly = "0 50 1 * * ?";
    public static readonly JobKey Key = new("redraw-plant");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await redraw.PlacesAsync(cancellationToken);
}
