namespace AlmCompliance.Web.Assessment;

/// <summary>The ids of a host's last sixteen reports, 16 bytes each, newest last.</summary>
internal static class RecentReports
{
    private const int Most = 16;
    private const int Length = 16;

    /// <summary>With one more, without the oldest beyond sixteen; null where it is among them already.</summary>
    public static byte[]? With(ReadOnlySpan<byte> known, Guid reportId)
    {
        Span<byte> id = stackalloc byte[Length];
        reportId.TryWriteBytes(id);
        for (var at = 0; at + Length <= known.Length; at += Length)
        {
            if (known.Slice(at, Length).SequenceEqual(id))
            {
                return null;
            }
        }

        var keep = known.Length >= Most * Length ? known[^((Most - 1) * Length)..] : known;
        var next = new byte[keep.Length + Length];
        keep.CopyTo(next);
        id.CopyTo(next.AsSpan(keep.Length));
        return next;
    }
}
