using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Data.Trail;

/// <summary>What came of reading the whole trail.</summary>
/// <param name="Last">The last entry that holds.</param>
/// <param name="Break">The first thing that is wrong; null where all is whole.</param>
/// <param name="Checkpoint">The newest signed checkpoint, if there is one.</param>
public sealed record TrailFinding(TrailHead Last, TrailBreak? Break, TrailCheckpoint? Checkpoint);

/// <summary>
/// Reads the whole trail of a database and compares it with all that is known of it: the head row, the signed checkpoints with
/// the certificates that the trail itself names, and heads that somebody kept outside. Changes nothing.
/// </summary>
public static class TrailCheck
{
    /// <summary>
    /// Entries may be added meanwhile: the head is read before them, which must all be there, and once more after them, beyond
    /// which none may be.
    /// </summary>
    public static async Task<TrailFinding> RunAsync(AlmDbContext db, IEnumerable<TrailHead> outside, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(db, outside, cancellationToken);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or InvalidCastException or FormatException or OverflowException)
        {
            // What is read by types and not as it stands: somebody wrote there what the product never does.
            return new TrailFinding(TrailHead.Empty, new TrailBreak(0, TrailFlaw.Illegible), null);
        }
    }

    private static async Task<TrailFinding> ReadAsync(AlmDbContext db, IEnumerable<TrailHead> outside, CancellationToken cancellationToken)
    {
        var certificates = await CertificatesAsync(db, cancellationToken);
        var checkpoints = await db.TrailCheckpoints.AsNoTracking().OrderBy(c => c.Sequence).ToListAsync(cancellationToken);
        var newest = checkpoints.Count > 0 ? checkpoints[^1] : null;
        if (await HeadAsync(db, cancellationToken) is not { } head)
        {
            return new TrailFinding(TrailHead.Empty, new TrailBreak(1, TrailFlaw.NoHead), newest);
        }

        var forged = Forged(checkpoints, certificates);
        var chain = new TrailChain(1,
        [
            .. outside.Select(h => new KnownHead(h, TrailWitness.Outside)),
            .. checkpoints.Except(forged).Select(c => new KnownHead(c.Head, TrailWitness.Checkpoint)),
            new KnownHead(TrailHead.Of(head.Sequence, head.Hash), TrailWitness.HeadRow),
        ]);
        var named = new List<(long Sequence, string Fingerprint)>();
        await foreach (var line in Lines(db, long.MinValue, long.MaxValue).WithCancellation(cancellationToken))
        {
            if (!chain.Follow(line))
            {
                break;
            }

            if (line.SubjectKind == SigningCertificate.Subject && Fingerprint(line) is { } fingerprint)
            {
                named.Add((line.Sequence, fingerprint));
            }
        }

        var found = chain.End();
        if (found is null && (await HeadAsync(db, cancellationToken) is not { } now || chain.Last!.Sequence > now.Sequence))
        {
            found = new TrailBreak(head.Sequence + 1, TrailFlaw.Added);
        }

        // One that was brought while the entries were read is there now.
        if (named.Count > certificates.Count)
        {
            certificates = [.. (await CertificatesAsync(db, cancellationToken)).Take(named.Count)];
        }

        found ??= await MistypedAsync(db, cancellationToken);
        found ??= Swapped(certificates, named) ?? (forged is [var one, ..] ? new TrailBreak(one.Sequence, TrailFlaw.ForgedCheckpoint) : null);
        return new TrailFinding(chain.Last!, found, newest);
    }

    /// <summary>The entries between two numbers as they stand in the database: read as numbers and texts, so that nothing that somebody wrote there stops the reading.</summary>
    public static IAsyncEnumerable<TrailLine> Lines(AlmDbContext db, long from, long to) => db.Database.SqlQuery<TrailLine>(
        $"""
        SELECT "Sequence", "At", "ActorKind", "ActorId", "ActorName", "Action", "SubjectKind", "SubjectId", "Before", "After", "PreviousHash", "Hash"
        FROM "AuditEntries" WHERE "Sequence" >= {from} AND "Sequence" <= {to} ORDER BY "Sequence"
        """).AsAsyncEnumerable();

    /// <summary>
    /// SQLite converts what it reads: an entry whose texts became bytes, or whose time became a text, has the digest that it had, and no
    /// filter finds it any more. PostgreSQL keeps no such thing.
    /// </summary>
    private static async Task<TrailBreak?> MistypedAsync(AlmDbContext db, CancellationToken cancellationToken)
    {
        if (!db.Database.ProviderName!.EndsWith("Sqlite", StringComparison.Ordinal))
        {
            return null;
        }

        var mistyped = await db.Database.SqlQuery<long>(
            $"""
            SELECT "Sequence" AS "Value" FROM "AuditEntries"
            WHERE typeof("Sequence") <> 'integer' OR typeof("At") <> 'integer'
                OR typeof("ActorKind") <> 'text' OR typeof("ActorId") <> 'text' OR typeof("ActorName") <> 'text' OR typeof("Action") <> 'text'
                OR typeof("SubjectKind") <> 'text' OR typeof("SubjectId") <> 'text' OR typeof("Before") <> 'text' OR typeof("After") <> 'text'
                OR typeof("PreviousHash") <> 'blob' OR typeof("Hash") <> 'blob'
            ORDER BY "Sequence" LIMIT 1
            """).ToListAsync(cancellationToken);
        return mistyped is [var entry] ? new TrailBreak(entry, TrailFlaw.Edited) : null;
    }

    private static Task<List<Brought>> CertificatesAsync(AlmDbContext db, CancellationToken cancellationToken) =>
        db.SigningCertificates.AsNoTracking().OrderBy(c => c.Number).Select(c => new Brought(c.Certificate, c.Fingerprint)).ToListAsync(cancellationToken);

    private static Task<AuditHead?> HeadAsync(AlmDbContext db, CancellationToken cancellationToken) =>
        db.AuditHeads.AsNoTracking().SingleOrDefaultAsync(cancellationToken);

    private static List<TrailCheckpoint> Forged(List<TrailCheckpoint> checkpoints, List<Brought> certificates)
    {
        var keys = new Dictionary<string, ECDsa?>(StringComparer.Ordinal);
        try
        {
            foreach (var (certificate, _) in certificates)
            {
                keys[Convert.ToHexString(SHA256.HashData(certificate))] = PublicKey(certificate);
            }

            return checkpoints.FindAll(c => keys.GetValueOrDefault(Convert.ToHexString(c.Fingerprint)) is not { } key
                || !key.VerifyData(TrailCheckpoint.Statement(c.Head, c.At), c.Signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
        }
        finally
        {
            foreach (var key in keys.Values)
            {
                key?.Dispose();
            }
        }
    }

    private static ECDsa? PublicKey(byte[] certificate)
    {
        try
        {
            using var read = X509CertificateLoader.LoadCertificate(certificate);
            return read.GetECDsaPublicKey();
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    // A certificate and the entry that names it were written together, one after the other: there are as many of these as of those.
    private static TrailBreak? Swapped(List<Brought> certificates, List<(long Sequence, string Fingerprint)> named)
    {
        for (var i = 0; i < certificates.Count; i++)
        {
            var (certificate, fingerprint) = certificates[i];
            var has = Convert.ToHexStringLower(SHA256.HashData(certificate));
            if (i >= named.Count || named[i].Fingerprint != has || Convert.ToHexStringLower(fingerprint) != has)
            {
                return new TrailBreak(i < named.Count ? named[i].Sequence : 0, TrailFlaw.SwappedCertificate);
            }
        }

        return named.Count > certificates.Count ? new TrailBreak(named[certificates.Count].Sequence, TrailFlaw.SwappedCertificate) : null;
    }

    private static string? Fingerprint(TrailLine line)
    {
        try
        {
            using var after = JsonDocument.Parse(line.After!);
            return after.RootElement.GetProperty("fingerprint").GetString();
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    private sealed record Brought(byte[] Certificate, byte[] Fingerprint);
}
