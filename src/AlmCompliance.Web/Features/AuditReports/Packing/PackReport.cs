using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AlmCompliance.Data;
using AlmCompliance.Data.Trail;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assurance;
using AlmCompliance.Web.Features.AuditReports.Frozen;
using AlmCompliance.Web.Features.AuditReports.Inputs;
using AlmCompliance.Web.Features.AuditReports.Making;
using AlmCompliance.Web.Features.AuditReports.Model;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.AuditReports.Packing;

/// <param name="Report">The frozen copy.</param>
/// <param name="Rules">What the rules were given once for all hosts.</param>
/// <param name="Folder">Where the report's files are and the pack goes.</param>
/// <param name="Files">The report in its formats.</param>
internal sealed record PackOrder(FrozenReport Report, RulesInput Rules, string Folder, IReadOnlyList<MadeFile> Files);

/// <summary>
/// Packs a report with all that an auditor needs to disbelieve it and check: every format, the files that decisions rest on, what the
/// rules were given, the audit trail, and digests of all of it that the site signs.
/// </summary>
internal sealed class PackReport(IDbContextFactory<AlmDbContext> contexts, TrailStretch trail, SiteSigner signer)
{
    /// <summary>How far back the stretch of the trail goes: what happened since the assessment before this one.</summary>
    public static readonly TimeSpan Stretch = ReportHead.UsualInterval;

