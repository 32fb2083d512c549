using System.Text;
using AlmCompliance.Data.Trail;

namespace AlmCompliance.Data.Tests;

/// <summary>A trail that was carried away: whoever has the file alone finds what was done to it.</summary>
public sealed class TrailFileTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_holds_what_was_written_and_writes_the_same_bytes_again()
    {
        string[] texts = ["", "Müßig Ünal", "\u202Eevil\u202C", "<b>'\"\\;--", "{\"a\":1}", "line\r\nline\t", "\U0001F512"];
        var entries = Chain(texts.Length, i => texts[i - 1]);

        var file = File(entries);

        Encoding.UTF8.GetString(file).Split('\n').Length.ShouldBe(texts.Length + 1);
        file.ShouldAllBe(b => b < 128);
        Encoding.ASCII.GetString(file).ShouldContain("\"at\":\"2026-11-22T10:15:00.000001Z\"");
        File(Chain(texts.Length, i => texts[i - 1])).ShouldBe(file);
        (await VerifyAsync(file)).ShouldBe(new TrailReading(1, Head(entries[^1]), null) { FirstAt = entries[0].At });
        (await VerifyAsync(file, entries.ConvertAll(Head))).Break.ShouldBeNull();
    }

    [Theory]
    [InlineData("ActorKind")]
    [InlineData("ActorId")]
    [InlineData("ActorName")]
    [InlineData("Action")]
    [InlineData("SubjectKind")]
    [InlineData("SubjectId")]
    [InlineData("Before")]
    [InlineData("After")]
    [InlineData("At")]
    [InlineData("PreviousHash")]
    [InlineData("Hash")]
    public async Task An_edit_of_any_field_is_found(string field)
    {
        var entries = Chain(5);
        entries[2] = field switch
        {
            "At" => entries[2] with { At = entries[2].At + 1 },
            "PreviousHash" => entries[2] with { PreviousHash = new byte[32] },
            "Hash" => entries[2] with { Hash = [.. entries[2].Hash![..31], (byte)(entries[2].Hash![31] ^ 1)] },
            "ActorKind" => entries[2] with { ActorKind = "System" },
            "ActorId" => entries[2] with { ActorId = "p2" },
            "ActorName" => entries[2] with { ActorName = "Bob" },
            "Action" => entries[2] with { Action = "" },
            "SubjectKind" => entries[2] with { SubjectKind = "zone" },
            "SubjectId" => entries[2] with { SubjectId = "x" },
            "Before" => entries[2] with { Before = null },
            _ => entries[2] with { After = "{}" },
        };

        (await VerifyAsync(File(entries))).Break.ShouldBe(new TrailBreak(3, TrailFlaw.Edited));
    }

    [Fact]
    public async Task A_gap_a_swap_and_a_cut_are_found_and_named()
    {
        var entries = Chain(6);
        var end = Head(entries[^1]);

        (await VerifyAsync(File([.. entries[..2], .. entries[3..]]))).Break.ShouldBe(new TrailBreak(3, TrailFlaw.Gap));
        (await VerifyAsync(File([.. entries[..2], entries[1], .. entries[2..]]))).Break.ShouldBe(new TrailBreak(2, TrailFlaw.OutOfOrder));
        (await VerifyAsync(File(entries[..4]), [end])).Break.ShouldBe(new TrailBreak(5, TrailFlaw.Truncated, TrailWitness.Outside, 6, 0));
        (await VerifyAsync(File(entries[..4]))).Break.ShouldBeNull("without an outside head a cut is a shorter trail");
        (await VerifyAsync([], [end])).Break.ShouldBe(new TrailBreak(1, TrailFlaw.Truncated, TrailWitness.Outside, 6, 0));
        (await VerifyAsync([], [])).ShouldBe(new TrailReading(0, null, null));
        (await VerifyAsync(File(entries), [TrailHead.Empty, end])).Break.ShouldBeNull();
    }

    [Fact]
    public async Task A_chain_that_was_hashed_anew_holds_in_itself_and_is_found_by_an_older_head_only()
    {
        var entries = Chain(6);
        var forged = Chain(6, i => i == 4 ? "somebody else" : $"{i}");
        var half = Chain(6);
        half[3] = Hashed(half[3] with { ActorName = "Bob" });

        (await VerifyAsync(File(half))).Break.ShouldBe(new TrailBreak(5, TrailFlaw.Detached));
        (await VerifyAsync(File(forged))).Break.ShouldBeNull();
        (await VerifyAsync(File(forged), [Head(entries[2])])).Break.ShouldBeNull("the head is older than the forgery");
        (await VerifyAsync(File(forged), [Head(entries[2]), Head(entries[4])])).Break.ShouldBe(new TrailBreak(5, TrailFlaw.Rewritten, TrailWitness.Outside, 5, 3));
    }

    [Fact]
    public async Task A_stretch_from_the_middle_is_followed_from_what_is_known_before_it()
    {
        var entries = Chain(8);
        var stretch = File(entries[4..]);

        (await VerifyAsync(stretch)).ShouldBe(new TrailReading(5, Head(entries[^1]), null) { FirstAt = entries[4].At });
        (await VerifyAsync(stretch, [Head(entries[3]), Head(entries[6])])).Break.ShouldBeNull();
        (await VerifyAsync(stretch, [Head(entries[3]) with { Hash = new string('a', 64) }])).Break.ShouldBe(new TrailBreak(4, TrailFlaw.Rewritten, TrailWitness.Outside, 4, 0));
        (await VerifyAsync(stretch, [Head(entries[2])])).Break.ShouldBe(new TrailBreak(3, TrailFlaw.NotReached));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[1]")]
    [InlineData("\u0000\u0000")]
    [InlineData("{\"sequence\":3,\"sequence\":3}")]
    public async Task What_is_no_entry_is_named_by_its_place(string line)
    {
        var entries = Chain(4);
        byte[] file = [.. File(entries[..2]), .. Encoding.UTF8.GetBytes(line + "\n"), .. File(entries[2..])];

        (await VerifyAsync(file)).Break.ShouldBe(new TrailBreak(3, TrailFlaw.Unreadable));
    }

    [Fact]
    public async Task Any_single_changed_byte_breaks_it()
    {
        var file = File(Chain(3));
        var whole = await VerifyAsync(file);
        for (var i = 0; i < file.Length; i++)
        {
            byte[] changed = [.. file];
            changed[i] ^= 1;

            // A line end of the last entry may be anything that is no part of it; hexadecimal digits may be written large.
            if (i < file.Length - 1)
            {
                (await VerifyAsync(changed, [whole.Last!])).Break.ShouldNotBeNull($"byte {i}: {Encoding.UTF8.GetString(changed)}");
            }
        }
    }

    [Fact]
    public async Task A_file_that_ends_within_an_entry_and_a_line_without_end_are_refused_in_bounded_memory()
    {
        var file = File(Chain(3));

        (await VerifyAsync(file[..^40])).Break.ShouldBe(new TrailBreak(3, TrailFlaw.Unreadable));
        await using var endless = new Endless();
        (await TrailFile.VerifyAsync(endless, [], Stop)).Break.ShouldBe(new TrailBreak(1, TrailFlaw.Unreadable));
        endless.Given.ShouldBeLessThan(200 * 1024 * 1024);
    }

    [Theory]
    [InlineData("12:0123456789abcdef0123456789abcdef0123456789abcdef0123456789ABCDEF", true)]
    [InlineData("0:0000000000000000000000000000000000000000000000000000000000000000", true)]
    [InlineData("-1:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", false)]
    [InlineData("12:0123456789abcdef", false)]
    [InlineData("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", false)]
    [InlineData(":0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", false)]
    [InlineData("12:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdeg", false)]
    [InlineData("99999999999999999999:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", false)]
    public void A_head_is_read_as_it_is_written(string text, bool isHead)
    {
        TrailHead.TryParse(text, out var head).ShouldBe(isHead);
        head?.ToString().ShouldBe(text.ToLowerInvariant());
    }

    private static async Task<TrailReading> VerifyAsync(byte[] file, IReadOnlyCollection<TrailHead>? known = null)
    {
        using var stream = new MemoryStream(file);
        return await TrailFile.VerifyAsync(stream, known ?? [], Stop);
    }

    private static byte[] File(List<TrailLine> entries)
    {
        var writer = new System.Buffers.ArrayBufferWriter<byte>();
        entries.ForEach(entry => TrailFile.Write(writer, entry));
        return writer.WrittenSpan.ToArray();
    }

    private static TrailHead Head(TrailLine line) => TrailHead.Of(line.Sequence, line.Hash!);

    private static TrailLine Hashed(TrailLine line) => line with { Hash = line.Digest() };

    private static List<TrailLine> Chain(int count, Func<int, string>? name = null)
    {
        var entries = new List<TrailLine>();
        for (var i = 1; i <= count; i++)
        {
            entries.Add(Hashed(new TrailLine
            {
                Sequence = i,
                At = Microseconds.From(NewRow.Now) + i,
                ActorKind = "Person",
                ActorId = "p1",
                ActorName = name?.Invoke(i) ?? $"{i}",
                Action = "host.changed",
                SubjectKind = "host",
                SubjectId = $"{i}",
                Before = "",
                After = "{\"role\":1}",
                PreviousHash = entries.Count == 0 ? new byte[32] : entries[^1].Hash,
            }));
        }

        return entries;
    }

    /// <summary>A hostile file: one line that never ends.</summary>
    private sealed class Endless : Stream
    {
        public long Given { get; private set; }
        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => Given; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            Array.Fill(buffer, (byte)'x', offset, count);
            Given += count;
            return count;
        }

        public override void Flush() => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
