namespace AlmCompliance.Agent.Tests;

/// <summary>The agent as it was built beside these tests.</summary>
internal static class AgentProgram
{
    public static string Path { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, "AlmCompliance.Agent");
}
