using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AlmCompliance.Data.Access;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Data.Trail;
using AlmCompliance.Web.Features.AuditReports.Making;
using AlmCompliance.Web.Features.AuditReports.Scheduling;
using AlmCompliance.Web.Features.AuditReports.Sending;
using AlmCompliance.Web.Tests.Serving;
using Microsoft.EntityFrameworkCore;
using MimeKit;

namespace AlmCompliance.Web.Tests.AuditReports;

/// <summary>Reports that nobody has to think of, and the mails that carry them.</summary>
public sealed class ScheduleTests
{
    private static readonly string[] s_auditor = ["auditor@plant.example"];
    private static readonly string[] s_compliant = ["Compliant"];
    private static readonly string[] s_oneGone = ["gone@plant.example", "auditor@plant.example"];
    private static readonly string[] s_both = ["auditor@plant.example", "boss@plant.example"];

    private static CancellationToken Stop => AlmTestServer.Stop;

    [Theory, OnBoth]
    public async Task A_schedule_makes_a_report_when_its_time_has_come_once_however_long_the_server_stood_still(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        (await server.AgentAsync("ES-041", "North")).ShouldNotBeNull();
        using var client = await server.ReporterAsync();
        using var set = await client.PostAsJsonAsync("/api/v1/report-schedules", new { name = "Daily", cron = "0 0 5 * * ?", keepDays = 3 }, Stop);
        set.StatusCode.ShouldBe(HttpStatusCode.NoContent, await set.Content.ReadAsStringAsync(Stop));
        var start = server.Get<StartDueReports>();
        (await start.RunAsync(AlmTestServer.Administrator, Stop)).ShouldBe(0);

        server.Clock.Advance(TimeSpan.FromDays(4));
        (await start.RunAsync(AlmTestServer.Administrator, Stop)).ShouldBe(1);
        (await start.RunAsync(AlmTestServer.Administrator, Stop)).ShouldBe(0);

        var report = await client.MadeAsync("/api/v1/audit-reports/R-0001");
        ((string?)report["state"]).ShouldBe("Done", report.ToJsonString());
        var listed = (await client.GetFromJsonAsync<JsonNode>("/api/v1/report-schedules", Stop))!["items"]![0]!;
        DateTimeOffset.Parse((string)listed["nextAt"]!, CultureInfo.InvariantCulture).ShouldBeGreaterThan(server.Clock.GetUtcNow());

        // Kept for three days.
        server.Clock.Advance(TimeSpan.FromDays(2.9));
        (await server.Get<RemoveReport>().ExpiredAsync(AlmTestServer.Administrator, Stop)).ShouldBe(0);
        server.Clock.Advance(TimeSpan.FromDays(0.2));
        (await server.Get<RemoveReport>().ExpiredAsync(AlmTestServer.Administrator, Stop)).ShouldBe(1);
        ((string?)(await client.MadeAsync("/api/v1/audit-reports/R-0001"))["state"]).ShouldBe("Removed");
        using var removed = await client.DeleteAsync($"/api/v1/report-schedules/{listed["id"]}", Stop);
        removed.StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Theory]
    [InlineData("", "0 0 5 * * ?", null, "name")]
    [InlineData("Daily", "every day", null, "cron")]
    [InlineData("Daily", "0 * * * * ?", null, "cron")]
    [InlineData("Never again", "0 0 0 30 2 ?", null, "cron")]
    [InlineData("Daily", "0 0 5 * * ?", "nobody", "mailTo")]
    [InlineData("Daily", "0 0 5 * * ?", "a@plant.example\r\nBcc: b@plant.example", "mailTo")]
    public async Task What_is_no_schedule_is_refused_by_its_field(string name, string cron, string? mail, string field)
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        using var client = await server.ReporterAsync();

