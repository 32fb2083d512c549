using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using AlmCompliance.Contracts;
using AlmCompliance.Simulator.Traffic;

namespace AlmCompliance.Simulator.Reports;

[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(InventoryReport))]
[JsonSerializable(typeof(EnrollAgentRequest))]
[JsonSerializable(typeof(EnrollAgentResponse))]
[JsonSerializable(typeof(TrafficResult))]
internal sealed partial class SimulatorJson : JsonSerializerContext
{
    /// <summary>As the agents write: camel case, no nulls, <c>+</c> and <c>ü</c> as they are.</summary>
    public static SimulatorJson Wire { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
