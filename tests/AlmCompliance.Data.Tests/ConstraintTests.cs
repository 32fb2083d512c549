using System.Net;
using AlmCompliance.Data.Compliance;
using AlmCompliance.Data.Inventory;
using AlmCompliance.Data.Probes;
using AlmCompliance.Data.Segmentation;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Domain.Rules;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Data.Tests;

public sealed class ConstraintTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, OnBoth]
    public async Task A_host_has_one_open_finding_per_rule_and_advisory(Provider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        var host = NewRow.Host("ES-041");
        await AddAsync(database, host, NewRow.Finding(host));

        await AddAsync(database, NewRow.Finding(host)).ShouldThrowAsync<DbUpdateException>();

        await AddAsync(database, NewRow.Finding(host, advisory: ""), NewRow.Finding(host, advisory: "SSA-783261"), NewRow.Finding(host, RuleId.ALM0007));
        var other = NewRow.Host("ES-042");
        await AddAsync(database, other, NewRow.Finding(other));
    }

    [Theory, OnBoth]
    public async Task A_closed_finding_makes_room_for_the_next_and_many_may_be_closed(Provider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        var host = NewRow.Host("ES-041");
        await AddAsync(database, host);
        for (var round = 0; round < 3; round++)
        {
            await AddAsync(database, NewRow.Finding(host));
            await using var db = database.CreateDbContext();
            await db.Findings.ExecuteUpdateAsync(finding => finding.SetProperty(f => f.ClosedAt, NewRow.Now), Stop);
        }

        await using var after = database.CreateDbContext();
        (await after.Findings.CountAsync(Stop)).ShouldBe(3);
    }

    [Theory, OnBoth]
    public async Task Of_two_who_read_the_same_host_the_second_cannot_overwrite_the_first(Provider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await AddAsync(database, NewRow.Host("ES-041"));
        await using var job = database.CreateDbContext();
        var readByJob = await job.Hosts.SingleAsync(Stop);

        await database.Lane.RunAsync(
            async (db, ct) =>
            {
                var host = await db.Hosts.SingleAsync(ct);
                host.Owner = "accepted report";
                host.Revision++;
                await db.SaveChangesAsync(ct);
            },
            Stop);
        readByJob.Owner = "late job";
        readByJob.Revision++;

        await job.SaveChangesAsync(Stop).ShouldThrowAsync<DbUpdateConcurrencyException>();
        await using var after = database.CreateDbContext();
        (await after.Hosts.SingleAsync(Stop)).Owner.ShouldBe("accepted report");
    }

    [Theory, OnBoth]
    public async Task A_verdict_without_its_host_cannot_be_stored_nor_a_host_with_verdicts_deleted(Provider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        var host = NewRow.Host("ES-041");

        await AddAsync(database, new HostStatus { HostId = host.Id, AdvisoryId = "57252401", Since = NewRow.Now, From = NewRow.Now }).ShouldThrowAsync<DbUpdateException>();

        await AddAsync(database, host, new HostStatus { HostId = host.Id, AdvisoryId = "57252401", Since = NewRow.Now, From = NewRow.Now });
        await using var db = database.CreateDbContext();
        await Should.ThrowAsync<Exception>(() => db.Hosts.ExecuteDeleteAsync(Stop));
        (await db.Hosts.CountAsync(Stop)).ShouldBe(1);
    }

    [Theory, OnBoth]
    public async Task Zones_that_differ_in_case_or_composition_only_are_the_same(Provider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await AddAsync(database, NewRow.Zone("Kläranlage 1"));

        await AddAsync(database, NewRow.Zone(" KLA\u0308RANLAGE 1")).ShouldThrowAsync<DbUpdateException>();
    }

    [Theory, OnBoth]
    public async Task Zones_that_differ_in_leading_zeros_are_two(Provider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await AddAsync(database, NewRow.Zone("Line 1"), NewRow.Zone("Line 01"), NewRow.Zone("Line 001"));
    }

    [Theory, OnBoth]
    public async Task Outside_is_one_place_though_it_has_no_row(Provider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        var zone = NewRow.Zone("Line 1");
        StoredConduit FromOutside(int port) => new() { ToZoneId = zone.Id, Port = port, Reason = "remote help", CreatedBy = "Ada", CreatedAt = NewRow.Now };
        await AddAsync(database, zone, FromOutside(4410), FromOutside(4411));

        await AddAsync(database, FromOutside(4410)).ShouldThrowAsync<DbUpdateException>();
    }

    [Theory, OnBoth]
    public async Task A_target_is_probed_once_a_day_from_each_zone(Provider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        var (source, other, target) = (NewRow.Host("ES-1"), NewRow.Host("ES-2"), NewRow.Host("ES-3"));
        var (office, line) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        ProbeTask Task(Host from, Guid zone, int day) => new()
        {
            Day = new DateOnly(2026, 11, day), SourceHostId = from.Id, SourceZoneId = zone, TargetHostId = target.Id, TargetZoneId = line, TargetAddress = "10.30.1.7", Port = 4410,
        };
        await AddAsync(database, source, other, target, Task(source, office, 22), Task(source, office, 23), Task(other, line, 22));

        await AddAsync(database, Task(other, office, 22)).ShouldThrowAsync<DbUpdateException>();
    }

    [Theory, OnBoth]
    public async Task A_range_is_unique_within_its_site_and_addresses_keep_their_order(Provider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        var zone = NewRow.Zone("Line 1");
        ZoneRange Range(string text, string site)
        {
            var (first, last) = AddressKey.Of(IPNetwork.Parse(text));
            return new() { ZoneId = zone.Id, SiteKey = site, Text = text, First = first, Last = last, PrefixLength = IPNetwork.Parse(text).PrefixLength, CreatedBy = "Ada" };
        }

        await AddAsync(database, zone, Range("10.20.0.0/16", "A"), Range("10.20.0.0/24", "A"), Range("10.20.0.0/16", "B"), Range("fd00::/64", "A"));
        await AddAsync(database, Range("10.20.0.0/16", "A")).ShouldThrowAsync<DbUpdateException>();

        await using var db = database.CreateDbContext();
        foreach (var (address, found) in ((string, string[])[])[
            ("10.20.0.9", ["10.20.0.0/16", "10.20.0.0/24"]), ("10.20.255.255", ["10.20.0.0/16"]), ("10.21.0.0", []), ("::ffff:10.20.1.1", ["10.20.0.0/16"]), ("fd00::ffff", ["fd00::/64"])])
        {
            var key = AddressKey.Of(IPAddress.Parse(address));
            (await db.ZoneRanges.Where(r => r.SiteKey == "A").Holding(IPAddress.Parse(address))
                .OrderBy(r => r.PrefixLength).Select(r => r.Text).ToListAsync(Stop)).ToArray().ShouldBe(found);
            AddressKey.Of(AddressKey.ToAddress(key)).ShouldBe(key);
        }

        var host = NewRow.Host("ES-041");
        await AddAsync(database, host, Address(host, "10.20.0.9"), Address(host, "10.200.0.9"), Address(host, "fd00::1"));
        (await db.HostAddresses.Inside(IPNetwork.Parse("10.20.0.0/16")).Select(a => a.Text).ToListAsync(Stop)).ShouldBe(["10.20.0.9"]);

        static HostAddress Address(Host host, string text) => new() { HostId = host.Id, Key = AddressKey.Of(IPAddress.Parse(text)), Text = text };
    }

    private static Task AddAsync(TestDatabase database, params object[] rows) => database.Lane.RunAsync(
        async (db, ct) =>
        {
            db.AddRange(rows);
            await db.SaveChangesAsync(ct);
        },
        Stop);
}
