using System.Buffers;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace AlmCompliance.Web.Features.AuditReports.Verifying;

/// <summary>SHA-256 of the beginning of a file.</summary>
internal static class FileDigest
{
    private const int Block = 1024 * 1024;

    public static byte[] Of(SafeFileHandle file, long length, CancellationToken cancellationToken)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(Block);
        for (long at = 0; at < length;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var count = RandomAccess.Read(file, buffer.AsSpan(0, (int)Math.Min(buffer.Length, length - at)), at);
            if (count == 0)
            {
                break;
            }

            digest.AppendData(buffer, 0, count);
            at += count;
        }

        ArrayPool<byte>.Shared.Return(buffer);
        return digest.GetHashAndReset();
    }
}
