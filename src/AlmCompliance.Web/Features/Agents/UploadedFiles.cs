using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace AlmCompliance.Web.Features.Agents;

/// <summary>The files of a request, one after the other: parts of a form, or one file as the body itself. Never more than one is held.</summary>
internal static class UploadedFiles
{
    public const int Most = 1_000;

    /// <summary>What the files may be together, with a form's own words around them.</summary>
    public const int LargestBody = 64 * 1024 * 1024;

    private const int LongestName = 255;
    private const int LongestBoundary = 100;

    /// <exception cref="BadHttpRequestException">413 or 400: the whole cannot be read, or not to its end.</exception>
    public static async IAsyncEnumerable<UploadedFile> ReadAsync(HttpRequest request, int largestFile, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (request.ContentLength > LargestBody)
        {
            throw new BadHttpRequestException("The body is larger than 64 MiB.", StatusCodes.Status413PayloadTooLarge);
        }

        if (request.Headers.ContentEncoding.Count > 0)
        {
            throw new BadHttpRequestException("Inventory files are sent without a content encoding.", StatusCodes.Status415UnsupportedMediaType);
        }

        if (!request.HasFormContentType)
        {
            yield return new UploadedFile("", await DrainAsync(request.Body, largestFile, cancellationToken));
            yield break;
        }

        var form = FormOf(request);
        while (await NextAsync(form, cancellationToken) is { } part)
        {
            if (part.GetContentDispositionHeader() is { } words && words.IsFileDisposition())
            {
                var name = HeaderUtilities.RemoveQuotes(words.FileNameStar.HasValue ? words.FileNameStar : words.FileName).ToString();
                yield return new UploadedFile(name.Length > LongestName ? name[..LongestName] : name, await DrainAsync(part.Body, largestFile, cancellationToken));
            }
        }
    }

    /// <summary>Up to one byte more than a file may have: enough to see that it is too large. The rest is passed over.</summary>
    public static async Task<byte[]> DrainAsync(Stream file, int largestFile, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await ReadAsync(file, buffer, cancellationToken)) > 0)
        {
            var room = largestFile + 1 - (int)content.Length;
            content.Write(buffer, 0, Math.Min(read, room));
        }

        return content.ToArray();
    }

    private static async ValueTask<int> ReadAsync(Stream file, byte[] buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await file.ReadAsync(buffer, cancellationToken);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException and not BadHttpRequestException)
        {
            throw Broken(exception);
        }
    }

    private static MultipartReader FormOf(HttpRequest request)
    {
        var boundary = MediaTypeHeaderValue.TryParse(request.ContentType, out var type) ? HeaderUtilities.RemoveQuotes(type.Boundary).ToString() : "";
        return boundary.Length is > 0 and <= LongestBoundary
            ? new MultipartReader(boundary, request.Body) { HeadersCountLimit = 8, HeadersLengthLimit = 4096 }
            : throw Broken(null);
    }

    private static async Task<MultipartSection?> NextAsync(MultipartReader form, CancellationToken cancellationToken)
    {
        try
        {
            return await form.ReadNextSectionAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException and not BadHttpRequestException)
        {
            throw Broken(exception);
        }
    }

    private static BadHttpRequestException Broken(Exception? cause) =>
        new("This is no form that can be read to its end.", StatusCodes.Status400BadRequest, cause!);
}
