using AlmCompliance.Agent.Collecting;

namespace AlmCompliance.Agent.Tests.Collecting;

public sealed class MachineIdentityTests
{
    private const string Table = @"SYSTEM\CurrentControlSet\Services\mssmbios\Data";

    [Fact]
    public void The_same_machine_is_the_same_and_another_boards_uuid_is_another()
    {
        var first = IdOf(Smbios(1));

        IdOf(Smbios(1)).ShouldBe(first);
        IdOf(Smbios(2)).ShouldNotBe(first);
        IdOf("").ShouldNotBe(first);
        first.Length.ShouldBe(64);
    }

    [Fact]
    public void A_uuid_that_the_maker_left_blank_is_none()
    {
        IdOf(Smbios(0)).ShouldBe(IdOf(""));
    }

    [Fact]
    public void A_part_that_cannot_be_read_makes_no_other_machine()
    {
        var host = new RecordedHost();
        host.Registry.Deny(Table);

        Should.Throw<System.Security.SecurityException>(() => host.Collect());
    }

    [Fact]
    public void A_table_that_is_cut_short_is_read_to_its_end_only()
    {
        for (var length = 0; length < 60; length++)
        {
            IdOf(Smbios(1, length)).Length.ShouldBe(64);
        }
    }

    private static string IdOf(string recorded)
    {
        var host = new RecordedHost();
        host.Registry.Add(recorded);
        return MachineIdentity.Of(host.Registry, host);
    }

    private static string Smbios(byte fill, int length = int.MaxValue)
    {
        byte[] header = [0, 2, 7, 0, 60, 0, 0, 0];
        byte[] bios = [0, 6, 0, 0, 1, 0, (byte)'A', 0, 0];
        byte[] system = [1, 27, 1, 0, 1, 2, 3, 4, .. Enumerable.Repeat(fill, 16), 6, 0, 0, (byte)'B', 0, 0];
        var table = header.Concat(bios).Concat(system).Take(length);
        return $"[HKEY_LOCAL_MACHINE\\{Table}]\n\"SMBiosData\"=hex:{string.Join(',', table.Select(b => b.ToString("x2", System.Globalization.CultureInfo.InvariantCulture)))}";
    }
}
