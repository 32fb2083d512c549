using AlmCompliance.Simulator.Plant;

namespace AlmCompliance.Simulator.Life;

/// <summary>A host's state as a function of time.</summary>
internal sealed class HostLife(IReadOnlyList<LifeEvent> events)
{
    /// <summary>In order of time; the first is the host's appearance.</summary>
    public IReadOnlyList<LifeEvent> Events { get; } = events;

    public DateTimeOffset AppearsAt => Events[0].At;

    /// <summary>The state at a time; before its appearance that of the appearance.</summary>
    public HostState At(DateTimeOffset time)
    {
        var last = Events.Count - 1;
        while (last > 0 && Events[last].At > time)
        {
            last--;
        }

        return Events[last].State;
    }

    public static HostLife Of(HostFate fate, PlantCalendar calendar, string site, Dice dice)
    {
        var story = new LifeStory(calendar, dice);
        story.TellOfAlm(fate, site);
        story.TellOfRemoteAccess(fate);
        story.TellOfVoice(fate.Voice);
        return story.Close(fate.Voice);
    }
}
