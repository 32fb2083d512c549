using AlmCompliance.Data.Segmentation;
using AlmCompliance.Domain.Inventory;
using AlmCompliance.Domain.Rules;

namespace AlmCompliance.Data.Inventory;

/// <summary>A machine under watch, with what a list of hosts shows of its current snapshot.</summary>
public sealed class Host : IStoredHost
{
    public Guid Id { get; set; } = Guid.CreateVersion7();
    public required string Name { get; set; }
    public required string NameKey { get; set; }

    /// <summary>Folded name, addresses, domain and owner: what a search looks into.</summary>
    public string SearchKey { get; set; } = "";
    public required string MachineId { get; set; }
    public Guid? ZoneId { get; set; }
    public Zone? Zone { get; set; }
    public ZoneBasis ZoneBasis { get; set; }
    public string? Domain { get; set; }
    public string? OsName { get; set; }
    public string? OsVersion { get; set; }
    public string? Addresses { get; set; }
    public string? Role { get; set; }
    public string? Owner { get; set; }
    public string? AgentVersion { get; set; }
    public string? AgentPlatform { get; set; }

    public DateTimeOffset EnrolledAt { get; set; }

    /// <summary>It is gone for good: its history stays, and it leaves the counts.</summary>
    public DateTimeOffset? DecommissionedAt { get; set; }

    /// <summary>A person approved it as a target of probes.</summary>
    public string? ProbesApprovedBy { get; set; }
    public DateTimeOffset? ProbesApprovedAt { get; set; }

    /// <summary>When its agent last sent something itself; a file that a person brings is no contact.</summary>
    public DateTimeOffset? LastContactAt { get; set; }
    public DateTimeOffset? EvidenceAt { get; set; }

    /// <summary>When the evidence reached the server: long after <see cref="EvidenceAt"/> where it came as a file.</summary>
    public DateTimeOffset? EvidenceReceivedAt { get; set; }
    public EvidenceOrigin EvidenceOrigin { get; set; }
    public DateTimeOffset? EvidenceExpiresAt { get; set; }
    public Guid? CurrentSnapshotId { get; set; }

    /// <summary>The current snapshot's <see cref="InventorySnapshot.ContentDigest"/>, so that a report that says the same need not look there.</summary>
    public byte[]? ContentDigest { get; set; }

    public VersionCertainty VersionCertainty { get; set; }
    public string? VersionText { get; set; }
    public string? VersionCanonical { get; set; }
    public int? VersionKey { get; set; }
    public RemoteAccessState RemoteAccess { get; set; }
    public RemoteAccessBasis RemoteAccessBasis { get; set; }

    /// <summary>The machine's last start by the server's clock, as its latest report that was sent at once told it.</summary>
    public DateTimeOffset? BootAt { get; set; }

    /// <summary>When that last went back while the machine looked the same.</summary>
    public DateTimeOffset? BootWentBackAt { get; set; }

    /// <summary>Name and addresses before the present ones, and when a report last bore them.</summary>
    public string? FormerName { get; set; }
    public string? FormerAddresses { get; set; }
    public DateTimeOffset? FormerSeenAt { get; set; }

    /// <summary>Since when two machines are known to use its identity; null where they are not.</summary>
    public DateTimeOffset? IdentityDoubtedAt { get; set; }
    public IdentitySign IdentitySign { get; set; }

    /// <summary>What shows it; where a person said that it is one machine, the names and addresses that are all its own.</summary>
    public string[] IdentityWords { get; set; } = [];

    /// <summary>When a person settled the doubt, which ends with the next report; and whether by the word that it is one machine.</summary>
    public DateTimeOffset? IdentitySettledAt { get; set; }
    public bool IsOneMachine { get; set; }

    public IdentityDoubt? Identity => IdentityDoubtedAt is { } since ? new IdentityDoubt(IdentitySign, since, IdentityWords, IdentitySettledAt) : null;

    /// <summary>The last 16 accepted report ids, 16 bytes each, newest last: one of them again is answered and not stored.</summary>
    public byte[] RecentReports { get; set; } = [];

    /// <summary>Of the verdicts as they were last written: a job that comes to the same has nothing to read and nothing to write.</summary>
    public byte[] VerdictDigest { get; set; } = [];

    /// <summary>Counts every write; a job writes a host only where it is still the one it read.</summary>
    public long Revision { get; set; }

    /// <summary>Until when reports of the host said what this snapshot of it says: of the current one the host's row knows it, so that a report that says the same writes no other.</summary>
    public DateTimeOffset ConfirmedTo(InventorySnapshot snapshot) =>
        snapshot.Id == CurrentSnapshotId && EvidenceAt > snapshot.ConfirmedTo ? EvidenceAt.Value : snapshot.ConfirmedTo;
}
