using Microsoft.AspNetCore.Http.Features;

namespace AlmCompliance.Web.Features.Advisories;

/// <summary>The files of an import request: parts of a form, or one document or archive as the body itself.</summary>
internal static class ImportBody
{
    /// <summary>What the files may be together, with a form's own words around them.</summary>
    public const int Largest = ImportPackage.MostBytes + (1024 * 1024);

    /// <exception cref="BadHttpRequestException">It is too large, or no form.</exception>
    public static async Task<IReadOnlyList<ImportFile>> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.Headers.ContentEncoding.Count > 0)
        {
            throw new BadHttpRequestException("An import is sent without a content encoding; put the files into a zip archive.", StatusCodes.Status415UnsupportedMediaType);
        }

        if (!request.HasFormContentType)
        {
            return [new ImportFile("document.json", await DrainAsync(request.Body, request.ContentLength, cancellationToken))];
        }

        var options = new FormOptions { ValueCountLimit = 3 * ImportPackage.MostDocuments, MultipartBodyLengthLimit = Largest, ValueLengthLimit = 1024, KeyLengthLimit = 256 };
        try
        {
            var form = await request.ReadFormAsync(options, cancellationToken);
            var files = new List<ImportFile>();
            foreach (var part in form.Files)
            {
                await using var content = part.OpenReadStream();
                files.Add(new ImportFile(part.FileName, await DrainAsync(content, part.Length, cancellationToken)));
            }

            return files;
        }
        catch (InvalidDataException exception)
        {
            throw new BadHttpRequestException("This is no form that can be read, or it holds too many or too large files.", StatusCodes.Status400BadRequest, exception);
        }
    }

    private static async Task<byte[]> DrainAsync(Stream body, long? length, CancellationToken cancellationToken)
    {
        if (length > Largest)
        {
            throw new BadHttpRequestException("The body is larger than 65 MiB.", StatusCodes.Status413PayloadTooLarge);
        }

        using var content = new MemoryStream();
        await body.CopyToAsync(content, cancellationToken);
        return content.ToArray();
    }
}
