using System;
using System.Globalization;

namespace AlmCompliance.Agent;

/// <summary>Times as the contract writes them.</summary>
internal static class Rfc3339
{
    public static string Of(DateTime utc)
    {
        return utc.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
    }
}
