using System.Buffers.Binary;

namespace AlmCompliance.Web.Features.Agents;

/// <summary>What the last sixteen files of a key said, by their numbers: four bytes of number and a SHA-256 each, newest last.</summary>
internal static class SignedFileNumbers
{
    private const int Most = 16;
    private const int Length = sizeof(int) + 32;

    public static byte[] With(ReadOnlySpan<byte> known, int number, ReadOnlySpan<byte> digest)
    {
        var keep = known.Length >= Most * Length ? known[^((Most - 1) * Length)..] : known;
        var next = new byte[keep.Length + Length];
        keep.CopyTo(next);
        BinaryPrimitives.WriteInt32BigEndian(next.AsSpan(keep.Length), number);
        digest.CopyTo(next.AsSpan(keep.Length + sizeof(int)));
        return next;
    }

    /// <summary>Whether a file of that number said something else: one machine's count never does that.</summary>
    public static bool IsForked(ReadOnlySpan<byte> known, int number, ReadOnlySpan<byte> digest)
    {
        for (var at = 0; at + Length <= known.Length; at += Length)
        {
            if (BinaryPrimitives.ReadInt32BigEndian(known[at..]) == number && !known.Slice(at + sizeof(int), 32).SequenceEqual(digest))
            {
                return true;
            }
        }

        return false;
    }
}
