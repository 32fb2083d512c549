using System.Globalization;
using System.Net;
using AlmCompliance.Agent.Probing;
using AlmCompliance.Contracts;

namespace AlmCompliance.Agent.Tests.Probing;

/// <summary>What the agent allows, whatever a server asks of it.</summary>
public sealed class ProbeCapTests : IDisposable
{
    private static readonly DateTime Now = new(2026, 11, 22, 8, 0, 0, DateTimeKind.Utc);
    private readonly string _folder = Directory.CreateTempSubdirectory("alm-agent-").FullName;

    private string LedgerFile => Path.Combine(_folder, "probes");

    [Fact]
    public void One_target_is_tried_once_in_twenty_hours_even_after_a_restart()
    {
        Enter("10.2.0.2", 4410, Now).ShouldBeTrue();

        Enter("10.2.0.2", 4410, Now.AddHours(19.9)).ShouldBeFalse();
        Enter("10.2.0.2", 4411, Now).ShouldBeTrue();
        Enter("10.2.0.3", 4410, Now).ShouldBeTrue();
        Enter("10.2.0.2", 4410, Now.AddHours(20)).ShouldBeTrue();
    }

    [Fact]
    public void A_day_holds_a_hundred_tries()
    {
        for (var i = 1; i <= ProbeCaps.MostInADay; i++)
        {
            Enter(string.Create(CultureInfo.InvariantCulture, $"10.2.0.{i}"), 4410, Now.AddMinutes(i)).ShouldBeTrue();
        }

        Enter("10.2.1.1", 4410, Now.AddHours(23)).ShouldBeFalse();
        Enter("10.2.1.1", 4410, Now.AddHours(24).AddMinutes(1)).ShouldBeTrue();
    }

    [Fact]
    public void A_clock_that_was_set_back_wins_no_second_try()
    {
        Enter("10.2.0.2", 4410, Now).ShouldBeTrue();

        Enter("10.2.0.2", 4410, Now.AddYears(-1)).ShouldBeFalse();
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("2026-11-22T08:00:00Z 10.2.0.2")]
    [InlineData("2026-11-22T08:00:00Z 10.2.0.2 x")]
    [InlineData("yesterday 10.2.0.2 4410")]
    [InlineData("\n")]
    public void A_ledger_that_cannot_be_read_allows_nothing(string text)
    {
        File.WriteAllText(LedgerFile, text);

        Should.Throw<FormatException>(() => new ProbeLedger(LedgerFile));
    }

    [Theory]
    [InlineData("127.0.0.1", 4410)]
    [InlineData("::1", 4410)]
    [InlineData("::ffff:127.0.0.1", 4410)]
    [InlineData("::ffff:10.2.0.2", 4410)]
    [InlineData("0.0.0.0", 4410)]
    [InlineData("::", 4410)]
    [InlineData("255.255.255.255", 4410)]
    [InlineData("224.0.0.1", 4410)]
    [InlineData("ff02::1", 4410)]
    [InlineData("10.2.0.2", 0)]
    [InlineData("10.2.0.2", 65536)]
    [InlineData("plant.example", 4410)]
    [InlineData("", 4410)]
    [InlineData(null, 4410)]
    public void What_is_no_port_of_one_other_host_is_passed_over(string? address, int port)
    {
        Round().Run([new ProbeTarget { Address = address, Port = port }]).ShouldBeEmpty();

        File.Exists(LedgerFile).ShouldBeFalse();
    }

    [Fact]
    public void A_time_that_lies_hours_ahead_is_not_waited_for()
    {
        Round().Run([new ProbeTarget { Address = "10.2.0.2", Port = 4410, AfterSeconds = 4 * 3600 }]).ShouldBeEmpty();

        File.Exists(LedgerFile).ShouldBeFalse();
    }

    [Fact]
    public void A_time_that_is_long_past_is_passed_over()
    {
        Round().Run([new ProbeTarget { Address = "10.2.0.2", Port = 4410, AfterSeconds = -240 }]).ShouldBeEmpty();

        File.Exists(LedgerFile).ShouldBeFalse();
    }

    [Fact]
    public void Who_stops_the_agent_waits_for_no_probe()
    {
        using var stop = new ManualResetEvent(true);

        new ProbeRound(new ProbeLedger(LedgerFile), () => Now, stop).Run([new ProbeTarget { Address = "10.2.0.2", Port = 4410, AfterSeconds = 600 }]).ShouldBeEmpty();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private bool Enter(string address, int port, DateTime now) => new ProbeLedger(LedgerFile).TryEnter(IPAddress.Parse(address), port, now);

    private ProbeRound Round() => new(new ProbeLedger(LedgerFile), () => Now, new ManualResetEvent(false));
}
