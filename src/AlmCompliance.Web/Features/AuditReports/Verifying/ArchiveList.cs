using System.Buffers.Binary;
using System.Text;
using AlmCompliance.Web.Features.AuditReports.Packing;
using Microsoft.Win32.SafeHandles;

namespace AlmCompliance.Web.Features.AuditReports.Verifying;

/// <summary>A file as the list at the end of an archive has it.</summary>
/// <param name="MadeBy">The kind of system that it was packed on.</param>
/// <param name="Offset">Where its own head stands.</param>
/// <param name="Flaw">What is in the list that does not belong there; null where nothing is.</param>
internal sealed record ListedFile(string Name, byte[] RawName, int MadeBy, ushort Needs, ushort Flags, ushort Method, uint Time, uint Crc, long Packed, long Length, long Offset, string? Flaw)
{
    /// <summary>Whether a length takes eight bytes.</summary>
    public bool IsLong => Packed >= uint.MaxValue || Length >= uint.MaxValue;

    /// <summary>Whether its lengths follow its bytes.</summary>
    public bool HasTrailer => (Flags & 8) != 0;
}

/// <summary>The list at the end of a zip archive ("central directory", APPNOTE 4.3.12 to 4.3.16).</summary>
internal static class ArchiveList
{
    public const ushort Stored = 0;
    public const ushort Deflated = 8;

    private const int EndLength = 22;
    private const int LocatorLength = 20;
    private const int LongEndLength = 56;
    private const int HeadLength = 46;

    /// <summary>A pack's list is a few kilobytes; attested files make it longer.</summary>
    private const int Longest = 32 * 1024 * 1024;

    /// <summary>Flags that packing sets: lengths follow, how hard it was compressed, names in UTF-8.</summary>
    private const ushort KnownFlags = 0x080E;

    /// <summary>No time and the first of January 1980.</summary>
    private const uint NoTime = 0x0021_0000;

    /// <returns>The files in the list's order, where the list begins, and where the seal does; null where it bears none.</returns>
    /// <exception cref="InvalidDataException">There is no list, or it does not fit the file.</exception>
    public static (IReadOnlyList<ListedFile> Files, long Start, long? Seal) Read(SafeFileHandle file)
    {
        var length = RandomAccess.GetLength(file);
        var (end, comment) = End(file, length - ArchiveSeal.Length, ArchiveSeal.Length) is { } withSeal ? (withSeal, ArchiveSeal.Length) : (End(file, length, 0) ?? throw Broken(), 0);
        if (Number(end, 4) != 0 || Short(end, 8) != Short(end, 10))
        {
            throw Broken();
        }

        long count = Short(end, 10), size = Number(end, 12), start = Number(end, 16), below = length - comment - EndLength;
        if (count == ushort.MaxValue || size == uint.MaxValue || start == uint.MaxValue)
        {
            (count, size, start, below) = LongEnd(file, below, count, size, start);
        }

        if (size > Longest || start < 0 || size < 0 || start + size != below)
        {
            throw Broken();
        }

        var list = Bytes(file, start, (int)size);
        var files = new List<ListedFile>();
        var at = 0;
        while (at < list.Length)
        {
            files.Add(File(list, ref at, start));
        }

        return files.Count == count ? (files, start, comment == 0 ? null : length - comment) : throw Broken();
    }

    /// <summary>The archive's end where it stands before this place and says that a comment of this length follows; else null.</summary>
    private static byte[]? End(SafeFileHandle file, long before, int comment) =>
        before >= EndLength && Bytes(file, before - EndLength, EndLength) is var end && Number(end, 0) == 0x06054B50 && Short(end, 20) == comment ? end : null;

    public static byte[] Bytes(SafeFileHandle file, long at, int count)
    {
        var bytes = new byte[count];
        for (var read = 0; read < count;)
        {
            var more = RandomAccess.Read(file, bytes.AsSpan(read), at + read);
            read += more > 0 ? more : throw Broken();
        }

        return bytes;
    }

