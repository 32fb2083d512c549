using System.IO.Compression;

namespace AlmCompliance.Web.Tests.Ingest;

internal static class Gzip
{
    public static byte[] Pack(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize))
        {
            gzip.Write(content);
        }

        return packed.ToArray();
    }
}
