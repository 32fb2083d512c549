namespace AlmCompliance.Domain.Inventory;

/// <summary>
/// Adds up a host's version texts (DESIGN section 4, "Version"): a missing trailing part agrees with anything, the most
/// precise reading decides, and 0 is assumed only where no source says more.
/// </summary>
public static class VersionResolution
{
    /// <summary>The version that these texts add up to; empty texts are none.</summary>
    public static InstalledVersion Resolve(IReadOnlyList<VersionEvidence> texts)
    {
        var readings = ReadInOrderOfTrust(texts);
        if (readings.Length == 0)
        {
            return InstalledVersion.None;
        }

        var hasKnownSource = false;
        foreach (var reading in readings)
        {
            if (!reading.IsReadable)
            {
                return new InstalledVersion(VersionCertainty.NotInterpretable, null, readings);
            }

            hasKnownSource |= reading.Evidence.Source != VersionSource.Unknown;
        }

        // What stands at a place that this program does not know may contradict, but proves no version.
        if (!hasKnownSource)
        {
            return new InstalledVersion(VersionCertainty.NotInterpretable, null, readings);
        }

        return FindContradiction(readings) is null
            ? Combine(readings)
            : new InstalledVersion(VersionCertainty.Contradiction, null, readings);
    }

    /// <summary>The first two readings that state different things; null where all agree.</summary>
    internal static (VersionReading One, VersionReading Other)? FindContradiction(IReadOnlyList<VersionReading> readings)
    {
        for (var part = 0; part < 4; part++)
        {
            VersionReading? one = null;
            for (var i = 0; i < readings.Count; i++)
            {
                var reading = readings[i];
                if (!reading.IsReadable || Part(reading, part) is not { } stated)
                {
                    continue;
                }

                one ??= reading;
                if (Part(one, part) != stated)
                {
                    return (one, reading);
                }
            }
        }

        return null;
    }

    private static InstalledVersion Combine(VersionReading[] readings)
    {
        int? servicePack = null, update = null, confirmedServicePack = null, confirmedUpdate = null;
        var major = 0;
        var minor = 0;
        foreach (var reading in readings)
        {
            if (reading.Evidence.Source == VersionSource.Unknown)
            {
                continue;
            }

            (major, minor) = (reading.Major, reading.Minor);
            servicePack ??= reading.ServicePack;
            update ??= reading.Update;
            if (!reading.IsInferred)
            {
                confirmedServicePack ??= reading.ServicePack;
                confirmedUpdate ??= reading.Update;
            }
        }

        var inferred = servicePack != confirmedServicePack || update != confirmedUpdate;
        var version = new AlmVersion(major, minor, servicePack ?? 0, update ?? 0);
        return new InstalledVersion(VersionCertainty.Known, version, readings, inferred);
    }

    private static VersionReading[] ReadInOrderOfTrust(IReadOnlyList<VersionEvidence> texts)
    {
        var count = 0;
        for (var i = 0; i < texts.Count; i++)
        {
            count += string.IsNullOrWhiteSpace(texts[i].Raw) ? 0 : 1;
        }

        var readings = new VersionReading[count];
        var next = 0;
        for (var i = 0; i < texts.Count; i++)
        {
            if (!string.IsNullOrWhiteSpace(texts[i].Raw))
            {
                readings[next++] = AlmVersionGrammar.Read(texts[i]);
            }
        }

        // Equal sources keep the host's order, so that the same facts always tell the same story.
        return IsInOrderOfTrust(readings) ? readings : [.. readings.OrderBy(Distrust)];
    }

    private static bool IsInOrderOfTrust(VersionReading[] readings)
    {
        for (var i = 1; i < readings.Length; i++)
        {
            if (Distrust(readings[i - 1]) > Distrust(readings[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static int Distrust(VersionReading reading) =>
        reading.Evidence.Source == VersionSource.Unknown ? int.MaxValue : (int)reading.Evidence.Source;

    private static int? Part(VersionReading reading, int part) => part switch
    {
        0 => reading.Major,
        1 => reading.Minor,
        2 => reading.ServicePack,
        _ => reading.Update,
    };
}
