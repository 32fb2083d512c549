using System.Text.Json;
using AlmCompliance.Simulator.Reports;

namespace AlmCompliance.Simulator.Traffic;

/// <summary>What came of some traffic.</summary>
public sealed record TrafficResult
{
    /// <summary>Reports sent, each counted once however often it was tried.</summary>
    public long Sent { get; init; }

    /// <summary>Reports that the server took.</summary>
    public long Accepted { get; init; }

    /// <summary>Of the reports sent, those whose content differed from the host's one before.</summary>
    public long Changed { get; init; }

    public long MalformedSent { get; init; }

    /// <summary>Malformed reports that the server refused with 4xx, as it must.</summary>
    public long MalformedRefused { get; init; }

    /// <summary>Tries after the first.</summary>
    public long Retries { get; init; }

    /// <summary>Tries that got no answer.</summary>
    public long Unanswered { get; init; }

    /// <summary>Reports given up after all tries.</summary>
    public long GivenUp { get; init; }

    /// <summary>Hosts that got a key.</summary>
    public long Enrolled { get; init; }

    /// <summary>Hosts that wait for a person.</summary>
    public long Waiting { get; init; }

    /// <summary>Answers to reports by HTTP status code.</summary>
    public IReadOnlyDictionary<string, long> ByStatus { get; init; } = new Dictionary<string, long>(StringComparer.Ordinal);

    public double Seconds { get; init; }

    public double ReportsPerSecond { get; init; }

    public double LatencyP50Ms { get; init; }

    public double LatencyP95Ms { get; init; }

    public double LatencyP99Ms { get; init; }

    /// <summary>What the server said to the first few good reports that it refused.</summary>
    public IReadOnlyList<string> Refusals { get; init; } = [];

    public string ToJson() => JsonSerializer.Serialize(this, SimulatorJson.Wire.TrafficResult);
}
