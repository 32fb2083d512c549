using CsCheck;

namespace AlmCompliance.Domain.Tests.Inventory;

/// <summary>When reports under one identity show two machines, and what a single machine may do without being taken for two.</summary>
public sealed class MachineTracesTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 1, 5, 0, 0, TimeSpan.Zero);
    private static readonly MachineFace A = new("ES-041", "10.1.0.41/24");
    private static readonly MachineFace B = new("ES-041", "10.2.0.7/24");

    [Fact]
    public void Two_machines_with_starts_of_their_own_show_when_the_first_speaks_again()
    {
        var doubt = Follow(Seen(1, A, 0), Seen(2, B, 100), Seen(3, A, 0)).ShouldNotBeNull();

        doubt.Sign.ShouldBe(IdentitySign.BootTimes);
        doubt.Words.ShouldBe(["2026-11-01 05:00:00Z", "2026-11-01 06:40:00Z", "ES-041 10.1.0.41/24", "ES-041 10.2.0.7/24"]);
    }

    [Fact]
    public void Two_machines_that_look_alike_show_at_the_second_step_back() =>
        Follow(Seen(1, A, 0), Seen(2, A, 100), Seen(3, A, 0), Seen(4, A, 100), Seen(5, A, 0)).ShouldNotBeNull().Since.ShouldBe(Start.AddHours(5));

    [Fact]
    public void The_servers_clock_that_is_set_once_is_no_second_machine() =>
        Follow(Seen(1, A, 60), Seen(2, A, 60), Seen(3, A, 0), Seen(4, A, 0), Seen(5, A, 0)).ShouldBeNull();

    [Fact]
    public void The_servers_clock_that_is_set_while_a_host_makes_up_another_address_is_no_second_machine() =>
        Follow(Seen(1, new("ES-041", "10.1.0.41/24 2001:db8::7/64"), 60), Seen(2, new("ES-041", "10.1.0.41/24 2001:db8::9/64"), 0), Seen(3, A, 0)).ShouldBeNull();

    [Fact]
    public void Restarts_a_new_address_and_a_new_name_are_no_second_machine() =>
        Follow(Seen(1, A, 0), Seen(2, A, 100), Seen(3, B, 100), Seen(4, B, 210), Seen(5, new("ES-042", B.Addresses), 210)).ShouldBeNull();

    [Fact]
    public void A_laptop_that_changes_networks_and_tells_its_start_is_one_machine() =>
        Follow(Seen(1, A, 0), Seen(2, B, 0), Seen(3, A, 0), Seen(4, B, 0)).ShouldBeNull();

    [Fact]
    public void Without_a_start_addresses_that_come_back_within_a_day_show_two_machines()
    {
        Follow(Seen(1, A), Seen(2, B), Seen(3, A)).ShouldNotBeNull().Words.ShouldBe(["ES-041 10.1.0.41/24", "ES-041 10.2.0.7/24"]);
        Follow(Seen(1, A), Seen(2, B), Seen(27, A)).ShouldBeNull("a day is over");
        Follow(Seen(1, A), Seen(2, new("ES-041", "10.1.0.41/24 169.254.17.4/16")), Seen(3, A)).ShouldBeNull("a second port went up and down");
        Follow(Seen(1, A), Seen(2, new("ES-042", A.Addresses)), Seen(3, A)).ShouldNotBeNull("names do not come back");
    }

    [Fact]
    public void A_machine_that_leaves_out_its_start_cannot_hide_behind_one_that_tells_it() =>
        Follow(Seen(1, A, 0), Seen(2, B), Seen(3, A, 0)).ShouldNotBeNull().Sign.ShouldBe(IdentitySign.Faces);

    [Fact]
    public void Two_machines_that_the_same_power_cut_started_show_by_their_addresses() =>
        Follow(Seen(1, A, 0), Seen(2, B, 3), Seen(3, A, 0)).ShouldNotBeNull().Sign.ShouldBe(IdentitySign.Faces);

    [Fact]
    public void Two_machines_that_started_at_once_show_by_a_name_that_no_start_changed()
    {
        var other = new MachineFace("ES-042", B.Addresses);

        Follow(Seen(1, A, 0), Seen(2, other, 0), Seen(3, A, 0)).ShouldNotBeNull().Sign.ShouldBe(IdentitySign.Faces);
        Follow(Seen(1, A, 0), Seen(2, other, 100), Seen(3, A, 200)).ShouldBeNull("it was started in between");
    }

    [Fact]
    public void Faces_that_a_person_knows_to_be_one_machines_show_nothing()
    {
        var known = new MachineTraces { KnownFaces = [A.ToString(), B.ToString()] };

        Follow(known, Seen(1, A), Seen(2, B), Seen(3, A)).ShouldBeNull();
        Follow(known, Seen(1, A), Seen(2, new("ES-041", "10.3.0.7/24")), Seen(3, A)).ShouldNotBeNull("that is a third one");
    }

    [Fact]
    public void What_waited_on_the_host_is_not_counted_by() =>
        Follow(Seen(1, A, 0), Seen(2, B, 100) with { IsFresh = false }, Seen(3, A, 0)).ShouldBeNull();

    [Fact]
    public void One_machine_is_never_taken_for_two_whatever_its_tick_and_its_way_do() =>
        Gen.Select(Gen.Int[0, 2].Array[1, 60], Gen.Int[-40, 40], Gen.Int[0, 3].Array[60]).Sample((steps, drift, faces) =>
        {
            var (boot, now) = (Start, Start);
            var reports = new List<SeenMachine>();
            foreach (var (step, i) in steps.Select((s, i) => (s, i)))
            {
                now += TimeSpan.FromHours(1 + (step * 20));
                boot = step == 2 ? now.AddMinutes(-5) : boot;
                var late = TimeSpan.FromSeconds(faces[i] * 10) + ((now - boot) * (drift / 1_000_000d));
                reports.Add(new SeenMachine(now, faces[i] > 1 ? A : B, boot + late, IsFresh: true));
            }

            return Follow([.. reports]) is null;
        });

    [Fact]
    public void Two_machines_are_noticed_in_whatever_turns_they_speak() =>
        Gen.Bool.Array[8, 40].Where(turns => turns.Zip(turns.Skip(1)).Count(p => p.First != p.Second) >= 3).Sample(
            turns => Follow([.. turns.Select((isOther, i) => isOther ? Seen(i, B, 100) : Seen(i, A, 0))]) is not null);

    private static SeenMachine Seen(int hour, MachineFace face, int? bootMinute = null) =>
        new(Start.AddHours(hour), face, bootMinute is { } minute ? Start.AddMinutes(minute) : null, IsFresh: true);

    private static IdentityDoubt? Follow(params SeenMachine[] reports) => Follow(new MachineTraces(), reports);

    private static IdentityDoubt? Follow(MachineTraces traces, params SeenMachine[] reports)
    {
        foreach (var report in reports)
        {
            (traces, var doubt) = traces.After(report);
            if (doubt is not null)
            {
                return doubt;
            }
        }

        return null;
    }
}
