using System.Net;

namespace AlmCompliance.Domain.Segmentation;

/// <summary>What a connection attempt met.</summary>
public enum ProbeResult
{
    /// <summary>A result this program does not know.</summary>
    Unknown = 0,

    /// <summary>The connection came up.</summary>
    Open,

    /// <summary>It was refused, by the target or by a firewall between.</summary>
    Refused,

    /// <summary>Nothing answered in time.</summary>
    NoAnswer,

    /// <summary>The network had no way there: says nothing about a boundary.</summary>
    Unreachable,
}

/// <summary>One connection attempt, by the server's clock.</summary>
/// <param name="From">The zone of the host that tried; the default where that host stands in several zones or in none that is known.</param>
/// <param name="SourceHost">The host that tried.</param>
/// <param name="Target">The address it tried.</param>
/// <param name="TargetHost">The host that owns the address; null where nobody knows.</param>
/// <param name="To">The zone and range of the target.</param>
/// <param name="Port">The TCP port.</param>
/// <param name="Result">What it met.</param>
/// <param name="At">When.</param>
public sealed record ProbeObservation(
    ZoneId From, Guid SourceHost, IPAddress Target, Guid? TargetHost, ZoneStand To, int Port, ProbeResult Result, DateTimeOffset At)
{
    /// <summary>Whether it comes from inside the target's own zone: a control, which crosses no boundary.</summary>
    public bool IsControl => From == To.Zone;
}

/// <summary>What one connection attempt across a boundary proves.</summary>
public enum BoundaryOutcome
{
    /// <summary>Nothing: no control found the same address and port open at about that time.</summary>
    Inconclusive = 0,

    /// <summary>The boundary lets the port through.</summary>
    Open,

    /// <summary>The boundary blocks the port.</summary>
    Block,
}

/// <summary>What an observation across a boundary proves of that boundary.</summary>
/// <param name="Probe">The attempt.</param>
/// <param name="Outcome">What it proves.</param>
/// <param name="Control">The control that gives a block its worth; null elsewhere.</param>
public sealed record BoundaryProof(ProbeObservation Probe, BoundaryOutcome Outcome, ProbeObservation? Control);
