using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text.Json;

namespace AlmCompliance.Data.Trail;

/// <summary>What came of reading a file of entries.</summary>
/// <param name="First">The number of its first entry; 0 where it has none.</param>
/// <param name="Last">The last entry that holds; null where none does.</param>
public sealed record TrailReading(long First, TrailHead? Last, TrailBreak? Break)
{
    /// <summary>The time of its first entry, UTC microseconds since 1970.</summary>
    public long FirstAt { get; init; }
}

/// <summary>
/// Entries as a file: one JSON object a line, all that its digest is made of, digests as hexadecimal digits, the time to the
/// microsecond. The same entries give the same bytes.
/// </summary>
public static class TrailFile
{
    private const int LongestLine = 64 * 1024 * 1024;
    private const string Time = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    private static readonly JsonSerializerOptions s_strict = new(JsonSerializerOptions.Strict) { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static string TimeText(long microseconds) =>
        (microseconds is >= -62_135_596_800_000_000 and < 253_402_300_800_000_000 ? Microseconds.To(microseconds) : DateTimeOffset.UnixEpoch).ToString(Time, CultureInfo.InvariantCulture);

    public static void Write(IBufferWriter<byte> to, TrailLine line)
    {
        using (var json = new Utf8JsonWriter(to))
        {
            JsonSerializer.Serialize(json, new Written(
                line.Sequence, TimeText(line.At), line.ActorKind, line.ActorId, line.ActorName, line.Action, line.SubjectKind, line.SubjectId, line.Before, line.After,
                Convert.ToHexStringLower(line.PreviousHash ?? []), Convert.ToHexStringLower(line.Hash ?? [])), s_strict);
        }

        to.Write("\n"u8);
    }

    /// <summary>Follows the chain through a file, whoever wrote it, in a memory that does not grow with it.</summary>
    /// <param name="known">Heads that the entries must agree with and reach.</param>
    public static async Task<TrailReading> VerifyAsync(Stream lines, IReadOnlyCollection<TrailHead> known, CancellationToken cancellationToken)
    {
        var reader = PipeReader.Create(lines, new StreamPipeReaderOptions(leaveOpen: true));
        var heads = known.Select(h => new KnownHead(h, TrailWitness.Outside)).ToArray();
        TrailChain? chain = null;
        long first = 0, firstAt = 0;
        var goesOn = true;
        while (goesOn)
        {
            var read = await reader.ReadAsync(cancellationToken);
            var buffer = read.Buffer;
            while (goesOn && NextLine(ref buffer, read.IsCompleted) is { } text)
            {
                var line = Read(text);
                (first, firstAt) = chain is null && line is not null ? (line.Sequence, line.At) : (first, firstAt);
                chain ??= new TrailChain(Math.Max(line?.Sequence ?? 1, 1), heads);
                if (line is null)
                {
                    chain.Refuse();
                }

                goesOn = line is not null && chain.Follow(line);
            }

            if (goesOn && buffer.Length > LongestLine)
            {
                (chain ??= new TrailChain(1, heads)).Refuse();
                goesOn = false;
            }

            reader.AdvanceTo(buffer.Start, buffer.End);
            goesOn = goesOn && !read.IsCompleted;
        }

        await reader.CompleteAsync();
        chain ??= new TrailChain(1, heads);
        return new TrailReading(first, first == 0 ? null : chain.Last, chain.End()) { FirstAt = firstAt };
    }

    private static ReadOnlySequence<byte>? NextLine(ref ReadOnlySequence<byte> buffer, bool isLast)
    {
        if (buffer.PositionOf((byte)'\n') is { } end)
        {
            var line = buffer.Slice(0, end);
            buffer = buffer.Slice(buffer.GetPosition(1, end));
            return line;
        }

        if (!isLast || buffer.IsEmpty)
        {
            return null;
        }

        // An entry without its line end is an entry that was cut.
        var rest = buffer;
        buffer = buffer.Slice(buffer.End);
        return rest;
    }

    private static TrailLine? Read(ReadOnlySequence<byte> text)
    {
        try
        {
            var json = new Utf8JsonReader(text);
            if (JsonSerializer.Deserialize<Written>(ref json, s_strict) is not { } written || json.Read())
            {
                return null;
            }

            return new TrailLine
            {
                Sequence = written.Sequence,
                At = Microseconds.From(DateTimeOffset.ParseExact(written.At, Time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)),
                ActorKind = written.ActorKind,
                ActorId = written.ActorId,
                ActorName = written.ActorName,
                Action = written.Action,
                SubjectKind = written.SubjectKind,
                SubjectId = written.SubjectId,
                Before = written.Before,
                After = written.After,
                PreviousHash = Convert.FromHexString(written.PreviousHash),
                Hash = Convert.FromHexString(written.Hash),
            };
        }
        catch (Exception exception) when (exception is JsonException or FormatException)
        {
            return null;
        }
    }

    private sealed record Written(
        long Sequence, string At, string? ActorKind, string? ActorId, string? ActorName, string? Action, string? SubjectKind, string? SubjectId,
        string? Before, string? After, string PreviousHash, string Hash);
}
