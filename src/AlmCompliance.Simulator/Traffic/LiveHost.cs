using AlmCompliance.Simulator.Life;
using AlmCompliance.Simulator.Plant;
using AlmCompliance.Simulator.Reports;

namespace AlmCompliance.Simulator.Traffic;

/// <summary>
/// One host while the plant is live. Most changes move no verdict; one in ten is an update, which waits for a restart
/// for a report or two.
/// </summary>
internal sealed class LiveHost(SimulatedHost host, HostState state, PlantOptions options)
{
    private const double VerdictShare = 0.1;

    /// <summary>Half of the vulnerable hosts have no shutdown in sight.</summary>
    private readonly bool _canBeUpdated = state.IsInForce || (state.IsAffected && host.Habit("shutdown in sight").Hits(0.5));

    private HostState _state = state;
    private bool _isUpdating;

    public Dice Chance { get; } = host.Dice("live");

    public bool IsSilent => !_state.IsReporting;

    /// <summary>The next report, collected a moment ago.</summary>
    public Posting Next(DateTimeOffset now)
    {
        var before = _state;
        _state = Drift(now);
        var (state, collectedAt) = (_state, now.AddSeconds(-Chance.Between(0.5, 4)));
        byte[] Good(TimeSpan waited) => ReportWriter.Write(host, state, collectedAt, now + waited);
        if (!Chance.Hits(options.MalformedShare))
        {
            return new Posting(host, Good, IsChanged: state != before);
        }

        var malformed = MalformedBodies.Make(Good(TimeSpan.Zero), Chance);
        return new Posting(host, _ => malformed, IsMalformed: true);
    }

    private HostState Drift(DateTimeOffset now)
    {
        if (_isUpdating && Chance.Hits(0.5))
        {
            _isUpdating = false;
            return _state with { Restart = RestartState.NotNeeded, StartedAt = now.AddMinutes(-1) };
        }

        if (!Chance.Hits(options.ChangedShare))
        {
            return _state;
        }

        if (_canBeUpdated && !_isUpdating && Chance.Hits(VerdictShare))
        {
            _isUpdating = true;
            return _state with { Release = ReleaseLines.NewestFixed(host.Windows.Era), Restart = RestartState.Pending };
        }

        return _state with { IsSecondPortUp = !_state.IsSecondPortUp };
    }
}
