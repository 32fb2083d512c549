using AlmCompliance.Data.Access;
using AlmCompliance.Domain.Segmentation;
using AlmCompliance.Simulator.Plant;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Features.Agents;
using AlmCompliance.Web.Features.ExpectedHosts;
using AlmCompliance.Web.Features.Zones;

namespace AlmCompliance.Web.CommandLine;

/// <summary>What the demo's people have to know: how to sign in, and how hosts enrol.</summary>
internal sealed record DemoFurniture(string Password, IReadOnlyDictionary<string, string> TokensByZone, string AnyZoneToken, Actor First, Actor Second);

/// <summary>What people would have entered before the first host of the simulated plant reports: zones, tokens, the list of expected hosts.</summary>
internal static class FurnishDemo
{
    public const string Email = "demo@plant.example";

    /// <summary>Whom the first person asks for an approval, and the other way round.</summary>
    public const string OtherEmail = "r.vogt@plant.example";
    private static readonly string[] s_owners = ["A. Yilmaz", "R. Vogt", "T. Lindner", "J. Brandt"];
    private static readonly string[] s_neverSeen = ["ES-SPARE-01", "WCC-CL-90", "OS-CL-91"];

    public static async Task<DemoFurniture> RunAsync(IServiceProvider services, SimulatedPlant plant, CancellationToken cancellationToken)
    {
        var actor = Actor.System("demo");
        var password = Secrets.New("demo-")[..17];
        var first = await PersonAsync(services, actor, Email, password, AccessRole.Administrator, cancellationToken);
        var second = await PersonAsync(services, actor, OtherEmail, password, AccessRole.SecurityManager, cancellationToken);

        var named = plant.Options.Zones.Where(z => z.Name is not null).ToList();
        await DrawAsync(services, actor, named, cancellationToken);
        var createToken = services.GetRequiredService<CreateEnrollmentToken>();
        var uses = plant.Hosts.Count + plant.Clones.Count;
        var lifetime = CreateEnrollmentToken.LongestLife;
        var tokens = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var zone in named)
        {
            tokens[zone.Name!] = SharedOptions.Require(await createToken.RunAsync(actor, zone.Name, uses, lifetime, cancellationToken));
        }

        var anyZone = SharedOptions.Require(await createToken.RunAsync(actor, null, uses, lifetime, cancellationToken));
        await ExpectAsync(services, actor, plant, cancellationToken);
        return new DemoFurniture(password, tokens, anyZone, first, second);
    }

    private static async Task<Actor> PersonAsync(IServiceProvider services, Actor actor, string email, string password, AccessRole role, CancellationToken cancellationToken)
    {
        var id = SharedOptions.Require(await services.GetRequiredService<AddUser>().RunAsync(actor, email, password, role, cancellationToken));
        return new Actor(ActorKind.Person, id.ToString(), email, role, null);
    }

    /// <summary>Every zone with its range, and the one way that clients need: to the licence servers.</summary>
    private static async Task DrawAsync(IServiceProvider services, Actor actor, IReadOnlyList<PlantZone> zones, CancellationToken cancellationToken)
    {
        var create = services.GetRequiredService<CreateZone>();
        var addRange = services.GetRequiredService<AddRange>();
        var ids = new Dictionary<PlantZone, Guid>();
        foreach (var (zone, i) in zones.Select((z, i) => (z, i)))
        {
            var draft = new ZoneDraft(zone.Name!, zone.Site, (ZoneCriticality)(1 + (i % 3)), s_owners[i % s_owners.Length]);
            ids[zone] = SharedOptions.Require(await create.RunAsync(actor, draft, cancellationToken));
            SharedOptions.Require(await addRange.RunAsync(actor, ids[zone], zone.Range, cancellationToken));
        }

        var licences = zones.MaxBy(z => z.Roles.Where(r => r.Role == HostRole.LicenceServer).Sum(r => r.Weight) / z.Roles.Sum(r => r.Weight));
        var addConduit = services.GetRequiredService<AddConduit>();
        foreach (var zone in zones.Where(z => z != licences))
        {
            SharedOptions.Require(await addConduit.RunAsync(actor, ids[zone], ids[licences!], HostShielding.DefaultPort, "Clients fetch their licences", cancellationToken));
        }
    }

    private static async Task ExpectAsync(IServiceProvider services, Actor actor, SimulatedPlant plant, CancellationToken cancellationToken)
    {
        var expected = plant.Hosts.Where(h => h.Zone.Name is not null).Select(h => (h.Name, Zone: h.Zone.Name))
            .Concat(s_neverSeen.Select(n => (Name: n, Zone: plant.Options.Zones[0].Name)))
            .Select((h, i) => new ExpectedHostLine(h.Name, s_owners[i % s_owners.Length], h.Zone));
        await services.GetRequiredService<ImportExpectedHosts>().RunAsync(actor, [.. expected], cancellationToken);
    }
}
