using System.Text.Json;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Rules;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace AlmCompliance.Data.Compliance;

/// <summary>A protective measure on a host for one advisory, with what it rests on. Stands with the status it is judged beside, and has its history with it.</summary>
/// <param name="Basis">A code.</param>
/// <param name="Words">The words that the basis' sentence needs; raw host text, so encode before use.</param>
/// <param name="HoldsUntil">Null: as long as the host's evidence, which each report prolongs without a write here.</param>
public sealed record HostMeasure(ProtectiveMeasure Measure, MeasureState State, string Basis, string[] Words, DateTimeOffset? HoldsUntil)
{
    /// <summary>What a reader says of it at a moment: nothing, once what it rests on has expired.</summary>
    public MeasureState StateAt(DateTimeOffset? evidenceExpiresAt, DateTimeOffset moment) =>
        (HoldsUntil ?? evidenceExpiresAt) <= moment ? MeasureState.Unknown : State;

    public bool Equals(HostMeasure? other) => other is not null && Measure == other.Measure && State == other.State
        && string.Equals(Basis, other.Basis, StringComparison.Ordinal) && HoldsUntil == other.HoldsUntil && Words.AsSpan().SequenceEqual(other.Words);

    public override int GetHashCode() => HashCode.Combine(Measure, State, StringComparer.Ordinal.GetHashCode(Basis), HoldsUntil, Words.Length);
}

/// <summary>One JSON text on both databases: at most three, read and written with their status and never searched for.</summary>
internal sealed class HostMeasuresConverter() : ValueConverter<HostMeasure[], string>(
    list => Write(list),
    text => Read(text))
{
    private static string Write(HostMeasure[] measures) => measures.Length == 0 ? "" : JsonSerializer.Serialize(
        Array.ConvertAll(measures, m => new Stored((int)m.Measure, (int)m.State, StorableText.Of(m.Basis), Array.ConvertAll(m.Words, StorableText.Of), m.HoldsUntil is { } until ? Microseconds.From(until) : null)),
        JsonSerializerOptions.Default);

    private static HostMeasure[] Read(string text) => text.Length == 0 ? [] : Array.ConvertAll(
        JsonSerializer.Deserialize<Stored[]>(text, JsonSerializerOptions.Default)!,
        s => new HostMeasure((ProtectiveMeasure)s.M, (MeasureState)s.S, s.B, s.W, s.U is { } until ? Microseconds.To(until) : null));

    private sealed record Stored(int M, int S, string B, string[] W, long? U);
}

internal sealed class HostMeasuresComparer() : ValueComparer<HostMeasure[]>(
    (a, b) => ReferenceEquals(a, b) || (a != null && b != null && a.SequenceEqual(b)),
    list => list.Aggregate(0, (sum, measure) => HashCode.Combine(sum, measure)),
    list => list);
