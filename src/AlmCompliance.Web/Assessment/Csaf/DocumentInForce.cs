using AlmCompliance.Data.Advisories;
using AlmCompliance.Domain.Advisories;

namespace AlmCompliance.Web.Assessment.Csaf;

/// <summary>An imported document by which hosts are judged, with what two people each made of its unreadable ranges.</summary>
/// <param name="AdvisoryId">The advisory it was matched to when it was imported.</param>
/// <param name="Document">The file, byte for byte.</param>
/// <param name="Readings">Confirmed readings by JSON pointer; null where a text touches nothing.</param>
internal sealed record DocumentInForce(
    string TrackingId, string Version, string AdvisoryId, string Title, DateTimeOffset EnforcedAt, byte[] Document, IReadOnlyDictionary<string, AffectedRange?> Readings)
{
    /// <summary>A reading counts once another person has confirmed it: until then it could clear hosts on one person's word.</summary>
    public static IReadOnlyDictionary<string, AffectedRange?> Confirmed(IEnumerable<RangeReading> readings)
    {
        var confirmed = new Dictionary<string, AffectedRange?>(StringComparer.Ordinal);
        foreach (var reading in readings.Where(r => r.ConfirmedAt is not null))
        {
            if (AffectedRange.TryParse(reading.ReadAs, out var range) || reading.ReadAs.Length == 0)
            {
                confirmed[reading.JsonPointer] = range;
            }
        }

        return confirmed;
    }
}
