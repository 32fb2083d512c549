using System.Text.Json;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Rules;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace AlmCompliance.Data.Compliance;

/// <summary>A protective measure on a host for one advisory, with what it rests on. Stands with the status it is judged beside, and has its history with it.</summary>
/// <param name="Basis">A code; its words are made from the host's evidence when somebody looks.</param>
/// <param name="HoldsUntil">Null: as long as the host's evidence, which each report prolongs without a write here.</param>
public sealed record HostMeasure(ProtectiveMeasure Measure, MeasureState State, MeasureBasis Basis, DateTimeOffset? HoldsUntil)
{
    /// <summary>What a reader says of it at a moment: nothing, once what it rests on has expired.</summary>
    public MeasureState StateAt(DateTimeOffset? evidenceExpiresAt, DateTimeOffset moment) =>
        (HoldsUntil ?? evidenceExpiresAt) <= moment ? MeasureState.Unknown : State;
}

/// <summary>One JSON text on both databases: at most three, read and written with their status and never searched for.</summary>
internal sealed class HostMeasuresConverter() : ValueConverter<HostMeasure[], string>(
    list => Write(list),
    text => Read(text))
{
    // Four numbers each; the last is missing where the evidence's own expiry holds.
    public static string Write(HostMeasure[] measures) => measures.Length == 0 ? "" : JsonSerializer.Serialize(
        Array.ConvertAll(measures, m => new long?[] { (long)m.Measure, (long)m.State, (long)m.Basis, m.HoldsUntil is { } until ? Microseconds.From(until) : null }),
        JsonSerializerOptions.Default);

    public static HostMeasure[] Read(string text) => text.Length == 0 ? [] : Array.ConvertAll(
        JsonSerializer.Deserialize<long?[][]>(text, JsonSerializerOptions.Default)!,
        s => new HostMeasure((ProtectiveMeasure)s[0]!, (MeasureState)s[1]!, (MeasureBasis)s[2]!, s[3] is { } until ? Microseconds.To(until) : null));
}

internal sealed class HostMeasuresComparer() : ValueComparer<HostMeasure[]>(
    (a, b) => ReferenceEquals(a, b) || (a != null && b != null && a.SequenceEqual(b)),
    list => list.Aggregate(0, (sum, measure) => HashCode.Combine(sum, measure)),
    list => list);
