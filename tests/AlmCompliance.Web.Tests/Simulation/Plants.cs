using AlmCompliance.Simulator.Plant;

namespace AlmCompliance.Web.Tests.Simulation;

internal static class Plants
{
    public static DateTimeOffset Today { get; } = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);

    public static SimulatedPlant Of(int hosts = 250, int seed = 7, Func<PlantOptions, PlantOptions>? with = null)
    {
        var options = new PlantOptions { Hosts = hosts, Seed = seed, Rate = 0 };
        return new SimulatedPlant(with?.Invoke(options) ?? options, Today);
    }
}