    public async Task<MadeFile> RunAsync(Actor actor, PackOrder order, CancellationToken cancellationToken)
    {
        actor.RequireSecurityManager();
        var head = order.Report.Head;
        var name = $"{head.Reference}-audit-pack.zip";
        await using var file = new FileStream(Path.Combine(order.Folder, name), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read, 1 << 16);
        var listed = new List<PackFile>();
        string fingerprint;
        using (var zip = new StableZip(file))
        {
            await AddAsync(zip, listed, PackNames.Guide, to => to.WriteAsync(Encoding.UTF8.GetBytes(PackGuide.Of(head)), cancellationToken).AsTask());
            foreach (var made in order.Files)
            {
                await AddAsync(zip, listed, made.Name, async to =>
                {
                    await using var from = File.OpenRead(Path.Combine(order.Folder, made.Name));
                    await from.CopyToAsync(to, cancellationToken);
                });
            }

            await AddAsync(zip, listed, PackNames.Rules, to => JsonSerializer.SerializeAsync(to, order.Rules, InputJson.Options, cancellationToken));
            var inputs = 0;
            if (head.IsPresent)
            {
                await AddAsync(zip, listed, PackNames.Inputs, to =>
                {
                    inputs = WriteInputs(order.Report, to, cancellationToken);
                    return Task.CompletedTask;
                });
            }

            foreach (var digest in order.Report.Decisions().SelectMany(d => d.Files).Select(f => f.Sha256).Distinct(StringComparer.Ordinal))
            {
                await AddAttestedAsync(zip, listed, digest, cancellationToken);
            }

            var stretch = actor.SeesAllZones ? await AddTrailAsync(zip, listed, head, cancellationToken) : null;
            using var certificate = await signer.CertificateAsync(cancellationToken);
            fingerprint = Convert.ToHexStringLower(SHA256.HashData(certificate.RawData));
            var manifest = new PackManifest(
                PackManifest.Name, head.Reference, head.Id, head.AsOf, head.MadeAt, head.MadeBy, head.Program, new PackVerdicts(head.Rules, inputs), stretch, head.Trail,
                fingerprint, listed);
            await AddSignedAsync(zip, manifest, cancellationToken);
        }

        await SealAsync(file, fingerprint, cancellationToken);
        file.Position = 0;
        return new MadeFile(name, "application/zip", file.Length, Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken)));
    }

    private static int WriteInputs(FrozenReport report, Stream to, CancellationToken cancellationToken)
    {
        var count = 0;
        foreach (var input in report.Inputs())
        {
            if (++count % 4096 == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            to.Write(input);
            to.Write("\n"u8);
        }

        return count;
    }

    private async Task AddAttestedAsync(StableZip zip, List<PackFile> listed, string sha256, CancellationToken cancellationToken)
    {
        var digest = Convert.FromHexString(sha256);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var bytes = await db.StoredFiles.AsNoTracking().Where(f => f.Digest == digest).Select(f => f.Bytes).FirstOrDefaultAsync(cancellationToken);
        if (bytes is null || !SHA256.HashData(bytes).AsSpan().SequenceEqual(digest))
        {
            throw new InvalidOperationException($"The file {sha256}, which a decision rests on, is missing or was changed.");
        }

        await AddAsync(zip, listed, PackNames.Attested(sha256), to => to.WriteAsync(bytes, cancellationToken).AsTask());
    }

    private async Task<PackTrail> AddTrailAsync(StableZip zip, List<PackFile> listed, ReportHead head, CancellationToken cancellationToken)
    {
        var since = head.AsOf - Stretch;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);

        // The last one before it too: whoever checks the pack sees by it that none is left out.
        var first = await db.AuditEntries.Where(e => e.At >= since).MinAsync(e => (long?)e.Sequence, cancellationToken) ?? head.Trail.Sequence + 1;
        var from = Math.Clamp(first - 1, Math.Min(1, head.Trail.Sequence), Math.Max(head.Trail.Sequence, 1));
        await AddAsync(zip, listed, PackNames.Trail, to => trail.WriteAsync(from, new TrailHead(head.Trail.Sequence, head.Trail.Hash), to, cancellationToken));
        return new PackTrail(from, head.Trail.Sequence, head.Trail.Hash);
    }

    // The archive's last two bytes are the length of its comment, which the seal covers too.
    private async Task SealAsync(FileStream file, string certificate, CancellationToken cancellationToken)
    {
        file.Position = file.Length - sizeof(ushort);
        file.Write([ArchiveSeal.Length & 0xFF, ArchiveSeal.Length >> 8]);
        file.Position = 0;
        var signed = await signer.SignAsync(ArchiveSeal.Statement(await SHA256.HashDataAsync(file, cancellationToken)), cancellationToken);
        if (signed.Fingerprint != certificate)
        {
            throw Replaced();
        }

        await file.WriteAsync(ArchiveSeal.Comment(signed.Signature), cancellationToken);
    }

    private static InvalidOperationException Replaced() => new("The site's signing certificate was replaced while a report was packed.");

    private async Task AddSignedAsync(StableZip zip, PackManifest manifest, CancellationToken cancellationToken)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(manifest, FrozenJson.Options);
        var sums = PackSums.Of(manifest, json);
        var ofManifest = await signer.SignAsync(json, cancellationToken);
        var ofSums = await signer.SignAsync(sums, cancellationToken);
        if (ofManifest.Fingerprint != manifest.Certificate || ofSums.Fingerprint != manifest.Certificate)
        {
            throw Replaced();
        }

        foreach (var (name, bytes) in ((string, byte[])[])
        [
            (PackNames.Manifest, json), (PackNames.ManifestSignature, ofManifest.Signature), (PackNames.Sums, sums), (PackNames.SumsSignature, ofSums.Signature),
            (PackNames.Certificate, Encoding.ASCII.GetBytes(ofManifest.CertificatePem + "\n")),
        ])
        {
            await using var to = zip.Open(name);
            await to.WriteAsync(bytes, cancellationToken);
        }
    }

    private static async Task AddAsync(StableZip zip, List<PackFile> listed, string name, Func<Stream, Task> write)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var entry = zip.Open(name);
        await using var to = new HashingStream(entry, digest);
        await write(to);
        listed.Add(new PackFile(name, to.Written, Convert.ToHexStringLower(digest.GetHashAndReset())));
    }
}
