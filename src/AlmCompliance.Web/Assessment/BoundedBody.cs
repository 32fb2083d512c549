using System.Buffers;
using System.IO.Compression;

namespace AlmCompliance.Web.Assessment;

/// <summary>Reads a request body of at most 1 MiB, plain or gzip; what a gzip body unpacks to is bounded alike.</summary>
internal static class BoundedBody
{
    public const int Largest = 1024 * 1024;

    /// <exception cref="BadHttpRequestException">413 where it is larger, 415 for another encoding, 400 where it is no gzip.</exception>
    public static async Task<byte[]> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength > Largest)
        {
            throw TooLarge();
        }

        var encoding = request.Headers.ContentEncoding.ToString();
        if (encoding.Length == 0 || encoding.Equals("identity", StringComparison.OrdinalIgnoreCase))
        {
            return await DrainAsync(request.Body, cancellationToken);
        }

        if (!encoding.Equals("gzip", StringComparison.OrdinalIgnoreCase))
        {
            throw new BadHttpRequestException("Only gzip is understood as a content encoding.", StatusCodes.Status415UnsupportedMediaType);
        }

        await using var unpacked = new GZipStream(request.Body, CompressionMode.Decompress, leaveOpen: true);
        try
        {
            return await DrainAsync(unpacked, cancellationToken);
        }
        catch (InvalidDataException exception)
        {
            throw new BadHttpRequestException("The body is no gzip.", StatusCodes.Status400BadRequest, exception);
        }
    }

    private static async Task<byte[]> DrainAsync(Stream body, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
        try
        {
            using var content = new MemoryStream();
            int read;
            while ((read = await body.ReadAsync(buffer, cancellationToken)) > 0)
            {
                if (content.Length + read > Largest)
                {
                    throw TooLarge();
                }

                content.Write(buffer, 0, read);
            }

            return content.ToArray();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static BadHttpRequestException TooLarge() => new("The body is larger than 1 MiB.", StatusCodes.Status413PayloadTooLarge);
}
