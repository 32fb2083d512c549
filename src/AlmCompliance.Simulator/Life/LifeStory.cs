using AlmCompliance.Simulator.Plant;

namespace AlmCompliance.Simulator.Life;

/// <summary>Writes one host's life from its fate: first what it began as, then the turns in any order.</summary>
internal sealed class LifeStory(PlantCalendar calendar, Dice dice)
{
    private readonly List<(DateTimeOffset At, LifeEventKind Kind, Func<HostState, HostState> Change)> _turns = [];
    private HostState _beginning = new();

    public void TellOfAlm(HostFate fate, string site)
    {
        var affected = dice.OneOf(ReleaseLines.Affected(fate.Era));
        var patched = dice.OneOf(ReleaseLines.Fixed(fate.Era));
        var shutdown = dice.Hits(0.6) ? calendar.Shutdown(site) + Hours(0, 40) : calendar.At(dice.Between(0.03, 0.95));
        switch (fate.Update)
        {
            case UpdateFate.WithoutAlm:
                break;
            case UpdateFate.BeforeScope:
                Begin(dice.OneOf(ReleaseLines.BeforeScope));
                break;
            case UpdateFate.StaysVulnerable:
                Begin(affected);
                break;
            case UpdateFate.SetBack:
                Begin(patched);
                Restore(state => state with { Release = affected, RemoteAccess = RemoteAccessSetup.AllAddresses });
                break;
            case UpdateFate.Updated:
                Begin(affected);
                Update(shutdown, patched, restartsAfter: dice.Hits(0.4) ? TimeSpan.FromMinutes(10) : Hours(9, 110));
                break;
            case UpdateFate.RestartPending:
                Begin(affected);
                Update(calendar.Today - Hours(6, 90), patched, restartsAfter: null);
                break;
            case UpdateFate.RestartNotRead:
                Begin(patched);
                _beginning = _beginning with { Restart = RestartState.NotRead };
                break;
            case UpdateFate.Unclear:
                Begin(affected);
                var quirk = dice.OneOf(VersionQuirk.Contradiction, VersionQuirk.Contradiction, VersionQuirk.Hotfix, VersionQuirk.FileVersion, VersionQuirk.NotReadable);
                Update(calendar.At(dice.Between(-0.6, 0.7)), patched, TimeSpan.FromMinutes(10), quirk);
                break;
            case UpdateFate.InForce:
                Begin(patched);
                var newest = ReleaseLines.NewestFixed(fate.Era);
                if (dice.Hits(0.12) && newest != patched)
                {
                    Update(shutdown, newest, Hours(1, 40));
                }

                break;
        }
    }

    public void TellOfRemoteAccess(HostFate fate)
    {
        var open = dice.OneOf(
            RemoteAccessSetup.AllAddresses, RemoteAccessSetup.AllAddresses, RemoteAccessSetup.AllAddresses, RemoteAccessSetup.AllAddresses,
            RemoteAccessSetup.OwnAddress, RemoteAccessSetup.RestrictedByFirewall);
        var closed = Deal.At(
            dice.NextShare(), RemoteAccessSetup.LoopbackOnly, (RemoteAccessSetup.BlockedByFirewall, 0.2), (RemoteAccessSetup.ServiceDisabled, 0.07), (RemoteAccessSetup.NoListener, 0.05));
        var begins = fate.Remote switch
        {
            RemoteFate.StaysOpen or RemoteFate.Closed => open,
            RemoteFate.NotKnown => dice.OneOf(RemoteAccessSetup.NotRead, RemoteAccessSetup.NotRead, RemoteAccessSetup.DisabledButListening),
            _ => closed,
        };
        _beginning = _beginning with { RemoteAccess = begins };
        if (fate.Remote == RemoteFate.Closed)
        {
            Turn(calendar.At(dice.Between(0.05, 0.95)), LifeEventKind.RemoteAccessClosed, state => state with { RemoteAccess = closed });
        }
        else if (fate.Remote == RemoteFate.Reopened)
        {
            Restore(state => state with { RemoteAccess = RemoteAccessSetup.AllAddresses });
        }
    }

    public void TellOfVoice(VoiceFate fate)
    {
        var from = fate == VoiceFate.SilentForGood ? calendar.At(dice.Between(0.6, 0.965)) : calendar.At(dice.Between(0.1, 0.7));
        if (fate is VoiceFate.SilentForGood or VoiceFate.SilentForDays)
        {
            Turn(from, LifeEventKind.FellSilent, state => state with { IsReporting = false });
        }

        if (fate == VoiceFate.SilentForDays)
        {
            Turn(from + Hours(200, 400), LifeEventKind.SpokeAgain, state => state with { IsReporting = true });
        }
    }

    /// <summary>Turns before the host appears are folded into what it appears as.</summary>
    public HostLife Close(VoiceFate fate)
    {
        var appears = fate == VoiceFate.AppearsLate ? calendar.At(dice.Between(0.05, 0.85)) : calendar.Start + Hours(0, 6);
        List<LifeEvent> events = [new(appears, LifeEventKind.Appeared, _beginning)];
        foreach (var (at, kind, change) in _turns.OrderBy(t => t.At))
        {
            var next = new LifeEvent(at, kind, change(events[^1].State));
            if (at <= appears)
            {
                events[^1] = events[^1] with { State = next.State };
            }
            else
            {
                events.Add(next);
            }
        }

        return new HostLife([.. events]);
    }

    private void Begin(AlmRelease release) => _beginning = _beginning with { Release = release };

    private void Update(DateTimeOffset at, AlmRelease release, TimeSpan? restartsAfter, VersionQuirk quirk = VersionQuirk.None)
    {
        Turn(at, LifeEventKind.Updated, state => state with { Release = release, Quirk = quirk, Restart = RestartState.Pending });
        if (restartsAfter is { } span)
        {
            Turn(at + span, LifeEventKind.Restarted, state => state with { Restart = RestartState.NotNeeded, StartedAt = at + span });
        }
    }

    private void Restore(Func<HostState, HostState> change)
    {
        var at = calendar.ImageRestore + Hours(0, 8);
        Turn(at, LifeEventKind.ImageRestored, state => change(state) with { Restart = RestartState.NotNeeded, StartedAt = at });
    }

    private void Turn(DateTimeOffset at, LifeEventKind kind, Func<HostState, HostState> change) => _turns.Add((at, kind, change));

    private TimeSpan Hours(double least, double most) => TimeSpan.FromHours(dice.Between(least, most));
}
