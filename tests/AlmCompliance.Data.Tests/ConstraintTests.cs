using AlmCompliance.Data.Compliance;
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

    private static Task AddAsync(TestDatabase database, params object[] rows) => database.Lane.RunAsync(
        async (db, ct) =>
        {
            db.AddRange(rows);
            await db.SaveChangesAsync(ct);
        },
        Stop);
}
