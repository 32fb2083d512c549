using AlmCompliance.Data;
using AlmCompliance.Data.Access;
using AlmCompliance.Web.Assessment;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Agents;

/// <summary>Writes a machine that becomes known, inside the caller's transaction, whichever way it came.</summary>
internal static class Admission
{
    /// <summary>One enrolment at a time until the caller's transaction ends, by the row that each of them locks in the end.</summary>
    public static Task OneAtATimeAsync(AlmDbContext db, CancellationToken cancellationToken) =>
        db.AuditHeads.ExecuteUpdateAsync(s => s.SetProperty(h => h.Sequence, h => h.Sequence), cancellationToken);

    /// <summary>Begins the machine id of a host that is known from unsigned files only.</summary>
    private const string Unsigned = "unsigned:";

    /// <summary>Whether it is one of these, which no machine has.</summary>
    public static bool IsUnsigned(string? machineId) => machineId?.StartsWith(Unsigned, StringComparison.Ordinal) == true;

    public static string NewUnsignedId() => $"{Unsigned}{Guid.CreateVersion7():N}";

    /// <summary>
    /// The host of this machine id; where there are several, the one that was there first. Else one of this name that is known from
    /// unsigned files only, in this zone or where either has none: whether this is its agent is for a person to say.
    /// </summary>
    public static async Task<Guid?> KnownAsync(AlmDbContext db, string machineId, string hostName, Guid? zoneId, CancellationToken cancellationToken)
    {
        var nameKey = SortKeys.Of(hostName);
        return await FirstAsync(db.Hosts.Where(h => h.MachineId == machineId), cancellationToken)
            ?? await FirstAsync(db.Hosts.Where(h => h.NameKey == nameKey && (zoneId == null || h.ZoneId == null || h.ZoneId == zoneId) && h.MachineId.StartsWith(Unsigned)), cancellationToken);
    }

    /// <summary>The host's own agent is here, so its files and reports name it from now on. Nothing where it has a machine id.</summary>
    public static Task IdentifyAsync(AlmDbContext db, Guid hostId, string machineId, CancellationToken cancellationToken) =>
        db.Hosts.Where(h => h.Id == hostId && h.MachineId.StartsWith(Unsigned))
            .ExecuteUpdateAsync(s => s.SetProperty(h => h.MachineId, machineId).SetProperty(h => h.Revision, h => h.Revision + 1), cancellationToken);

    private static Task<Guid?> FirstAsync(IQueryable<Host> hosts, CancellationToken cancellationToken) =>
        hosts.Where(h => h.DecommissionedAt == null).OrderBy(h => h.EnrolledAt).ThenBy(h => h.Id).Select(h => (Guid?)h.Id).FirstOrDefaultAsync(cancellationToken);

    /// <summary>A host of its own, Unknown in everything, found again in its line of the plant's list.</summary>
    public static async Task<Host> HostAsync(AlmDbContext db, AssessHost assess, Guid? zoneId, string machineId, string hostName, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var host = new Host
        {
            Name = hostName,
            NameKey = SortKeys.Of(hostName),
            SearchKey = SortKeys.Folded(hostName),
            MachineId = machineId,
            ZoneId = zoneId,
            EnrolledAt = now,
        };
        db.Hosts.Add(host);
        await assess.RunAsync(db, host, null, now, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await db.ExpectedHosts.Where(e => e.NameKey == host.NameKey && (e.HostId == null || db.Hosts.Any(h => h.Id == e.HostId && h.DecommissionedAt != null)) && (e.ZoneId == null || e.ZoneId == zoneId)).ExecuteUpdateAsync(s => s.SetProperty(e => e.HostId, host.Id), cancellationToken);
        return host;
    }

    /// <summary>Ends every key of the host, for its reports and its files; how many there were.</summary>
    public static Task<int> EndKeysAsync(AlmDbContext db, Guid hostId, DateTimeOffset now, CancellationToken cancellationToken) =>
        db.AgentKeys.Where(k => k.HostId == hostId && k.RevokedAt == null).ExecuteUpdateAsync(s => s.SetProperty(k => k.RevokedAt, now), cancellationToken);

    /// <param name="keyHash">Of its bearer secret; null where it enrolled by a file and sends nothing itself.</param>
    /// <param name="publicKey">Of its files; null where it has none.</param>
    public static async Task KeyAsync(AlmDbContext db, Guid hostId, byte[]? keyHash, AgentPublicKey? publicKey, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var fingerprint = publicKey?.Fingerprint;
        var before = fingerprint is null ? [] : await db.AgentKeys.Where(k => k.Fingerprint == fingerprint).Select(k => new { k.HostId, k.RevokedAt, k.FileSequence }).ToListAsync(cancellationToken);

        // A clone brings the key of the machine that it was made from: what that key signs stays the first one's word.
        var isOwn = !before.Exists(k => k.HostId != hostId && k.RevokedAt is null);
        db.AgentKeys.Add(new AgentKey
        {
            HostId = hostId,
            KeyHash = keyHash,
            PublicKey = isOwn ? publicKey?.Text : null,
            Fingerprint = isOwn ? fingerprint : null,

            // The key goes on counting where it was: its old files stay used.
            FileSequence = before.Select(k => k.FileSequence).DefaultIfEmpty().Max(),
            CreatedAt = now,
        });
        await db.SaveChangesAsync(cancellationToken);
    }
}
