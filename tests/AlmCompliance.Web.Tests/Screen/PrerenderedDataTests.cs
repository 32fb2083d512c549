using AlmCompliance.Web.Components.Live;
using Microsoft.Extensions.Time.Testing;

namespace AlmCompliance.Web.Tests.Screen;

public sealed class PrerenderedDataTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void What_was_kept_is_handed_over_once()
    {
        var kept = new PrerenderedData(_clock);
        var ticket = kept.Keep("figures");

        kept.Take(ticket).ShouldBe("figures");
        kept.Take(ticket).ShouldBeNull();
    }

    [Fact]
    public void A_circuit_that_comes_late_reads_for_itself()
    {
        var kept = new PrerenderedData(_clock);
        var ticket = kept.Keep("figures");
        _clock.Advance(TimeSpan.FromSeconds(21));

        kept.Take(ticket).ShouldBeNull();
    }
}
