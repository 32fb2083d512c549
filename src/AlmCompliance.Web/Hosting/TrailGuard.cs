using AlmCompliance.Data;
using AlmCompliance.Data.Trail;
using AlmCompliance.Web.Assurance;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Quartz;

namespace AlmCompliance.Web.Hosting;

/// <summary>
/// Reads the whole audit trail after a start and each night, and compares it with every checkpoint that was signed before. Where
/// it is whole its head is signed and goes into the log, out of reach of who changes the database. Where it is not the log says so,
/// and the readiness answer is Degraded until a later reading finds the trail whole.
/// </summary>
internal sealed class TrailGuard(IDbContextFactory<AlmDbContext> contexts, IWriteLane lane, SiteSigner signer, TimeProvider clock, ILogger<TrailGuard> log) : IHealthCheck
{
    private volatile TrailState _state = new(null, null, null);

    /// <summary>The head that this process signed last: who changes the database cannot reach it.</summary>
    private volatile TrailHead? _signed;

    /// <summary>What the last reading found, and when; nobody who looks at the trail reads it anew.</summary>
    public TrailState State => _state;

    /// <summary>The first thing that is wrong; null where the trail is whole.</summary>
    public async Task<TrailBreak?> VerifyAsync(CancellationToken cancellationToken)
    {
        var found = await ReadAsync(cancellationToken);
        if (found.Break is { } flaw)
        {
            log.LogCritical("The audit trail is broken: {Flaw}", flaw);
            return flaw;
        }

        try
        {
            // The first checkpoint covers the entry that names the key which it is signed with.
            var last = await signer.MakeIfMissingAsync(cancellationToken) ? await ReadAsync(cancellationToken) : found;
            if (last is { Break: null, Last: { Sequence: > 0 } head } && last.Checkpoint?.Sequence != head.Sequence)
            {
                var checkpoint = await signer.SignAsync(head, cancellationToken);
                await lane.RunAsync((db, ct) => KeepAsync(db, checkpoint, ct), cancellationToken);
                _state = _state with { Checkpoint = checkpoint };
                _signed = head;
                log.LogInformation(
                    "Audit trail head {Head} at {At} signature {Signature} certificate {Certificate}",
                    head, TrailFile.TimeText(Microseconds.From(checkpoint.At)), Convert.ToBase64String(checkpoint.Signature), Convert.ToHexStringLower(checkpoint.Fingerprint));
            }
        }
        catch (SigningKeyException exception)
        {
            log.LogError("The audit trail is whole, and its head cannot be signed: {Reason}", exception.Message);
        }

        return null;
    }

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(_state.Break is null ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded("The audit trail is broken."));

    private async Task<TrailFinding> ReadAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await TrailCheck.RunAsync(db, _signed is { } signed ? [signed] : [], cancellationToken);
        _state = new TrailState(clock.GetUtcNow(), found.Break, found.Checkpoint);
        return found;
    }

    private static async Task KeepAsync(AlmDbContext db, TrailCheckpoint checkpoint, CancellationToken cancellationToken)
    {
        if (!await db.TrailCheckpoints.AnyAsync(c => c.Sequence == checkpoint.Sequence, cancellationToken))
        {
            db.TrailCheckpoints.Add(checkpoint);
            await db.SaveChangesAsync(cancellationToken);
        }
    }
}

/// <param name="CheckedAt">Null before the first reading since the start.</param>
/// <param name="Break">The first thing that is wrong; null where the trail is whole.</param>
/// <param name="Checkpoint">The newest head that was signed.</param>
internal sealed record TrailState(DateTimeOffset? CheckedAt, TrailBreak? Break, TrailCheckpoint? Checkpoint);

/// <summary>After a start, and each night.</summary>
[DisallowConcurrentExecution]
internal sealed class VerifyTrailJob(TrailGuard guard) : IJob
{
    public const string Nightly = "0 10 3 * * ?";
    public static readonly JobKey Key = new("verify-trail");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await guard.VerifyAsync(cancellationToken);
}
