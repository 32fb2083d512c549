namespace AlmCompliance.Domain.Tests.Compliance;

/// <summary>A verdict is compared with what is stored without making anything.</summary>
public sealed class StatusVerdictTests
{
    private static readonly TimeSpan Microsecond = TimeSpan.FromMicroseconds(1);
    private static readonly StatusVerdict Verdict = new(Hosts.Note, ComplianceStatus.Compliant, StatusReason.Fixed, ["V5.2"], Hosts.Now.AddTicks(7));

    [Fact]
    public void The_same_is_said_at_the_precision_that_is_stored()
    {
        Says(Verdict, Hosts.Now).ShouldBeTrue();
        Says(Verdict, Hosts.Now.AddTicks(9)).ShouldBeTrue();
        Says(Verdict, Hosts.Now.AddTicks(10)).ShouldBeFalse();
        Says(Verdict, null).ShouldBeFalse();
        Says(Verdict with { HoldsUntil = null }, Hosts.Now).ShouldBeFalse();
        Says(Verdict with { HoldsUntil = null }, null).ShouldBeTrue();
    }

    [Fact]
    public void Another_status_reason_or_word_is_another_verdict()
    {
        Says(Verdict with { Status = ComplianceStatus.Unknown }, Hosts.Now).ShouldBeFalse();
        Says(Verdict with { Reason = StatusReason.Affected }, Hosts.Now).ShouldBeFalse();
        Says(Verdict with { Arguments = ["V5.3"] }, Hosts.Now).ShouldBeFalse();
        Says(Verdict with { Arguments = ["V5.2", ""] }, Hosts.Now).ShouldBeFalse();
        Says(Verdict with { Arguments = [] }, Hosts.Now).ShouldBeFalse();
    }

    [Fact]
    public void Comparing_makes_nothing()
    {
        string[] stored = ["V5.2"];
        Verdict.Says(ComplianceStatus.Compliant, StatusReason.Fixed, stored, Hosts.Now, Microsecond);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            Verdict.Says(ComplianceStatus.Compliant, StatusReason.Fixed, stored, Hosts.Now, Microsecond);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1000);
    }

    private static bool Says(StatusVerdict verdict, DateTimeOffset? holdsUntil) =>
        verdict.Says(ComplianceStatus.Compliant, StatusReason.Fixed, ["V5.2"], holdsUntil, Microsecond);
}
