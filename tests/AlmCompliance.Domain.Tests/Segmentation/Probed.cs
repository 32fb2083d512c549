using System.Net;

namespace AlmCompliance.Domain.Tests.Segmentation;

/// <summary>Attempts on hosts of the cell, from the office unless told otherwise.</summary>
internal static class Probed
{
    public static readonly Guid Target = new(41, 0, 0, new byte[8]);

    public static readonly Guid Neighbour = new(42, 0, 0, new byte[8]);

    public static readonly Guid Stranger = new(7, 0, 0, new byte[8]);

    public static ProbeObservation FromOffice(ProbeResult result, double minutes = 0, Guid? target = null, ZoneId? from = null) =>
        new(from ?? Hosts.Office, Stranger, AddressOf(target ?? Target), target ?? Target, Hosts.InCell, 4410, result, Hosts.Now.AddMinutes(minutes));

    public static ProbeObservation FromInside(ProbeResult result, double minutes = 0, Guid? target = null) =>
        new(Hosts.Cell, Neighbour, AddressOf(target ?? Target), target ?? Target, Hosts.InCell, 4410, result, Hosts.Now.AddMinutes(minutes));

    private static IPAddress AddressOf(Guid host) => new([10, 20, 4, host.ToByteArray()[0]]);
}
