using Microsoft.Win32.SafeHandles;
using static AlmCompliance.Web.Features.AuditReports.Verifying.ArchiveList;

namespace AlmCompliance.Web.Features.AuditReports.Verifying;

/// <summary>What stands in an archive before and behind a file's own bytes ("local header" and "data descriptor", APPNOTE 4.3.7 and 4.3.9).</summary>
internal static class ArchiveHead
{
    private const int HeadLength = 30;

    /// <returns>Where the file's bytes begin, and where the next file's head should.</returns>
    /// <exception cref="InvalidDataException">There is no head where the list says.</exception>
    public static (long Start, long End) Read(SafeFileHandle file, ListedFile listed, PackChecks checks)
    {
        var head = Bytes(file, listed.Offset, HeadLength);
        if (Number(head, 0) != 0x04034B50)
        {
            throw new InvalidDataException($"the head of {listed.Name} is not where the list of files says");
        }

        int name = Short(head, 26), extra = Short(head, 28);
        var start = listed.Offset + HeadLength + name + extra;
        if (!Bytes(file, listed.Offset + HeadLength, name).AsSpan().SequenceEqual(listed.RawName))
        {
            checks.Fails(listed.Name, "it bears another name in its own head than in the archive's list");
        }

        // A length over 4 GiB is known only after the head was written.
        var needs = Short(head, 4);
        var agrees = (needs == listed.Needs || (listed.IsLong && needs == 20)) && Short(head, 6) == listed.Flags && Short(head, 8) == listed.Method && Number(head, 10) == listed.Time && extra == 0;
        agrees &= listed.HasTrailer
            ? Number(head, 14) == 0 && Number(head, 18) == 0 && Number(head, 22) == 0
            : Number(head, 14) == listed.Crc && Number(head, 18) == listed.Packed && Number(head, 22) == listed.Length && listed is { Packed: 0, Length: 0, Crc: 0 };
        var end = start + listed.Packed;
        if (listed.HasTrailer)
        {
            var trailer = Bytes(file, end, listed.IsLong ? 24 : 16);
            agrees &= Number(trailer, 0) == 0x08074B50 && Number(trailer, 4) == listed.Crc
                && (listed.IsLong ? Long(trailer, 8) == listed.Packed && Long(trailer, 16) == listed.Length : Number(trailer, 8) == listed.Packed && Number(trailer, 12) == listed.Length);
            end += trailer.Length;
        }

        if (!agrees)
        {
            checks.Fails(listed.Name, "its own head does not say what the archive's list says");
        }

        return (start, end);
    }
}
