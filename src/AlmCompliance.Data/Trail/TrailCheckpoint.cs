using System.Globalization;
using System.Text;

namespace AlmCompliance.Data.Trail;

/// <summary>A head that the site signed after it had read the whole trail.</summary>
public sealed class TrailCheckpoint
{
    public long Sequence { get; set; }
    public required byte[] Hash { get; set; }
    public DateTimeOffset At { get; set; }

    /// <summary>ECDSA over SHA-256 of <see cref="Statement"/>, DER.</summary>
    public required byte[] Signature { get; set; }

    /// <summary>SHA-256 of the certificate that it is signed with.</summary>
    public required byte[] Fingerprint { get; set; }

    public TrailHead Head => TrailHead.Of(Sequence, Hash);

    /// <summary>The bytes that are signed: one line of text without an end.</summary>
    public static byte[] Statement(TrailHead head, DateTimeOffset at) =>
        Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"almcompliance.trail-head/1 {head} {TrailFile.TimeText(Microseconds.From(at))}"));
}
