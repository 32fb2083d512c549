using System.Data.Common;
using AlmCompliance.Data;
using AlmCompliance.Web.Access;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Hosting;

/// <summary>Says what went wrong as problem details, and never more than its reader may know.</summary>
internal sealed class ProblemHandling(IHostApplicationLifetime lifetime, ILogger<ProblemHandling> logger) : IExceptionHandler
{
    // https://sqlite.org/rescode.html
    private const int SqliteBusy = 5;
    private const int SqliteFailedDisk = 10;
    private const int SqliteFullDisk = 13;
    private const string Stopping = "The server is stopping; try again in a few seconds.";

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested)
        {
            httpContext.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return true;
        }

        var (status, detail) = exception switch
        {
            WriteLaneFullException or LaneClosedException => (StatusCodes.Status503ServiceUnavailable, exception.Message),
            DbUpdateConcurrencyException => (StatusCodes.Status503ServiceUnavailable, "Others write to the same host all the time; try again in a few seconds."),
            ObjectDisposedException when lifetime.ApplicationStopping.IsCancellationRequested => (StatusCodes.Status503ServiceUnavailable, Stopping),
            _ when IsOfTheDatabase(exception) => (StatusCodes.Status503ServiceUnavailable, "The database cannot be written to at the moment; nothing was stored. Try again in a few seconds."),
            AccessDeniedException => (StatusCodes.Status403Forbidden, exception.Message),
            BadHttpRequestException bad => (bad.StatusCode, bad.Message),
            _ => (StatusCodes.Status500InternalServerError, "The server failed; its log says why."),
        };
        if (status == StatusCodes.Status503ServiceUnavailable)
        {
            httpContext.Response.Headers.RetryAfter = "5";
        }

        if (status == StatusCodes.Status500InternalServerError || IsOfTheDatabase(exception))
        {
            logger.LogError(exception, "A request failed");
        }

        // Whatever media types the caller says that it accepts: a refusal is told all the same.
        await TypedResults.Problem(detail, statusCode: status).ExecuteAsync(httpContext);
        return true;
    }

    /// <summary>Not of the request: a full or failing disk, or a database server that is away.</summary>
    private static bool IsOfTheDatabase(Exception? exception) => exception switch
    {
        null => false,
        SqliteException { SqliteErrorCode: SqliteBusy or SqliteFailedDisk or SqliteFullDisk } or DbException { IsTransient: true } => true,
        _ => IsOfTheDatabase(exception.InnerException),
    };
}
