using AlmCompliance.Data.Inventory;

namespace AlmCompliance.Web.Features.Probes;

/// <summary>A zone's daily window in UTC, which may reach beyond midnight.</summary>
internal readonly record struct ProbeWindow(TimeOnly From, TimeOnly To)
{
    public static ProbeWindow? Of(Zone zone) => zone is { ProbesAllowed: true, ProbesFrom: { } from, ProbesTo: { } to } && from != to ? new ProbeWindow(from, to) : null;

    public TimeSpan Length => To - From;

    /// <summary>Whether a span from that moment lies wholly inside.</summary>
    public bool Holds(DateTimeOffset moment, TimeSpan span)
    {
        var into = TimeOnly.FromTimeSpan(moment.UtcDateTime.TimeOfDay) - From;
        return into + span <= Length;
    }

    /// <summary>The beginning of the window that starts on that day.</summary>
    public DateTimeOffset Begin(DateOnly day) => new(day.ToDateTime(From), TimeSpan.Zero);
}
