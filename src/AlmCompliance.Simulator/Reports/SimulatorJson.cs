using System.Text.Json.Serialization;
using AlmCompliance.Contracts;
using AlmCompliance.Simulator.Traffic;

namespace AlmCompliance.Simulator.Reports;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(InventoryReport))]
[JsonSerializable(typeof(EnrollAgentRequest))]
[JsonSerializable(typeof(EnrollAgentResponse))]
[JsonSerializable(typeof(TrafficResult))]
internal sealed partial class SimulatorJson : JsonSerializerContext;
