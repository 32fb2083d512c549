using System.Reflection;

namespace AlmCompliance.Agent;

/// <summary>What the agent says of itself.</summary>
internal static class ThisProgram
{
#if NETFRAMEWORK
    public const string Platform = "windows-net40";
#else
    public const string Platform = "windows-net10";
#endif

    public static string Version
    {
        get { return Assembly.GetExecutingAssembly().GetName().Version?.ToString(3) ?? ""; }
    }
}
