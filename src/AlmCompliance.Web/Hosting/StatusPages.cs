using AlmCompliance.Web.Components;
using Microsoft.AspNetCore.Diagnostics;

namespace AlmCompliance.Web.Hosting;

/// <summary>An empty refusal under /api becomes problem details; elsewhere a page that is not there becomes one that says so.</summary>
internal static class StatusPages
{
    public static async Task WriteAsync(StatusCodeContext context)
    {
        var http = context.HttpContext;
        if (http.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
        {
            await TypedResults.Problem(statusCode: http.Response.StatusCode).ExecuteAsync(http);
        }
        else if (http.Response.StatusCode == StatusCodes.Status404NotFound && HttpMethods.IsGet(http.Request.Method) && WantsPage(http))
        {
            var path = http.Request.Path;

            // A page that answers 404 by itself writes nothing; this says that it stands for another one.
            http.Features.Set<IStatusCodeReExecuteFeature>(new StatusCodeReExecuteFeature
            {
                OriginalPath = path,
                OriginalPathBase = http.Request.PathBase,
                OriginalQueryString = http.Request.QueryString.Value,
            });
            http.SetEndpoint(null);
            http.Request.RouteValues.Clear();
            http.Request.Path = NotFoundPage.Path;
            await context.Next(http);
            http.Request.Path = path;
        }
    }

    private static bool WantsPage(HttpContext http) => http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
}
