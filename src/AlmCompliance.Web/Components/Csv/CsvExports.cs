using AlmCompliance.Web.Access;
using AlmCompliance.Web.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AlmCompliance.Web.Components.Csv;

/// <summary>Answers with everything of a filter as a file, where there is a place for one more.</summary>
internal sealed class CsvExports(ExportPlaces places, TimeProvider clock)
{
    /// <param name="fields">What was read of the address; where something of it is wrong, that is the answer.</param>
    /// <param name="open">Begins to read; null where a zone of the filter is not there.</param>
    public async Task<Results<PushStreamHttpResult, ValidationProblem, ProblemHttpResult>> SendAsync<TExport>(
        HttpContext context, Actor actor, RequestFields fields, string name, Func<Task<TExport?>> open, Func<TExport, Stream, CancellationToken, Task> write)
        where TExport : class, IAsyncDisposable
    {
        if (!fields.IsValid)
        {
            return fields.Problem();
        }

        if (places.TryTake(actor) is not { } place)
        {
            context.Response.Headers.RetryAfter = "10";
            return TypedResults.Problem("Too many exports are under way; try again in a few seconds.", statusCode: StatusCodes.Status503ServiceUnavailable);
        }

        context.Response.RegisterForDispose(place);
        await using var export = await open();
        if (export is null)
        {
            return fields.NoSuchZone();
        }

        var file = await ExportFile.WriteAsync((body, ct) => write(export, body, ct), context.RequestAborted);
        return ExportFile.Send(file, "text/csv; charset=utf-8", $"{name}-{clock.GetUtcNow().UtcDateTime:yyyy-MM-dd}.csv", context, clock);
    }
}
