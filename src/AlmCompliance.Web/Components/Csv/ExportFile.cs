using Microsoft.AspNetCore.Http.HttpResults;

namespace AlmCompliance.Web.Components.Csv;

/// <summary>
/// An export as a file of its own that ends with the answer: the database is read at its own speed and let go before the first
/// byte is sent, so that a slow reader holds up nothing. It has <see cref="LongestSending"/>, then it is cut off.
/// </summary>
internal static class ExportFile
{
    public static readonly TimeSpan LongestSending = TimeSpan.FromMinutes(10);

    public static async Task<FileStream> WriteAsync(Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Options = FileOptions.Asynchronous | FileOptions.DeleteOnClose,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var file = new FileStream(Path.Combine(Path.GetTempPath(), $"alm-export-{Guid.NewGuid():N}"), options);
        try
        {
            await write(file, cancellationToken);
            file.Position = 0;
            return file;
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sends the file with its length; a reader that goes or is too slow ends the connection, so that no part passes for the whole.</summary>
    public static PushStreamHttpResult Send(FileStream file, string contentType, string name, HttpContext context, TimeProvider clock)
    {
        context.Response.RegisterForDisposeAsync(file);
        context.Response.ContentLength = file.Length;
        return TypedResults.Stream(
            async body =>
            {
                using var late = new CancellationTokenSource(LongestSending, clock);
                using var stop = CancellationTokenSource.CreateLinkedTokenSource(late.Token, context.RequestAborted);
                try
                {
                    await file.CopyToAsync(body, stop.Token);
                }
                catch (OperationCanceledException)
                {
                    context.Abort();
                }
            },
            contentType,
            name);
    }
}
