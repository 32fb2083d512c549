using AlmCompliance.Web.Features.AuditReports.Packing;

namespace AlmCompliance.Web.Features.AuditReports.Verifying;

/// <summary>What checking a pack showed.</summary>
/// <param name="Sha256">Of the pack as a whole, hex: the list of reports and the audit trail of the server that made it say the same.</param>
/// <param name="Reference">Null where there is no manifest.</param>
/// <param name="Certificate">SHA-256 of the certificate that signed, hex; null where there is none.</param>
/// <param name="NotRecomputed">Why verdicts were not computed again; null where they were, or something does not hold.</param>
/// <param name="Held">What holds.</param>
/// <param name="Faults">What does not, the first of them.</param>
/// <param name="FaultCount">How many there are.</param>
/// <param name="Notes">What the check does not show.</param>
internal sealed record VerifiedPack(
    PackOutcome Outcome, string Sha256, string? Reference, string? Certificate, string? NotRecomputed, IReadOnlyList<PackStatement> Held, IReadOnlyList<PackStatement> Faults, int FaultCount,
    IReadOnlyList<string> Notes);

/// <summary>
/// Checks an audit pack with nothing but the pack: every digest and length, both signatures, the trail's chain, the figures, and that
/// each verdict follows from its input. No server, no database, no network; its memory grows by some 90 bytes a host.
/// </summary>
internal static class VerifyReport
{
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static async Task<VerifiedPack> CheckAsync(string file, PackWitness witness, CancellationToken cancellationToken)
    {
        using var handle = File.OpenHandle(file);
        var checks = new PackChecks();
        var sha256 = Convert.ToHexStringLower(FileDigest.Of(handle, RandomAccess.GetLength(handle), cancellationToken));
        var manifest = PackArchive.Read(handle, checks) is { } archive ? await CheckAsync(archive, witness, checks, cancellationToken) : null;
        return new VerifiedPack(
            checks.Outcome, sha256, manifest?.Reference, checks.Certificate, checks.Outcome == PackOutcome.NotRecomputed ? checks.NotRecomputed : null, checks.Held, checks.Faults, checks.FaultCount, checks.Notes);
    }

    private static async Task<PackManifest?> CheckAsync(PackArchive archive, PackWitness witness, PackChecks checks, CancellationToken cancellationToken)
    {
        if (PackSeal.Check(archive, witness, checks, cancellationToken) is not { } manifest)
        {
            return null;
        }

        var whole = PackDigests.Check(archive, manifest, checks, cancellationToken);
        await PackTrailCheck.CheckAsync(archive, manifest, whole, witness, checks, cancellationToken);
        new ReportCheck(archive, manifest, whole, checks).Run(cancellationToken);
        CheckNames(manifest, checks);

        return manifest;
    }

    /// <summary>A pack holds what it always holds and nothing besides; what is for reading, people compare.</summary>
    private static void CheckNames(PackManifest manifest, PackChecks checks)
    {
        string[] forReading = [.. PackNames.ForReading.Select(e => $"{manifest.Reference}.{e}")];
        foreach (var name in forReading.Append(PackNames.Guide).Except(manifest.Files.Select(f => f.Name), StringComparer.Ordinal))
        {
            checks.Fails(name, $"it is missing, from {PackNames.Manifest} too; every pack has it");
        }

        string[] known = [PackNames.Guide, PackNames.Rules, PackNames.Inputs, PackNames.Trail, $"{manifest.Reference}.json", .. forReading];
        foreach (var name in manifest.Files.Select(f => f.Name).Except(known, StringComparer.Ordinal).Where(n => !n.StartsWith(PackNames.AttestedFolder, StringComparison.Ordinal)))
        {
            checks.Fails(name, "no pack has such a file");
        }

        checks.Note($"{string.Join(", ", forReading)}: covered by their digests; what they say is not compared with the JSON.");
    }
}
