namespace AlmCompliance.Simulator.Life;

/// <summary>A turn in a host's life and what is true from then on.</summary>
internal sealed record LifeEvent(DateTimeOffset At, LifeEventKind Kind, HostState State);

internal enum LifeEventKind
{
    Appeared = 0,
    Updated,
    Restarted,
    ImageRestored,
    RemoteAccessClosed,
    FellSilent,
    SpokeAgain,
}
