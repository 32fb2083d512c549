namespace AlmCompliance.Domain.Tests.Segmentation;

public sealed class MaintenanceWindowTests
{
    private static readonly DateTimeOffset Due = Hosts.Now.AddDays(35);

    [Fact]
    public void The_last_window_that_ends_by_the_due_date_is_shown_whatever_the_order()
    {
        var (soon, late, tooLate) = (Window(5), Window(30), Window(40));

        MaintenanceWindow.LastBefore([soon, late, tooLate], Due, Hosts.Now).ShouldBe(late);
        MaintenanceWindow.LastBefore([late, soon], Due, Hosts.Now).ShouldBe(late);
    }

    [Fact]
    public void A_window_counts_until_it_is_over_and_must_end_by_the_due_date()
    {
        var window = Window(35);

        MaintenanceWindow.LastBefore([window], window.To, Hosts.Now).ShouldBe(window);
        MaintenanceWindow.LastBefore([window], window.To.AddTicks(-1), Hosts.Now).ShouldBeNull();
        MaintenanceWindow.LastBefore([window], window.To, window.To.AddTicks(-1)).ShouldBe(window);
        MaintenanceWindow.LastBefore([window], window.To, window.To).ShouldBeNull();
        MaintenanceWindow.LastBefore([], Due, Hosts.Now).ShouldBeNull();
    }

    private static MaintenanceWindow Window(int days) => new(Hosts.Now.AddDays(days), Hosts.Now.AddDays(days).AddHours(8));
}
