using AlmCompliance.Data;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment.RawExports;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Agents.Imports;

/// <summary>A zone as a line or an upload names it; found without an id means none at all.</summary>
internal readonly record struct NamedZone(bool IsFound, Guid? Id, string? Name);

/// <summary>
/// The hosts in the actor's sight that a slice of lines could be about. Nothing unsigned names a machine for sure, so in doubt
/// a line is refused and a person names the host.
/// </summary>
internal sealed class HostBook
{
    private readonly Dictionary<string, (Guid Id, string Name)> _zones;
    private readonly ILookup<string, Host> _byName;
    private readonly List<Host> _named;
    private readonly HashSet<string>? _expected;

    private HostBook(Dictionary<string, (Guid Id, string Name)> zones, List<Host> hosts, List<Host> named, HashSet<string>? expected) =>
        (_zones, _byName, _named, _expected) = (zones, hosts.ToLookup(h => h.NameKey, StringComparer.Ordinal), named, expected);

    /// <summary>At most four statements.</summary>
    public static async Task<HostBook> ReadAsync(AlmDbContext db, Actor actor, IReadOnlyList<ReadHost> lines, bool onlyExpected, CancellationToken cancellationToken)
    {
        var keys = lines.Select(l => KeyOf(l)).Distinct(StringComparer.Ordinal).ToArray();
        var machines = lines.Select(l => l.MachineId).OfType<string>().Distinct(StringComparer.Ordinal).ToArray();
        var ids = machines.Select(m => Guid.TryParse(m, out var id) ? id : (Guid?)null).OfType<Guid>().ToArray();
        var zones = await db.ZonesFor(actor).Select(z => new { z.NameKey, z.Id, z.Name }).ToListAsync(cancellationToken);
        var hosts = await db.HostsFor(actor).Include(h => h.Zone).Where(h => keys.Contains(h.NameKey)).ToListAsync(cancellationToken);
        var named = machines.Length == 0 ? [] : await db.HostsFor(actor).Include(h => h.Zone).Where(h => machines.Contains(h.MachineId) || ids.Contains(h.Id)).ToListAsync(cancellationToken);
        var expected = onlyExpected ? await db.ExpectedHosts.Where(e => keys.Contains(e.NameKey)).Select(e => new { e.NameKey, e.ZoneId }).ToListAsync(cancellationToken) : null;
        return new HostBook(
            zones.ToDictionary(z => z.NameKey, z => (z.Id, z.Name), StringComparer.Ordinal),
            hosts,
            named,
            expected?.Select(e => ExpectedKey(e.NameKey, e.ZoneId)).ToHashSet(StringComparer.Ordinal));
    }

    public NamedZone ZoneOf(Actor actor, string? name)
    {
        if (!string.IsNullOrWhiteSpace(name))
        {
            return _zones.TryGetValue(SortKeys.Of(name), out var zone) ? new NamedZone(true, zone.Id, zone.Name) : default;
        }

        return actor.Zones is [var only] ? new NamedZone(true, only, _zones.Values.FirstOrDefault(z => z.Id == only).Name) : new NamedZone(actor.SeesAllZones, null, null);
    }

    /// <summary>The host of this line; nothing at all where it is a new one.</summary>
    /// <param name="zone">Where it stands by the line or by the upload; null where neither says.</param>
    public (Host? Known, FileError? Wrong) Find(ReadHost line, Guid? zone)
    {
        var key = KeyOf(line);
        if (line.MachineId is { } machine)
        {
            var meant = _named.FindAll(h => h.MachineId == machine || (Guid.TryParse(machine, out var id) && h.Id == id));
            return meant switch
            {
                [] => Refused(line, "machineId", "NoMachine"),
                [var one] when one.NameKey != key => Refused(line, "machineId", "OtherName", one.Name),
                [var one] when zone is not null && one.ZoneId != zone => OtherZone(line, one),
                [var one] => (one, null),
                _ => Refused(line, "machineId", "Several", meant.Count),
            };
        }

        var found = _byName[key].ToList();
        var here = zone is null ? found : found.FindAll(h => h.ZoneId == zone);
        return here switch
        {
            [var one] => (one, null),
            [_, ..] => Refused(line, "name", "Several", here.Count),
            _ when found.Count > 0 => OtherZone(line, found[0]),
            _ when _expected is not null && !_expected.Contains(ExpectedKey(key, null)) && !_expected.Contains(ExpectedKey(key, zone)) => Refused(line, "name", "NotExpected"),
            _ => (null, null),
        };
    }

    private static (Host?, FileError?) OtherZone(ReadHost line, Host host) =>
        host.Zone is null ? Refused(line, "zone", "NoOtherZone") : Refused(line, "zone", "OtherZone", host.Zone.Name);

    private static (Host?, FileError?) Refused(ReadHost line, string column, string key, params IReadOnlyList<object> arguments) =>
        (null, new FileError(line.Line, column, key, arguments));

    private static string KeyOf(ReadHost line) => SortKeys.Of(line.Report.Host?.Name is { Length: <= 255 } name ? name : "");

    private static string ExpectedKey(string nameKey, Guid? zone) => $"{nameKey}\n{zone}";
}