    public static ushort Short(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    public static uint Number(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);

    public static long Long(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadInt64LittleEndian(bytes[at..]);

    public static InvalidDataException Broken() => new("it is no whole zip archive: it was cut off, or its list of files does not fit it");

    private static (long Count, long Size, long Start, long Below) LongEnd(SafeFileHandle file, long below, long count, long size, long start)
    {
        var locator = below < LocatorLength + LongEndLength ? throw Broken() : Bytes(file, below - LocatorLength, LocatorLength);
        var at = below - LocatorLength - LongEndLength;
        var end = Bytes(file, at, LongEndLength);
        var fits = Number(locator, 0) == 0x07064B50 && Number(locator, 4) == 0 && Long(locator, 8) == at && Number(locator, 16) == 1
            && Number(end, 0) == 0x06064B50 && Long(end, 4) == LongEndLength - 12 && Short(end, 12) == 45 && Short(end, 14) == 45 && Long(end, 16) == 0 && Long(end, 24) == Long(end, 32)
            && (count == ushort.MaxValue || count == Long(end, 32)) && (size == uint.MaxValue || size == Long(end, 40)) && (start == uint.MaxValue || start == Long(end, 48));
        return fits ? (Long(end, 32), Long(end, 40), Long(end, 48), at) : throw Broken();
    }

    private static ListedFile File(ReadOnlySpan<byte> list, ref int at, long before)
    {
        var head = list[at..];
        if (head.Length < HeadLength || Number(head, 0) != 0x02014B50)
        {
            throw Broken();
        }

        int name = Short(head, 28), extra = Short(head, 30), comment = Short(head, 32);
        if (head.Length < HeadLength + name + extra + comment)
        {
            throw Broken();
        }

        at += HeadLength + name + extra + comment;
        var rawName = head.Slice(HeadLength, name).ToArray();
        long packed = Number(head, 20), length = Number(head, 24), offset = Number(head, 42);
        var rest = head.Slice(HeadLength + name, extra);
        if (rest.Length >= 4 && Short(rest, 0) == 1 && Short(rest, 2) == rest.Length - 4)
        {
            rest = rest[4..];
            length = Taken(length, ref rest);
            packed = Taken(packed, ref rest);
            offset = Taken(offset, ref rest);
        }

        if (packed < 0 || length < 0 || offset < 0 || packed > before || offset > before)
        {
            throw Broken();
        }

        var (needs, madeBy, flags, method) = (Short(head, 6), Short(head, 4), Short(head, 8), Short(head, 10));
        var isPlain = rest.IsEmpty && comment == 0 && Short(head, 34) == 0 && Short(head, 36) == 0 && Number(head, 38) == unchecked((uint)StableZip.ReadableFile)
            && (madeBy & 0xFF) == needs && (madeBy >> 8) is 0 or 3 && needs is 10 or 20 or 45
            && (flags & ~KnownFlags) == 0 && method is Stored or Deflated && Number(head, 12) == NoTime;
        return new ListedFile(
            NameOf(rawName), rawName, madeBy >> 8, needs, flags, method, Number(head, 12), Number(head, 16), packed, length, offset,
            isPlain ? null : "the archive's list says of it what packing never says: a time, a right, a comment, or another way of packing");
    }

    private static long Taken(long number, ref ReadOnlySpan<byte> rest)
    {
        if (number != uint.MaxValue || rest.Length < 8)
        {
            return number;
        }

        var taken = Long(rest, 0);
        rest = rest[8..];
        return taken;
    }

    // Latin1 keeps apart what is no UTF-8; such a name is in no manifest.
    private static string NameOf(byte[] raw) => System.Text.Unicode.Utf8.IsValid(raw) ? Encoding.UTF8.GetString(raw) : Encoding.Latin1.GetString(raw);
}
