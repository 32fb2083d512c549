namespace AlmCompliance.Simulator.Plant;

/// <summary>A zone of the plant, with what stands in it.</summary>
/// <param name="Name">As the server knows it; null for hosts that belong to no zone.</param>
/// <param name="Site">The works it belongs to; its domain and its shutdowns follow from it.</param>
/// <param name="Weight">Its share of the hosts, relative to the other zones.</param>
/// <param name="Octet">Its addresses begin with <c>10.Octet</c>.</param>
public sealed record PlantZone(string? Name, string Site, double Weight, int Octet)
{
    /// <summary>The addresses of its first 62,500 hosts.</summary>
    public string Range => FormattableString.Invariant($"10.{Octet}.0.0/16");

    /// <summary>Roles with their relative frequency.</summary>
    public IReadOnlyList<(HostRole Role, double Weight)> Roles { get; init; } =
    [
        (HostRole.OsClient, 9), (HostRole.OsServer, 2), (HostRole.WinCcClient, 5), (HostRole.WinCcServer, 1),
        (HostRole.Engineering, 4), (HostRole.LicenceServer, 0.5),
    ];

    /// <summary>The chemical works of the demonstration: three sites, nine zones and a few hosts in none.</summary>
    public static IReadOnlyList<PlantZone> ChemicalWorks { get; } =
    [
        new("N1 Chlor-alkali", "Nordwerk", 41, 10),
        new("N2 Polymerisation", "Nordwerk", 38, 20),
        new("N3 Utilities", "Nordwerk", 24, 30),
        new("S1 Batch reactors", "Südwerk", 36, 40)
        {
            Roles =
            [
                (HostRole.BatchClient, 7), (HostRole.BatchServer, 2), (HostRole.OsClient, 6), (HostRole.OsServer, 1),
                (HostRole.WinCcClient, 2), (HostRole.WinCcServer, 1), (HostRole.Engineering, 2),
            ],
        },
        new("S2 Distillation", "Südwerk", 32, 50)
        {
            Roles =
            [
                (HostRole.DistillationClient, 8), (HostRole.DistillationServer, 2), (HostRole.DistillationEngineering, 3),
                (HostRole.WinCcClient, 3), (HostRole.Historian, 1),
            ],
        },
        new("S3 Engineering", "Südwerk", 25, 60) { Roles = [(HostRole.Engineering, 8), (HostRole.Laptop, 3)] },
        new("H1 Tank farm", "Hafen", 22, 70) { Roles = [(HostRole.WinCcClient, 6), (HostRole.WinCcServer, 1), (HostRole.LoadingStation, 3)] },
        new("H2 Loading", "Hafen", 16, 80) { Roles = [(HostRole.LoadingStation, 8), (HostRole.OsClient, 2)] },
        new("H3 Licence and DMZ", "Hafen", 13, 90)
        {
            Roles = [(HostRole.LicenceServer, 3), (HostRole.Gateway, 4), (HostRole.Historian, 4), (HostRole.Engineering, 2)],
        },
        new(null, "", 3, 200) { Roles = [(HostRole.Laptop, 1)] },
    ];
}