        using var answer = await client.PostAsJsonAsync("/api/v1/report-schedules", new { name, cron, mailTo = mail is null ? Array.Empty<string>() : [mail] }, Stop);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        JsonNode.Parse(await answer.Content.ReadAsStringAsync(Stop))!["errors"]!.AsObject().Select(e => e.Key).ShouldContain(field);
        using var auditor = await server.ReporterAsync(AccessRole.Auditor);
        (await auditor.PostAsJsonAsync("/api/v1/report-schedules", new { name = "Daily", cron = "0 0 5 * * ?" }, Stop)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Its_reports_are_mailed_with_the_trails_signed_head_also_when_nothing_changed()
    {
        await using var mails = await MailServer.StartAsync(Stop);
        await using var server = await AlmTestServer.StartAsync(
            Provider.Sqlite, true, ("Mail:Host", "127.0.0.1"), ("Mail:Port", mails.Port.ToString(CultureInfo.InvariantCulture)), ("Mail:Security", "None"), ("Mail:From", "alm@plant.example"));
        (await server.AgentAsync("ES-041", "North")).ShouldNotBeNull();
        using var client = await server.ReporterAsync();
        using var set = await client.PostAsJsonAsync("/api/v1/report-schedules", new { name = "Täglich", cron = "0 0 5 * * ?", language = "de", mailTo = s_both }, Stop);
        set.StatusCode.ShouldBe(HttpStatusCode.NoContent, await set.Content.ReadAsStringAsync(Stop));
        for (var day = 1; day <= 2; day++)
        {
            server.Clock.Advance(TimeSpan.FromDays(1));
            (await server.Get<StartDueReports>().RunAsync(AlmTestServer.Administrator, Stop)).ShouldBe(1);
            ((string?)(await client.MadeAsync($"/api/v1/audit-reports/R-000{day}"))["state"]).ShouldBe("Done");
            (await server.Get<MailReport>().RunAsync(AlmTestServer.Administrator, Stop)).ShouldBe(1);
            (await server.Get<MailReport>().RunAsync(AlmTestServer.Administrator, Stop)).ShouldBe(0, "it was sent");
        }

        mails.Mails().Count.ShouldBe(4, "two people, and nothing changed on the second day, and it was mailed all the same");
        var sent = mails.Mails().Select(file => MimeMessage.Load(file, Stop)).OrderBy(m => m.Subject, StringComparer.Ordinal).ThenBy(m => m.To.ToString(), StringComparer.Ordinal).ToList();
        var mail = sent[0];
        sent.Take(2).SelectMany(m => m.To.Mailboxes).Select(m => m.Address).ShouldBe(["auditor@plant.example", "boss@plant.example"]);
        mail.Subject.ShouldBe("R-0001 Täglich: 0 von 1 Hosts abgedeckt");
        mail.TextBody.ShouldNotBeNull().ShouldContain("Vollständigkeit nicht belegt");
        var head = mail.TextBody!.Split('\n').Select(l => l.Trim()).Select(l => TrailHead.TryParse(l, out var found) ? found : null).OfType<TrailHead>().Single();
        await using var db = server.Db();
        var entry = await db.AuditEntries.SingleAsync(e => e.Sequence == head.Sequence, Stop);
        Convert.ToHexStringLower(entry.Hash).ShouldBe(head.Hash);
        (await db.AuditEntries.CountAsync(e => e.Action == "report.mailed", Stop)).ShouldBe(2);
    }

    [Fact]
    public async Task One_who_is_refused_keeps_nobody_from_their_mail_and_is_named()
    {
        await using var mails = await MailServer.StartAsync(Stop);
        await using var server = await AlmTestServer.StartAsync(
            Provider.Sqlite, true, ("Mail:Host", "127.0.0.1"), ("Mail:Port", mails.Port.ToString(CultureInfo.InvariantCulture)), ("Mail:Security", "None"), ("Mail:From", "alm@plant.example"));
        (await server.AgentAsync("ES-041", "North")).ShouldNotBeNull();
        using var client = await server.ReporterAsync();
        (await client.PostAsJsonAsync("/api/v1/report-schedules", new { name = "Daily", cron = "0 0 5 * * ?", mailTo = s_oneGone }, Stop)).EnsureSuccessStatusCode();
        server.Clock.Advance(TimeSpan.FromDays(1));
        await server.Get<StartDueReports>().RunAsync(AlmTestServer.Administrator, Stop);
        await client.MadeAsync("/api/v1/audit-reports/R-0001");

        (await server.Get<MailReport>().RunAsync(AlmTestServer.Administrator, Stop)).ShouldBe(1);

        mails.Mails().Select(file => MimeMessage.Load(file, Stop)).SelectMany(m => m.To.Mailboxes).Select(m => m.Address).ShouldBe(["auditor@plant.example"]);
        (await LastErrorAsync(client)).ShouldContain("gone@plant.example");
    }

    [Fact]
    public async Task A_report_that_could_not_be_made_is_told_of_by_mail_and_on_its_schedule()
    {
        await using var mails = await MailServer.StartAsync(Stop);
        await using var server = await AlmTestServer.StartAsync(
            Provider.Sqlite, true, ("Mail:Host", "127.0.0.1"), ("Mail:Port", mails.Port.ToString(CultureInfo.InvariantCulture)), ("Mail:Security", "None"), ("Mail:From", "alm@plant.example"));
        (await server.AgentAsync("ES-041", "North")).ShouldNotBeNull();
        using var client = await server.ReporterAsync();
        (await client.PostAsJsonAsync(
            "/api/v1/report-schedules", new { name = "Daily", cron = "0 0 5 * * ?", language = "de", mailTo = s_auditor, scope = new { kind = "Filter", statuses = s_compliant } }, Stop)).EnsureSuccessStatusCode();
        server.Clock.Advance(TimeSpan.FromDays(1));
        await server.Get<StartDueReports>().RunAsync(AlmTestServer.Administrator, Stop);
        ((string?)(await client.MadeAsync("/api/v1/audit-reports/R-0001"))["state"]).ShouldBe("Failed");

        (await server.Get<MailReport>().RunAsync(AlmTestServer.Administrator, Stop)).ShouldBe(1);
        (await server.Get<MailReport>().RunAsync(AlmTestServer.Administrator, Stop)).ShouldBe(0, "it was said");

        var mail = MimeMessage.Load(mails.Mails().ShouldHaveSingleItem(), Stop);
        mail.Subject.ShouldBe("R-0001 Daily: nicht erstellt");
        mail.TextBody.ShouldNotBeNull().ShouldContain("R-0001 konnte nicht erstellt werden.");
        (await LastErrorAsync(client)).ShouldContain("no host");
    }

    private static async Task<string> LastErrorAsync(HttpClient client) =>
        (string)(await client.GetFromJsonAsync<JsonNode>("/api/v1/report-schedules", Stop))!["items"]![0]!["lastError"]!;

    [Fact]
    public async Task A_mail_server_that_is_away_is_told_of_and_tried_again()
    {
        await using var server = await AlmTestServer.StartAsync(
            Provider.Sqlite, true, ("Mail:Host", "127.0.0.1"), ("Mail:Port", "1"), ("Mail:Security", "None"), ("Mail:From", "alm@plant.example"));
        (await server.AgentAsync("ES-041", "North")).ShouldNotBeNull();
        using var client = await server.ReporterAsync();
        using var set = await client.PostAsJsonAsync("/api/v1/report-schedules", new { name = "Daily", cron = "0 0 5 * * ?", mailTo = s_auditor }, Stop);
        set.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        server.Clock.Advance(TimeSpan.FromDays(1));
        await server.Get<StartDueReports>().RunAsync(AlmTestServer.Administrator, Stop);
        await client.MadeAsync("/api/v1/audit-reports/R-0001");

        (await server.Get<MailReport>().RunAsync(AlmTestServer.Administrator, Stop)).ShouldBe(0);

        ((string)(await client.GetFromJsonAsync<JsonNode>("/api/v1/report-schedules", Stop))!["items"]![0]!["lastError"]!).ShouldNotBeEmpty();
        await using var db = server.Db();
        (await db.AuditReports.SingleAsync(Stop)).MailedAt.ShouldBeNull();
    }
}
