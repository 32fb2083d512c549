using AlmCompliance.Simulator.Life;

namespace AlmCompliance.Web.Tests.Simulation;

public sealed class HostLifeTests
{
    private readonly IReadOnlyList<HostLife> _lives = [.. Plants.Of(3_000).Hosts.Select(h => h.Life)];

    [Fact]
    public void A_fixed_host_becomes_vulnerable_again_only_by_a_restored_image()
    {
        var setBack = Turns().Where(t => t.Before.Release is { IsFixed: true } && t.After.State.Release is { IsAffected: true }).ToList();

        setBack.ShouldNotBeEmpty();
        setBack.ShouldAllBe(t => t.After.Kind == LifeEventKind.ImageRestored);
    }

    [Fact]
    public void Remote_access_is_switched_on_only_by_a_restored_image()
    {
        var opened = Turns()
            .Where(t => t.After.Kind != LifeEventKind.Updated && !t.Before.IsRemoteAccessOpen && t.After.State.IsRemoteAccessOpen)
            .ToList();

        opened.ShouldNotBeEmpty();
        opened.ShouldAllBe(t => t.After.Kind == LifeEventKind.ImageRestored);
    }

    [Fact]
    public void An_update_waits_for_a_restart_before_it_is_in_force()
    {
        var updates = Turns().Where(t => t.After.Kind == LifeEventKind.Updated).ToList();

        updates.ShouldNotBeEmpty();
        updates.ShouldAllBe(t => t.After.State.Restart == RestartState.Pending);
        Turns().Count(t => t.After.Kind == LifeEventKind.Restarted && t.After.State.IsInForce).ShouldBeGreaterThan(updates.Count / 2);
    }

    [Fact]
    public void Exposure_falls_over_the_history_and_steps_down_at_the_shutdowns()
    {
        var plant = Plants.Of(3_000);
        int AffectedAt(DateTimeOffset time) => _lives.Count(l => l.At(time).IsAffected);

        AffectedAt(Plants.Today).ShouldBeLessThan(AffectedAt(plant.Start) / 2);
        foreach (var site in plant.Calendar.Sites)
        {
            var shutdown = plant.Calendar.Shutdown(site);
            var dropInTwoDays = AffectedAt(shutdown) - AffectedAt(shutdown.AddDays(2));
            var dropBefore = AffectedAt(shutdown.AddDays(-4)) - AffectedAt(shutdown.AddDays(-2));
            dropInTwoDays.ShouldBeGreaterThan(3 * Math.Max(dropBefore, 1));
        }
    }

    [Fact]
    public void Some_fall_silent_for_good_some_for_days_and_some_appear_late()
    {
        bool Has(HostLife life, LifeEventKind kind) => life.Events.Any(e => e.Kind == kind);

        _lives.Count(l => !l.At(Plants.Today).IsReporting).ShouldBeInRange(60, 80);
        _lives.Count(l => Has(l, LifeEventKind.SpokeAgain) && l.At(Plants.Today).IsReporting).ShouldBeInRange(25, 45);
        _lives.Count(l => l.AppearsAt > Plants.Today.AddDays(-85)).ShouldBeInRange(150, 190);
    }

    [Fact]
    public void Events_are_in_order_of_time_and_none_lies_in_the_future()
    {
        foreach (var life in _lives)
        {
            life.Events.Select(e => e.At).ShouldBeInOrder();
            life.Events[^1].At.ShouldBeLessThanOrEqualTo(Plants.Today);
            life.At(DateTimeOffset.MinValue).ShouldBe(life.Events[0].State);
        }
    }

    private IEnumerable<(HostState Before, LifeEvent After)> Turns() =>
        _lives.SelectMany(l => l.Events.Zip(l.Events.Skip(1), (before, after) => (before.State, after)));
}
