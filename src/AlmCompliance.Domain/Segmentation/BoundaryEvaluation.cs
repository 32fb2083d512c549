using System.Net;

namespace AlmCompliance.Domain.Segmentation;

/// <summary>
/// What connection attempts prove (DESIGN section 4, M1). Silence proves a block only beside a control: within ten minutes
/// another host inside the target's zone found the same address and port open. Without one the target may simply be off.
/// </summary>
public static class BoundaryEvaluation
{
    /// <summary>How far a control may lie from the attempt, before or after it.</summary>
    public static TimeSpan ControlWindow { get; } = TimeSpan.FromMinutes(10);

    /// <summary>One proof for every attempt that crosses a boundary, in the order given. Controls alone give none.</summary>
    /// <param name="observations">All attempts of a period, controls among them, in any order; a host's attempts at itself count for nothing.</param>
    public static IReadOnlyList<BoundaryProof> Evaluate(IReadOnlyList<ProbeObservation> observations)
    {
        var controls = new Dictionary<(ZoneId, IPAddress, int), List<ProbeObservation>>();
        foreach (var observation in observations)
        {
            if (observation is { IsControl: true, Result: ProbeResult.Open } && !IsOfItself(observation))
            {
                var key = (observation.To.Zone, Plain(observation.Target), observation.Port);
                if (!controls.TryGetValue(key, out var same))
                {
                    controls.Add(key, same = []);
                }

                same.Add(observation);
            }
        }

        var proofs = new List<BoundaryProof>();
        foreach (var observation in observations)
        {
            if (!observation.IsControl && !IsOfItself(observation))
            {
                proofs.Add(Prove(observation, controls.GetValueOrDefault((observation.To.Zone, Plain(observation.Target), observation.Port))));
            }
        }

        return proofs;
    }

    private static BoundaryProof Prove(ProbeObservation probe, List<ProbeObservation>? controls)
    {
        if (probe.Result == ProbeResult.Open)
        {
            return new BoundaryProof(probe, BoundaryOutcome.Open, null);
        }

        // A host that stands in several zones may have gone around the boundary or tried from behind it.
        var maySpeak = probe.Result is ProbeResult.Refused or ProbeResult.NoAnswer && probe.From != default;
        var control = maySpeak ? Nearest(controls, probe.At) : null;
        return new BoundaryProof(probe, control is null ? BoundaryOutcome.Inconclusive : BoundaryOutcome.Block, control);
    }

    private static ProbeObservation? Nearest(List<ProbeObservation>? controls, DateTimeOffset at)
    {
        ProbeObservation? nearest = null;
        foreach (var control in controls ?? [])
        {
            var distance = (control.At - at).Duration();
            if (distance <= ControlWindow && (nearest is null || distance < (nearest.At - at).Duration()))
            {
                nearest = control;
            }
        }

        return nearest;
    }

    private static bool IsOfItself(ProbeObservation observation) => observation.SourceHost == observation.TargetHost;

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
