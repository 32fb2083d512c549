using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using AlmCompliance.Contracts;
using AlmCompliance.Data;
using AlmCompliance.Data.Trail;
using AlmCompliance.Domain.Inventory;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment;
using AlmCompliance.Web.Components.Values;
using AlmCompliance.Web.Live;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Agents;

/// <summary>A file as it was uploaded.</summary>
internal sealed record UploadedFile(string Name, byte[] Bytes);

/// <summary>
/// Takes a report that somebody carried here: signed with the key that the host's agent got registered for, numbered higher
/// than every file of that key before, collected in the past. Then it is evidence like a report that was sent.
/// </summary>
internal sealed class AcceptInventoryFile(
    IDbContextFactory<AlmDbContext> contexts, IWriteLane lane, TakeReport take, SettleIdentity identity, ChangeFeed changes, TimeProvider clock, ILogger<AcceptInventoryFile> logger)
{
    /// <summary>So much may the host's clock be ahead; such a file counts from its upload.</summary>
    public static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(10);

    private const int MostKeys = 16;

    public async Task<FileResult> RunAsync(Actor actor, UploadedFile file, CancellationToken cancellationToken)
    {
        actor.RequireSecurityManager();
        var now = Microseconds.Truncate(clock.GetUtcNow());
        FileResult result;
        try
        {
            result = await ReadAsync(actor, file, now, cancellationToken);
        }
        catch (Exception exception) when (exception is WriteLaneFullException or LaneClosedException or DbUpdateException or DbException)
        {
            // The other files of the upload have lines of their own, which must not be lost with this one.
            logger.LogError(exception, "An uploaded inventory file could not be written");
            result = FileResult.Refused(file.Name, FileRefusal.Busy, now);
        }

        if (result.Outcome != FileOutcome.Refused || result.Reason == FileRefusal.Forked)
        {
            changes.Publish(result.HostId);
            return result;
        }

        if (logger.IsEnabled(LogLevel.Warning))
        {
            logger.LogWarning("{Actor} uploaded the inventory file {File}, which was refused: {Reason}", actor.Name, HostileText.Tame(result.File, 120), result.Reason);
        }

        return result;
    }

    private async Task<FileResult> ReadAsync(Actor actor, UploadedFile file, DateTimeOffset now, CancellationToken cancellationToken)
    {
        FileResult Refused(FileRefusal reason) => FileResult.Refused(file.Name, reason, now);
        if (file.Bytes.Length > SignedInventory.LargestFile)
        {
            return Refused(FileRefusal.TooLarge);
        }

        if (SignedInventory.Read(file.Bytes) is not { } signed)
        {
            return Refused(FileRefusal.NoInventoryFile);
        }

        var (signer, reason) = await SignerAsync(actor, signed, cancellationToken);
        if (signer is null)
        {
            return Refused(reason);
        }

        // From here on it is the host's own word, and people may be told what is wrong with it.
        var refused = Refused(FileRefusal.InvalidReport) with { HostId = signer.HostId, HostName = signer.HostName };
        var errors = new FieldErrors();
        var report = Parse(signed.Report);
        var read = report is null ? null : InventoryReportReader.Read(report, errors);
        if (read is null)
        {
            return refused with { Detail = errors.Any ? string.Join(' ', errors.ByPath.Select(e => $"{e.Key}: {e.Value[0]}")) : null };
        }

        refused = refused with { CollectedAt = read.CollectedAt };
        if (read.CollectedAt > now + ClockTolerance)
        {
            return refused with { Reason = FileRefusal.FromTheFuture };
        }

        var evidenceAt = Microseconds.Truncate(read.CollectedAt < now ? read.CollectedAt : now);
        var number = new FileNumber(signed.Sequence, SHA256.HashData(signed.Report));
        return await TakeAsync(actor, signer, number, new ReportInHand(read, report!, EvidenceOrigin.SignedFile, now, evidenceAt), refused, cancellationToken);
    }

    private static InventoryReport? Parse(byte[] report)
    {
        try
        {
            return JsonSerializer.Deserialize<InventoryReport>(report, ContractJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The key that signed the file, among the valid ones of the host that it names.</summary>
    private async Task<(Signer? Signer, FileRefusal Reason)> SignerAsync(Actor actor, SignedInventory file, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var hosts = file.HostId is { } id ? db.HostsFor(actor).Where(h => h.Id == id) : db.HostsFor(actor).Where(h => h.MachineId == file.MachineId);
        var keys = await (
            from host in hosts
            join key in db.AgentKeys.Where(k => k.RevokedAt == null && k.PublicKey != null) on host.Id equals key.HostId into valid
            from key in valid.DefaultIfEmpty()
            orderby key.CreatedAt descending
            select new { HostId = host.Id, HostName = host.Name, KeyId = (Guid?)key.Id, key.PublicKey }).Take(MostKeys).ToListAsync(cancellationToken);
        var signer = keys.Find(k => k.KeyId is not null && AgentPublicKey.Read(k.PublicKey) is { } key && key.HasSigned(file.Message, file.Signature));
        return signer is not null ? (new Signer(signer.KeyId!.Value, signer.HostId, signer.HostName), FileRefusal.None)
            : (null, keys.Count == 0 ? FileRefusal.UnknownHost : keys.TrueForAll(k => k.KeyId is null) ? FileRefusal.NoValidKey : FileRefusal.WrongSignature);
    }

    private async Task<FileResult> TakeAsync(Actor actor, Signer signer, FileNumber number, ReportInHand report, FileResult refused, CancellationToken cancellationToken)
    {
        try
        {
            var taken = await lane.RunAsync((db, ct) => StoreAsync(db, actor, signer, number, report, refused.File, ct), cancellationToken);
            return taken is null ? refused with { Reason = FileRefusal.Forked } : refused with { Outcome = OutcomeOf(taken.Value), Reason = FileRefusal.None };
        }
        catch (RefusedFileException exception)
        {
            return refused with { Reason = exception.Reason };
        }
    }

    private static FileOutcome OutcomeOf(Acceptance taken) => taken switch
    {
        Acceptance.History => FileOutcome.History,
        Acceptance.Contested => FileOutcome.Contested,
        _ => FileOutcome.Taken,
    };

    /// <returns>Null where its number was used by another file: then the host is marked, and the file is not taken.</returns>
    /// <exception cref="RefusedFileException">Thrown so that the transaction leaves nothing behind.</exception>
    private async Task<Acceptance?> StoreAsync(AlmDbContext db, Actor actor, Signer signer, FileNumber number, ReportInHand report, string file, CancellationToken cancellationToken)
    {
        // In SQL, which locks the key: of two uploads of one file the second finds its number used, and a key that ends meanwhile has ended.
        var used = await db.AgentKeys.Where(k => k.Id == signer.KeyId && k.RevokedAt == null && k.FileSequence < number.Sequence)
            .ExecuteUpdateAsync(s => s.SetProperty(k => k.FileSequence, number.Sequence), cancellationToken);
        var key = await db.AgentKeys.SingleOrDefaultAsync(k => k.Id == signer.KeyId && k.RevokedAt == null, cancellationToken) ?? throw new RefusedFileException(FileRefusal.NoValidKey);
        var host = await db.Hosts.SingleAsync(h => h.Id == signer.HostId, cancellationToken);
        if (host.DecommissionedAt is not null || !actor.Sees(host.ZoneId))
        {
            throw new RefusedFileException(FileRefusal.UnknownHost);
        }

        if (used == 0)
        {
            if (!SignedFileNumbers.IsForked(key.RecentFiles, number.Sequence, number.Digest) || host.Identity is not null || host.MachineId != report.Read.MachineId)
            {
                throw new RefusedFileException(FileRefusal.Replayed);
            }

            IdentityWatch.Raise(host, IdentitySign.Files, [number.Sequence.ToString(CultureInfo.InvariantCulture)], report.ReceivedAt);
            await identity.BeginAsync(db, host, report.ReceivedAt, cancellationToken);
            return null;
        }

        key.RecentFiles = SignedFileNumbers.With(key.RecentFiles, number.Sequence, number.Digest);
        var taken = (await take.RunAsync(db, host, report, cancellationToken)).Acceptance;
        if (taken is not (Acceptance.Accepted or Acceptance.History or Acceptance.Contested))
        {
            throw new RefusedFileException(taken == Acceptance.Repeated ? FileRefusal.Replayed : FileRefusal.OtherMachine);
        }

        var after = TrailText.Of(new { file = HostileText.Tame(file, 120), sequence = number.Sequence, collectedAt = report.Read.CollectedAt, historyOnly = taken != Acceptance.Accepted });
        await AuditTrail.AppendAsync(db, actor.Act("inventory-file.taken", "host", signer.HostId.ToString(), after: after), report.ReceivedAt, cancellationToken);
        return taken;
    }

    /// <param name="Digest">Of the report that bears the number.</param>
    private sealed record FileNumber(int Sequence, byte[] Digest);

    private sealed record Signer(Guid KeyId, Guid HostId, string HostName);

    private sealed class RefusedFileException(FileRefusal reason) : Exception
    {
        public FileRefusal Reason => reason;
    }
}
