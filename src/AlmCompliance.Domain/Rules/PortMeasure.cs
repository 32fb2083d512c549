using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Segmentation;

namespace AlmCompliance.Domain.Rules;

/// <summary>
/// M1 (DESIGN section 4): the ALM's port is kept from every other zone and from outside. An open answer speaks against the
/// host and its boundary until a later controlled block; a person's word does not outweigh it.
/// </summary>
internal static class PortMeasure
{
    public static MeasureOutcome Judge(in HostPicture host, DateTimeOffset now)
    {
        var shielding = host.Host.Shielding;
        if (shielding.Placement == PlacementKind.Unzoned || shielding.Shields.Count == 0)
        {
            return new MeasureOutcome(MeasureState.Unknown, MeasureBasis.Unzoned);
        }

        var isServer = host.IsLicenceServer(now);
        if (IsOpen(shielding, isServer, now))
        {
            return new MeasureOutcome(MeasureState.NotInPlace, MeasureBasis.BoundaryOpen);
        }

        if (shielding.Placement == PlacementKind.Ambiguous)
        {
            return new MeasureOutcome(MeasureState.Unknown, MeasureBasis.ZoneNotClear);
        }

        if (UsesOtherPort(host, shielding.Port))
        {
            return new MeasureOutcome(MeasureState.Unknown, MeasureBasis.OtherPort);
        }

        return Coverage(host, shielding, isServer, now);
    }

    private static MeasureOutcome Coverage(in HostPicture host, HostShielding shielding, bool isServer, DateTimeOffset now)
    {
        var until = DateTimeOffset.MaxValue;
        var byWordAlone = true;
        var attestations = host.Host.Decisions.Attestations.Count;
        for (var i = 0; i < shielding.Shields.Count; i++)
        {
            // The usual host: every boundary proven by probes and no person's word to ask for.
            var summary = shielding.Shields[i].Summary;
            if (!isServer && attestations == 0 && Fresh(host, summary.BlockedAt, now) is { } allFresh)
            {
                byWordAlone = false;
                until = Earlier(until, summary.RestrictedUntil is { } restricted ? Earlier(allFresh, restricted) : allFresh);
                continue;
            }

            var boundaries = shielding.Shields[i].Boundaries;
            if (boundaries.Count == 0)
            {
                return new MeasureOutcome(MeasureState.Unknown, MeasureBasis.BoundaryNotProven);
            }

            for (var j = 0; j < boundaries.Count; j++)
            {
                var boundary = boundaries[j];
                var proven = ProvenUntil(host, shielding, boundary, isServer, now);
                var attested = host.AttestationOf(ProtectiveMeasure.Port, now, boundary)?.Until;
                if ((proven ?? attested) is null)
                {
                    return new MeasureOutcome(MeasureState.Unknown, MeasureBasis.BoundaryNotProven);
                }

                byWordAlone &= proven is null;
                until = Earlier(until, Later(proven, attested));

                if (boundary.RestrictedUntil is { } end)
                {
                    // As long as the host is a server itself, what ends for the one that answered ends nothing for it.
                    until = Earlier(until, isServer && boundary.HasConduit ? Later(end, host.Host.Decisions.LicenceServer!.Decision.ValidUntil) : end);
                }
            }
        }

        // An answer that is only permitted to a licence server speaks against the host once it is none any more.
        until = isServer && IsOpen(shielding, isServer: false, now) ? Earlier(until, host.Host.Decisions.LicenceServer!.Decision.ValidUntil) : until;
        return new MeasureOutcome(MeasureState.InPlace, byWordAlone ? MeasureBasis.Attestation : MeasureBasis.BoundariesClosed, until);
    }

    /// <summary>Whether a connection came through that nothing permits. What a conduit lets through to a licence server is permitted.</summary>
    private static bool IsOpen(HostShielding shielding, bool isServer, DateTimeOffset now)
    {
        for (var i = 0; i < shielding.OpenAnswers.Count; i++)
        {
            var answer = shielding.OpenAnswers[i];
            if (answer.Stands && !(isServer && answer.HasConduit))
            {
                return true;
            }
        }

        for (var i = 0; i < shielding.Shields.Count; i++)
        {
            var summary = shielding.Shields[i].Summary;
            if (!summary.IsOpen && !(summary.RestrictedUntil <= now))
            {
                continue;
            }

            var boundaries = shielding.Shields[i].Boundaries;
            for (var j = 0; j < boundaries.Count; j++)
            {
                if (boundaries[j].IsOpenAt(now) && !(isServer && boundaries[j].HasConduit))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>By the latest controlled block, or by a fresh answer over a permitted conduit to a licence server: restricted.</summary>
    private static DateTimeOffset? ProvenUntil(in HostPicture host, HostShielding shielding, Boundary boundary, bool isServer, DateTimeOffset now)
    {
        DateTimeOffset? until = Fresh(host, boundary.IsOpen ? null : boundary.BlockedAt, now);
        if (!isServer || !boundary.HasConduit)
        {
            return until;
        }

        var serverUntil = host.Host.Decisions.LicenceServer!.Decision.ValidUntil;
        for (var i = 0; i < shielding.OpenAnswers.Count; i++)
        {
            var answer = shielding.OpenAnswers[i];
            if (answer.HasConduit && answer.From == boundary.From && Fresh(host, answer.At, now) is { } fresh)
            {
                until = Later(until, Earlier(fresh, serverUntil));
            }
        }

        return until;
    }

    private static DateTimeOffset? Fresh(in HostPicture host, DateTimeOffset? probedAt, DateTimeOffset now) =>
        probedAt is { } at && now < host.Limits.ExpiryOfProbe(at) ? host.Limits.ExpiryOfProbe(at) : null;

    /// <summary>The port that the host says, or one that it is found to listen on, is not the one that was probed, or cannot be read.</summary>
    private static bool UsesOtherPort(in HostPicture host, int port)
    {
        if (host.Facts is not { } facts)
        {
            return false;
        }

        if (facts.Port is { } own && own != port)
        {
            return true;
        }

        for (var i = 0; i < (facts.Listeners?.Count ?? 0); i++)
        {
            if (!facts.Listeners![i].IsLoopback && facts.Listeners[i].Port != port)
            {
                return true;
            }
        }

        return false;
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private static DateTimeOffset Later(DateTimeOffset? one, DateTimeOffset? other) =>
        one is { } a && other is { } b ? (a > b ? a : b) : (one ?? other)!.Value;
}
