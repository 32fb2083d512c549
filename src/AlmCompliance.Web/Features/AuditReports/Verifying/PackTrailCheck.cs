using AlmCompliance.Data;
using AlmCompliance.Data.Trail;
using AlmCompliance.Web.Features.AuditReports.Packing;

namespace AlmCompliance.Web.Features.AuditReports.Verifying;

/// <summary>Follows the stretch of the audit trail that a pack holds.</summary>
internal static class PackTrailCheck
{
    public static async Task CheckAsync(PackArchive archive, PackManifest manifest, IReadOnlySet<string> whole, PackWitness witness, PackChecks checks, CancellationToken cancellationToken)
    {
        var head = new TrailHead(manifest.Head.Sequence, manifest.Head.Hash);
        if (manifest.Trail is not { } stretch)
        {
            Compare(head, head.Sequence, witness, checks);
            checks.Note("The pack holds no stretch of the audit trail: its maker sees a part of the plant only. The trail's head is in the manifest.");
            return;
        }

        if (stretch.To != head.Sequence || stretch.HeadHash != head.Hash)
        {
            checks.Fails(PackNames.Manifest, "the head of its stretch of the trail is not the trail's head that it names");
        }

        if (manifest.Files.All(f => f.Name != PackNames.Trail))
        {
            checks.Fails(PackNames.Trail, $"it is missing; {PackNames.Manifest} tells of a stretch of the trail");
        }

        if (!whole.Contains(PackNames.Trail))
        {
            return;
        }

        try
        {
            await using var lines = archive.Open(archive.Find(PackNames.Trail)!);
            var reading = await TrailFile.VerifyAsync(lines, [head], cancellationToken);
            var flaw = reading.Break?.ToString().Replace("the head given", PackNames.Manifest, StringComparison.Ordinal)
                ?? (reading.Last != head ? $"it ends with entry {reading.Last?.Sequence}, not with the head {head.Sequence} that {PackNames.Manifest} names" : null)
                ?? (stretch.From > 1 && reading.FirstAt >= Microseconds.From(manifest.AsOf - PackReport.Stretch)
                    ? $"its first entry is not older than {PackReport.Stretch.TotalDays} days before the report, and not the trail's first: it was cut" : null)
                ?? (reading.First != stretch.From && head.Sequence > 0 ? $"it begins with entry {reading.First}, not with {stretch.From}" : null);
            if (flaw is not null)
            {
                checks.Fails(PackNames.Trail, flaw);
                return;
            }

            checks.Holds(PackNames.Trail, $"entries {stretch.From} to {stretch.To} follow from one another without a gap, up to the head that {PackNames.Manifest} names");
        }
        catch (InvalidDataException exception)
        {
            checks.Fails(PackNames.Trail, $"it cannot be read: {exception.Message}");
            return;
        }

        if (witness.Head is { } known && known.Sequence >= stretch.From && known.Sequence < head.Sequence)
        {
            await using var lines = archive.Open(archive.Find(PackNames.Trail)!);
            if ((await TrailFile.VerifyAsync(lines, [known], cancellationToken)).Break is { } found)
            {
                checks.Fails(PackNames.Trail, found.ToString());
            }
            else
            {
                checks.Holds(PackNames.Trail, $"it holds the head given, {known.Sequence}");
            }
        }
        else
        {
            Compare(head, stretch.From, witness, checks);
        }
    }

    private static void Compare(TrailHead head, long from, PackWitness witness, PackChecks checks)
    {
        if (witness.Head is not { } known)
        {
            checks.Note("The audit trail is internally consistent only: no head of it was given that somebody kept elsewhere.");
        }
        else if (known.Sequence != head.Sequence)
        {
            checks.Fails(PackNames.Trail, $"it does not hold the head given: {known.Sequence} is not among entries {from} to {head.Sequence}");
        }
        else if (known != head)
        {
            checks.Fails(PackNames.Trail, $"entry {known.Sequence} is not the one that the head given knows");
        }
        else
        {
            checks.Holds(PackNames.Trail, $"its head is the one given, {known.Sequence}");
        }
    }
}
