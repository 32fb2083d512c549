namespace AlmCompliance.Simulator.Life;

/// <summary>The days that many hosts share: each site's shutdown, and the day on which images were restored.</summary>
internal sealed record PlantCalendar(DateTimeOffset Today, TimeSpan History, string[] Sites)
{
    public DateTimeOffset Start => Today - History;

    public DateTimeOffset ImageRestore => At(0.82);

    /// <summary>A day of the history, 0 its first and 1 today.</summary>
    public DateTimeOffset At(double share) => Start + (History * share);

    /// <summary>When a site stands still and its hosts can be updated.</summary>
    public DateTimeOffset Shutdown(string site)
    {
        var number = Math.Max(0, Array.IndexOf(Sites, site));
        return At(Sites.Length < 2 ? 0.5 : 0.12 + (0.8 * number / (Sites.Length - 1)));
    }
}
