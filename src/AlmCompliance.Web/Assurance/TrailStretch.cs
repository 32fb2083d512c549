using System.IO.Pipelines;
using AlmCompliance.Data;
using AlmCompliance.Data.Trail;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Assurance;

/// <summary>Writes a stretch of the audit trail out as it stands; whether it holds, <see cref="TrailFile.VerifyAsync"/> says, here or where it is carried to.</summary>
internal sealed class TrailStretch(IDbContextFactory<AlmDbContext> contexts)
{
    private const int FlushAt = 64 * 1024;

    /// <summary>The newest entry's number and digest.</summary>
    public async Task<TrailHead> HeadAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var head = await db.AuditHeads.AsNoTracking().SingleAsync(cancellationToken);
        return TrailHead.Of(head.Sequence, head.Hash);
    }

    /// <summary>Writes the entries from a number on, one JSON object a line, up to the present head, which it returns.</summary>
    public async Task<TrailHead> WriteAsync(long from, Stream lines, CancellationToken cancellationToken)
    {
        var head = await HeadAsync(cancellationToken);
        await WriteAsync(from, head, lines, cancellationToken);
        return head;
    }

    /// <summary>The same up to a head that was read before; entries that came since are left out.</summary>
    public async Task WriteAsync(long from, TrailHead to, Stream lines, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var writer = PipeWriter.Create(lines, new StreamPipeWriterOptions(leaveOpen: true));
        await foreach (var line in TrailCheck.Lines(db, from, to.Sequence).WithCancellation(cancellationToken))
        {
            TrailFile.Write(writer, line);
            if (writer.UnflushedBytes >= FlushAt)
            {
                await writer.FlushAsync(cancellationToken);
            }
        }

        await writer.FlushAsync(cancellationToken);
        await writer.CompleteAsync();
    }
}
