using System.Collections.Concurrent;

namespace AlmCompliance.Web.Live;

/// <summary>The latest figures that the bar of every page tells, left here by whoever read them: the bar asks the database nothing.</summary>
internal sealed class PlantPulse
{
    private const int MostSights = 256;

    private readonly ConcurrentDictionary<string, Beat> _beats = new(StringComparer.Ordinal);

    public static string Sight(IReadOnlyList<Guid>? zones) => zones is null ? "all" : string.Join(',', zones.Order());

    /// <summary>Null before anybody of that sight opened the overview.</summary>
    public Beat? Of(string sight) => _beats.GetValueOrDefault(sight);

    public void Set(string sight, Beat beat)
    {
        if (_beats.Count >= MostSights)
        {
            _beats.Clear();
        }

        _beats[sight] = beat;
    }
}

/// <param name="MedianEvidence">Half of the evidence behind the verdicts is younger; null where there is none.</param>
internal sealed record Beat(DateTimeOffset? MedianEvidence, DateTimeOffset AsOf);
