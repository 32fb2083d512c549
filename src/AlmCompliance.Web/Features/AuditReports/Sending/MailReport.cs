using AlmCompliance.Data;
using AlmCompliance.Data.AuditReports;
using AlmCompliance.Data.Trail;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assurance;
using AlmCompliance.Web.Features.AuditReports.Frozen;
using AlmCompliance.Web.Features.AuditReports.Making;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MimeKit;

namespace AlmCompliance.Web.Features.AuditReports.Sending;

/// <summary>
/// Sends a schedule's reports to whom it names, also when nothing changed and when none could be made: no mail is no good news. With each goes the audit trail's
/// signed head, so that whoever keeps the mails can prove later what the trail was.
/// </summary>
internal sealed partial class MailReport(
    IDbContextFactory<AlmDbContext> contexts, IWriteLane lane, ReportFolder folder, SiteSigner signer, IOptionsMonitor<MailOptions> options, TimeProvider clock, ILogger<MailReport> log)
{
    /// <summary>After a day there is another report, or nobody reads mail any more.</summary>
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(1);

    /// <summary>Sends what waits to be sent; how many mails. One that fails is tried again with the next run.</summary>
    public async Task<int> RunAsync(Actor actor, CancellationToken cancellationToken)
    {
        actor.RequireAdministrator();
        var since = clock.GetUtcNow() - s_longest;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var waiting = await (
            from report in db.AuditReports.AsNoTracking()
            where (report.State == ReportState.Done || report.State == ReportState.Failed) && report.MailedAt == null && report.FinishedAt > since
            join schedule in db.ReportSchedules.AsNoTracking() on report.ScheduleId equals schedule.Id
            orderby report.Number
            select new { Report = report, Schedule = schedule }).ToListAsync(cancellationToken);
        var sent = 0;
        foreach (var next in waiting.Where(w => w.Schedule.MailTo.Length > 0))
        {
            var outcome = await TrySendAsync(next.Report, next.Schedule, cancellationToken);
            await NoteAsync(actor, next.Report, next.Schedule, outcome, cancellationToken);
            sent += outcome.Reached.Count > 0 ? 1 : 0;
        }

        return sent;
    }

    /// <summary>To each apart: an address that is refused keeps the others from nothing, and nobody learns of the others.</summary>
    private async Task<MailOutcome> TrySendAsync(StoredReport report, ReportSchedule schedule, CancellationToken cancellationToken)
    {
        var settings = options.CurrentValue;
        if (!settings.IsSet)
        {
            return new MailOutcome([], "No mail server is configured.");
        }

        var reached = new List<string>();
        var refused = new List<string>();
        try
        {
            using var message = await MessageAsync(report, schedule, settings, cancellationToken);
            using var client = new SmtpClient { Timeout = 60_000 };
            await client.ConnectAsync(settings.Host, settings.Port, settings.Security switch
            {
                MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
                MailSecurity.None => SecureSocketOptions.None,
                _ => SecureSocketOptions.StartTls,
            }, cancellationToken);
            if (settings.User.Length > 0)
            {
                await client.AuthenticateAsync(settings.User, settings.Password, cancellationToken);
            }

            foreach (var address in schedule.MailTo)
            {
                message.To.Clear();
                message.To.Add(MailboxAddress.Parse(address));
                try
                {
                    await client.SendAsync(message, cancellationToken);
                    reached.Add(address);
                }
                catch (SmtpCommandException exception) when (exception.ErrorCode == SmtpErrorCode.RecipientNotAccepted)
                {
                    refused.Add(address);
                }
            }

            await client.DisconnectAsync(quit: true, cancellationToken);
            return new MailOutcome(reached, refused.Count == 0 ? "" : $"The mail server refused {string.Join(", ", refused)}.");
        }
#pragma warning disable CA1031 // Whatever keeps one mail from being sent must not keep the others, and is told on the schedule.
        catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
        {
            LogFailed(log, report.Reference, exception);
            return new MailOutcome(reached, exception.Message.ReplaceLineEndings(" "));
        }
    }

    private async Task<MimeMessage> MessageAsync(StoredReport report, ReportSchedule schedule, MailOptions settings, CancellationToken cancellationToken)
    {
        var words = new MailWords(report.Language);
        if (report.State == ReportState.Failed)
        {
            var why = new BodyBuilder { TextBody = words.Failure(report, settings.ServerAddress) };
            return Message(words.FailureSubject(report, schedule.Name), why);
        }

        var head = new FrozenReport(folder.FrozenOf(report.Id)).Head;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var newest = await db.AuditHeads.AsNoTracking().SingleAsync(cancellationToken);
        var signed = await signer.SignAsync(TrailHead.Of(newest.Sequence, newest.Hash), cancellationToken);
        var pdf = new FileInfo(Path.Combine(folder.Of(report.Id), $"{report.Reference}.pdf"));
        var isAttached = pdf.Exists && pdf.Length <= settings.LargestAttachment;
        var body = new BodyBuilder { TextBody = words.Body(head, signed, settings.ServerAddress, isAttached) };
        if (isAttached)
        {
            await body.Attachments.AddAsync(pdf.FullName, cancellationToken);
        }

        return Message(words.Subject(head, schedule.Name), body);

        MimeMessage Message(string subject, BodyBuilder content)
        {
            var message = new MimeMessage { Subject = subject, Body = content.ToMessageBody(), Date = clock.GetUtcNow() };
            message.From.Add(MailboxAddress.Parse(settings.From));
            return message;
        }
    }

    private Task NoteAsync(Actor actor, StoredReport report, ReportSchedule schedule, MailOutcome outcome, CancellationToken cancellationToken) => lane.RunAsync(
        async (db, ct) =>
        {
            if (await db.ReportSchedules.SingleOrDefaultAsync(s => s.Id == schedule.Id, ct) is { } row)
            {
                // That it was not made stands there already, and was said.
                row.LastError = report.State == ReportState.Failed && outcome.Error.Length == 0 ? row.LastError : outcome.Error;
            }

            if (outcome.Reached.Count > 0)
            {
                var now = clock.GetUtcNow();
                (await db.AuditReports.SingleAsync(r => r.Id == report.Id, ct)).MailedAt = now;
                await db.SaveChangesAsync(ct);
                await AuditTrail.AppendAsync(db, actor.Act("report.mailed", "audit-report", report.Reference, after: TrailText.Of(new { to = outcome.Reached })), now, ct);
                return;
            }

            await db.SaveChangesAsync(ct);
        },
        cancellationToken);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Report {Reference} could not be mailed")]
    private static partial void LogFailed(ILogger logger, string reference, Exception exception);

    /// <param name="Reached">Who got it; tried again where nobody did.</param>
    /// <param name="Error">Who did not, and why; empty where all did.</param>
    private sealed record MailOutcome(IReadOnlyList<string> Reached, string Error);
}
