using System.Globalization;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Segmentation;

namespace AlmCompliance.Domain.Rules;

/// <summary>ALM0003: the publisher asks for the port measure on this host and it is not in place.</summary>
internal static class Alm0003PortMeasure
{
    public static Finding? Judge(in HostPicture host, in AdvisoryPicture advisory, in HostMeasures measures, DateTimeOffset now)
    {
        if (!AskedMeasure.IsAsked(ProtectiveMeasure.Port, host, advisory) || measures.Port.State == MeasureState.InPlace)
        {
            return null;
        }

        var shielding = host.Host.Shielding;
        return measures.Port.Basis switch
        {
            MeasureBasis.BoundaryOpen => Open(FindingReason.PortOpen, [NameOfOpen(shielding, now)], advisory, now),
            MeasureBasis.Unzoned => Open(FindingReason.PortUnzoned, [], advisory, now),
            MeasureBasis.ZoneNotClear => Open(FindingReason.PortZoneNotClear, [], advisory, now),
            MeasureBasis.OtherPort => Open(FindingReason.PortIsAnother, [shielding.Port.ToString(CultureInfo.InvariantCulture)], advisory, now),
            _ => Open(FindingReason.PortNotProven, [], advisory, now),
        };
    }

    private static Finding Open(FindingReason reason, string[] arguments, in AdvisoryPicture advisory, DateTimeOffset now) =>
        new(RuleId.ALM0003, advisory.Id, reason, arguments, now);

    private static string NameOfOpen(HostShielding shielding, DateTimeOffset now)
    {
        foreach (var answer in shielding.OpenAnswers)
        {
            if (answer.Stands)
            {
                return answer.FromName;
            }
        }

        foreach (var shield in shielding.Shields)
        {
            foreach (var boundary in shield.Boundaries)
            {
                if (boundary.IsOpenAt(now))
                {
                    return boundary.FromName;
                }
            }
        }

        return "";
    }
}
