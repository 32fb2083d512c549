using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace AlmCompliance.Data;

/// <summary>Times are stored as UTC microseconds since 1970 on both databases: one order, one precision.</summary>
public static class Microseconds
{
    public static long From(DateTimeOffset time) => (time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    public static DateTimeOffset To(long microseconds) => DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);

    /// <summary>The time as it will be read back.</summary>
    public static DateTimeOffset Truncate(DateTimeOffset time) => To(From(time));
}

internal sealed class MicrosecondsConverter() : ValueConverter<DateTimeOffset, long>(t => Microseconds.From(t), m => Microseconds.To(m));
