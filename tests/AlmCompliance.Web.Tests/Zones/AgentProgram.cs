using AlmCompliance.Web.Tests.Architecture;

namespace AlmCompliance.Agent.Tests;

/// <summary>The agent's own program, as it was built for these tests.</summary>
internal static class AgentProgram
{
    public static string Path { get; } = System.IO.Path.Combine(
        Repository.Root.FullName, "artifacts", "bin", "AlmCompliance.Agent", $"{Repository.Configuration}_net10.0", "AlmCompliance.Agent");
}
