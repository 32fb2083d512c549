using AlmCompliance.Data.Inventory;
using AlmCompliance.Domain.Inventory;

namespace AlmCompliance.Web.Assessment;

/// <summary>Keeps what a host's reports have shown of its machine in its row, and notices where two machines report.</summary>
internal static class IdentityWatch
{
    /// <summary>Whether a report of the same face shows what is known already, so that nothing is to be written of it.</summary>
    public static bool IsAsBefore(UsualHost host, ReportInHand report) =>
        !host.IsContested && (report.Seen is not { IsFresh: true } seen || MachineTraces.IsSameStart(host.BootAt, seen.BootAt));

    /// <summary>Notes the newest report of a host that nobody doubts; whether it raises a doubt.</summary>
    public static bool IsDoubtedBy(Host host, ReportInHand report)
    {
        var (next, doubt) = TracesOf(host, report.ReceivedAt).After(report.Seen);
        host.BootAt = next.BootAt;
        host.BootWentBackAt = next.WentBackAt;
        host.FormerName = next.Former?.Name;
        host.FormerAddresses = next.Former?.Addresses;
        host.FormerSeenAt = next.FormerAt;
        if (doubt is not null)
        {
            Raise(host, doubt.Sign, doubt.Words, report.ReceivedAt);
        }

        return doubt is not null;
    }

    public static void Raise(Host host, IdentitySign sign, IReadOnlyList<string> words, DateTimeOffset now)
    {
        host.IdentitySign = sign;
        host.IdentityDoubtedAt = now;
        host.IdentityWords = [.. words];
        host.IdentitySettledAt = null;
        host.IsOneMachine = false;
    }

    /// <summary>What was seen before is forgotten, but for the faces that a person knows to be one machine's.</summary>
    public static void Forget(Host host)
    {
        if (host is not { IsOneMachine: true, IdentitySign: IdentitySign.Faces })
        {
            host.IdentityWords = [];
        }

        host.IdentitySign = IdentitySign.None;
        host.IdentityDoubtedAt = null;
        host.IdentitySettledAt = null;
        host.IsOneMachine = false;
        host.BootAt = null;
        host.BootWentBackAt = null;
        host.FormerName = null;
        host.FormerAddresses = null;
        host.FormerSeenAt = null;
    }

    private static MachineTraces TracesOf(Host host, DateTimeOffset now) => new()
    {
        // Evidence from the future was stamped while the server's clock stood ahead, and so was the start.
        BootAt = host.EvidenceAt > now ? null : host.BootAt,
        WentBackAt = host.BootWentBackAt,
        Face = host.EvidenceAt is null ? null : new MachineFace(host.Name, host.Addresses),
        FaceAt = host.EvidenceAt,
        Former = host.FormerName is { } name ? new MachineFace(name, host.FormerAddresses) : null,
        FormerAt = host.FormerSeenAt,
        KnownFaces = host.IdentityWords,
    };
}
